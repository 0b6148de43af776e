/** `leadline segment`: groups of customers, each named by what sets it apart. The work is in cli/jobs. */
import { resolve } from 'node:path';
import type { SegmentTrait } from '../../learning/index.js';
import { leftOutWords } from '../column-words.js';
import type { CommandContext, ExitCode } from '../command.js';
import { runJob } from '../jobs/run-job.js';
import type { SegmentResult } from '../jobs/segment.js';
import { counted, percent, shortNumber, tableLines } from '../text-table.js';

export interface SegmentCommandOptions {
  readonly csv: string;
  readonly k?: number;
  readonly drop: readonly string[];
  readonly seed: number;
  readonly out?: string;
}

export async function segment(context: CommandContext, options: SegmentCommandOptions): Promise<ExitCode> {
  const { terminal, signal, workingFolder } = context;
  const out = options.out === undefined ? undefined : resolve(workingFolder, options.out);
  const order = { ...options, csv: resolve(workingFolder, options.csv), out };
  const result = await runJob('segment', order, { onProgress: terminal.onProgress, signal });
  const { leftOut, ...rest } = result;
  terminal.emit({
    ...rest,
    leftOut: leftOut.map((left) => ({ column: left.column, why: leftOutWords(left) })),
  });
  for (const line of linesOf(result)) terminal.say(line);
  if (out !== undefined) terminal.say(`Every row with its segment: ${out}`);
  return 0;
}

/** Below this the groups run into each other. */
const CLEAR_SILHOUETTE = 0.25;
const STABLE = 0.7;

function linesOf({ segments, rows, silhouette, stability, columns, leftOut }: SegmentResult): string[] {
  const ordered = segments.map((each, i) => ({ ...each, number: i + 1 })).sort((a, b) => b.size - a.size);
  const table = tableLines(
    [
      { title: '' },
      { title: 'rows', isNumber: true },
      { title: 'share', isNumber: true },
      { title: 'what sets it apart' },
    ],
    ordered.map(({ number, size, traits, name }) => [
      String(number),
      size.toLocaleString('en-US'),
      percent(size / rows),
      traits.map(traitWords).join('; ') || name,
    ]),
  );
  return [
    `${counted(segments.length, 'segment')} of ${counted(rows, 'row')} by ${counted(columns.length, 'column')}: ${columns.join(', ')}`,
    ...leftOut.map((left) => `Left out: ${left.column} ${leftOutWords(left)}.`),
    '',
    ...table,
    '',
    `Silhouette ${silhouette.toFixed(3)}: ${silhouette < CLEAR_SILHOUETTE ? 'the groups run into each other; read them as a rough map, not as kinds of people' : 'the groups stand apart'}.`,
    `Stability ${stability.toFixed(2)}: ${stability < STABLE ? 'another sample would be cut differently; try a smaller --k' : 'another sample gives the same groups'}.`,
  ];
}

function traitWords(trait: SegmentTrait): string {
  if (trait.kind === 'categorical')
    return `${trait.column} is ${trait.category} (${percent(trait.share, 0)} against ${percent(trait.overallShare, 0)} of all)`;
  const much = Math.abs(trait.strength) > 1 ? 'much ' : '';
  return `${trait.column} ${much}${trait.strength > 0 ? 'higher' : 'lower'} (mean ${shortNumber(trait.mean)} against ${shortNumber(trait.overallMean)})`;
}
