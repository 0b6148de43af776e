/** `leadline score leads`: scores the rows of a file with a trained model, with bounds and reasons in words. */
import { resolve } from 'node:path';
import { Fault } from '../../protocol/index.js';
import type { CommandContext, ExitCode } from '../command.js';
import { runJob } from '../jobs/run-job.js';
import { reasonText, type ScoredLine, type ScoreLeadsResult } from '../jobs/score-leads.js';
import { SCORE_FILE } from '../jobs/train-leads.js';
import { activeVersion, modelStoreOf } from '../model-store.js';
import { counted, percent, tableLines } from '../text-table.js';

export interface ScoreLeadsOptions {
  readonly csv: string;
  readonly model: string;
  readonly out?: string;
  readonly dataDir?: string;
}

const SHOWN_ROWS = 10;
const SHOWN_REASONS = 3;

export async function scoreLeads(context: CommandContext, options: ScoreLeadsOptions): Promise<ExitCode> {
  const { terminal, signal, workingFolder } = context;
  const path = (name: string) => resolve(workingFolder, name);
  const registry = modelStoreOf(context, options.dataDir);
  const howTo = 'train one: leadline train leads --csv FILE --goal COLUMN';
  const { card, files } = await activeVersion(registry, options.model, howTo);
  const model = files[SCORE_FILE];
  if (model === undefined)
    throw new Fault('usage.wrong', `The model "${options.model}" (${card.task}) does not score tables.`);
  const out = options.out === undefined ? undefined : path(options.out);
  const result = await runJob(
    'score-leads',
    { csv: path(options.csv), model, out },
    { onProgress: terminal.onProgress, signal },
  );
  for (const remark of remarksOn(result)) terminal.note(remark);
  for (const { id, ...row } of result.rows)
    terminal.emit({ ...row, ...(result.idColumn !== undefined && { id }) });
  for (const line of linesOf(result)) terminal.say(line);
  terminal.say('');
  terminal.say(
    out === undefined
      ? `Scored by ${options.model} ${card.version}. All rows with their reasons: --out scored.csv, or --json.`
      : `Scored by ${options.model} ${card.version}. ${counted(result.rows.length, 'row')} with score, low, high and reasons: ${out}`,
  );
  return 0;
}

function remarksOn({ missingColumns, newWords, rows }: ScoreLeadsResult): string[] {
  const lines = newWords.map(
    ({ column, rows: count }) =>
      `Column "${column}" holds values in ${counted(count, 'row')} that the model has never seen; they count as not known.`,
  );
  if (missingColumns.length > 0)
    lines.unshift(
      `The file has no column ${missingColumns.join(', ')}: not known in all ${counted(rows.length, 'row')}, so the scores are less sure than their bounds say.`,
    );
  return lines;
}

function linesOf({ goal, positive, baseRate, rows, idColumn }: ScoreLeadsResult): string[] {
  const mean = rows.reduce((sum, row) => sum + row.score, 0) / rows.length;
  const best = [...rows].sort((a, b) => b.score - a.score).slice(0, SHOWN_ROWS);
  return [
    `Probability of ${goal} = ${positive}: ${percent(mean)} on average over ${counted(rows.length, 'row')} (${percent(baseRate)} in training).`,
    '',
    ...tableLines(
      [
        { title: idColumn ?? 'line' },
        { title: 'score', isNumber: true },
        { title: 'likely between' },
        { title: 'why' },
      ],
      best.map((row) => [
        row.id ?? String(row.line),
        percent(row.score),
        `${percent(row.low)} and ${percent(row.high)}`,
        whyOf(row),
      ]),
    ),
  ];
}

const whyOf = ({ reasons }: ScoredLine) => reasons.slice(0, SHOWN_REASONS).map(reasonText).join('; ');
