/** `leadline train leads`: trains a score from a table, says how good it is and what to distrust, and stores it as a version. */
import { resolve } from 'node:path';
import type { ModelCardDraft, ScoreFigures } from '../../learning/index.js';
import { leakWords, leftOutWords } from '../column-words.js';
import type { CommandContext, ExitCode } from '../command.js';
import { runJob } from '../jobs/run-job.js';
import { meanAndSd } from '../jobs/timing.js';
import type { TrainLeadsOrder, TrainLeadsResult } from '../jobs/train-leads.js';
import { checkModelName, keepVersion, modelStoreOf } from '../model-store.js';
import { counted, factLines, percent } from '../text-table.js';

export interface TrainLeadsOptions extends Omit<TrainLeadsOrder, 'seeds'> {
  /** How many seeds the figures are averaged over. */
  readonly seeds: number;
  readonly seed: number;
  readonly name: string;
  readonly isActivated: boolean;
  readonly dataDir?: string;
}

/** Means over the random splits. */
type Means = ScoreFigures & { readonly aucSd: number };

export async function trainLeads(context: CommandContext, options: TrainLeadsOptions): Promise<ExitCode> {
  const { terminal, signal, workingFolder } = context;
  checkModelName(options.name);
  const { goal, positive, time, drop, keep, model } = options;
  const seeds = Array.from({ length: options.seeds }, (_, i) => options.seed + i);
  const csv = resolve(workingFolder, options.csv);
  const watch = { onProgress: terminal.onProgress, signal };
  const result = await runJob('train-leads', { csv, goal, positive, time, drop, keep, model, seeds }, watch);
  const means = meansOf(result.splits);
  const { version } = await keepVersion(modelStoreOf(context, options.dataDir), {
    name: options.name,
    draft: draftOf(result, means, options),
    files: result.files,
    isActivated: options.isActivated,
  });
  for (const leak of result.leaks)
    terminal.note(`Possible leak: column "${leak.column}": ${leakWords(leak)}.`);
  terminal.emit({
    ...means,
    timeAuc: result.timeSplit?.auc ?? null,
    leaks: result.leaks.map((leak) => ({ column: leak.column, why: leakWords(leak) })),
    model: options.name,
    version,
    active: options.isActivated,
    learner: model,
    seeds,
    goal: result.goal,
    positive: result.positive,
    rows: result.rows,
    baseRate: result.baseRate,
    columns: result.columns,
    leftOut: result.leftOut.map((left) => ({ column: left.column, why: leftOutWords(left) })),
  });
  for (const line of linesOf(result, means, { ...options, version })) terminal.say(line);
  return 0;
}

function meansOf(splits: readonly ScoreFigures[]): Means {
  const of = (key: keyof ScoreFigures) => meanAndSd(splits.map((split) => split[key]));
  const auc = of('auc');
  return {
    auc: auc.mean,
    aucSd: auc.sd,
    prAuc: of('prAuc').mean,
    brier: of('brier').mean,
    ece: of('ece').mean,
    lift10: of('lift10').mean,
  };
}

function draftOf(result: TrainLeadsResult, means: Means, options: TrainLeadsOptions): ModelCardDraft {
  const { auc, aucSd, ...others } = means;
  const spread = { low: Math.max(0, auc - 1.96 * aucSd), high: Math.min(1, auc + 1.96 * aucSd) };
  return {
    task: 'table score',
    dataHash: result.dataHash,
    rows: result.rows,
    seed: options.seed,
    parameters: {
      goal: result.goal,
      positive: result.positive,
      learner: options.model,
      splits: options.seeds,
      columns: result.columns.length,
      leaks: result.leaks.map((leak) => leak.column).join(', '),
    },
    metrics: {
      auc: options.seeds > 1 ? { value: auc, ...spread } : { value: auc },
      ...Object.fromEntries(Object.entries(others).map(([name, value]) => [name, { value }])),
      ...(result.timeSplit && { timeAuc: { value: result.timeSplit.auc } }),
    },
    cost: { cpuMs: result.cpuMs, rows: result.rows },
  };
}

type Shown = TrainLeadsOptions & { readonly version: string };

function linesOf(result: TrainLeadsResult, means: Means, options: Shown): string[] {
  const { goal, positive, rows, rowsWithoutGoal, baseRate, columns, leftOut, timeSplit } = result;
  const without = rowsWithoutGoal > 0 ? `; ${counted(rowsWithoutGoal, 'row')} without a goal left out` : '';
  const facts: [string, string][] = [
    ['goal', `${goal} = ${positive}, reached in ${percent(baseRate)} of ${counted(rows, 'row')}${without}`],
    ['learnt from', `${counted(columns.length, 'column')}: ${columns.join(', ')}`],
    ...leftOut.map((left): [string, string] => [`left out`, `${left.column}: ${leftOutWords(left)}`]),
    [
      'AUC',
      `${means.auc.toFixed(4)}${options.seeds > 1 ? `  (standard deviation ${means.aucSd.toFixed(4)} over ${options.seeds} random splits)` : ''}`,
    ],
    ...(timeSplit
      ? [
          [
            'AUC in time order',
            `${timeSplit.auc.toFixed(4)}  trained on the oldest 80 %, tested on the newest 20 %`,
          ] as [string, string],
        ]
      : []),
    ['lift of the best tenth', `${means.lift10.toFixed(2)} times the goals of a random tenth`],
    ['area under precision-recall', `${means.prAuc.toFixed(4)}  (chance: ${baseRate.toFixed(4)})`],
    [
      'calibration error (ECE)',
      `${means.ece.toFixed(4)}  a score of 30 % is off by ${(means.ece * 100).toFixed(1)} points on average`,
    ],
    [
      'Brier score',
      `${means.brier.toFixed(4)}  (always saying ${percent(baseRate)}: ${(baseRate * (1 - baseRate)).toFixed(4)})`,
    ],
  ];
  return [...factLines(facts), '', ...advice(result, means, options)];
}

const FAR_BELOW = 0.05;

function advice({ leaks, timeSplit }: TrainLeadsResult, means: Means, options: Shown): string[] {
  const lines: string[] = [];
  if (leaks.length > 0) {
    const names = leaks.map((leak) => leak.column).join(',');
    lines.push(
      `Beware: ${leaks.length === 1 ? 'one column may be' : `${leaks.length} columns may be`} known only after the goal (see the warnings). If so, train again with --drop ${names}.`,
    );
  }
  if (timeSplit && timeSplit.auc < means.auc - FAR_BELOW)
    lines.push(
      'In time order the score ranks clearly worse than at random: what drives the goal has changed. Expect the time-ordered figure.',
    );
  if (means.auc < 0.6)
    lines.push('The score ranks little better than chance: these columns hardly tell who reaches the goal.');
  const state = options.isActivated ? 'and serves now' : 'but does not serve yet';
  const name = options.name === 'leads' ? '' : ` --model ${options.name}`;
  lines.push(
    `Stored as ${options.name} ${options.version} ${state}. Score a file: leadline score leads --csv FILE${name} --out scored.csv`,
  );
  return lines;
}
