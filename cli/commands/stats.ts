/** `leadline stats`: what each column of a table holds, what goes together, and by groups of one column. The work is in cli/jobs. */
import { resolve } from 'node:path';
import type { CommandContext, ExitCode } from '../command.js';
import { runJob } from '../jobs/run-job.js';
import type { StatsColumn, StatsResult } from '../jobs/stats.js';
import { counted, percent, shortNumber, tableLines } from '../text-table.js';

export interface StatsOptions {
  readonly csv: string;
  readonly by?: string;
  readonly svg?: string;
}

export async function stats(context: CommandContext, { csv, by, svg }: StatsOptions): Promise<ExitCode> {
  const { terminal, signal, workingFolder } = context;
  const folder = svg === undefined ? undefined : resolve(workingFolder, svg);
  const order = { csv: resolve(workingFolder, csv), by, svg: folder };
  const result = await runJob('stats', order, { onProgress: terminal.onProgress, signal });
  for (const column of result.columns) terminal.emit(column);
  for (const line of linesOf(result)) terminal.say(line);
  if (folder !== undefined) terminal.note(`${counted(result.pictures.length, 'picture')} in ${folder}`);
  return 0;
}

function linesOf(result: StatsResult): string[] {
  return [
    `${counted(result.rows, 'row')}, ${counted(result.columns.length, 'column')}`,
    ...numberLines(result.columns.filter(({ kind }) => kind === 'numeric')),
    ...wordLines(result.columns.filter(({ kind }) => kind !== 'numeric')),
    ...pairLines(result.columns),
    ...(result.by === undefined ? [] : groupLines(result.by, result.columns)),
  ];
}

const isNumber = true;

function numberLines(columns: readonly StatsColumn[]): string[] {
  if (columns.length === 0) return [];
  const titles = ['count', 'missing', 'mean', 'std', 'min', 'quarter', 'median', 'three quarters', 'max'];
  const rows = columns.map(({ column, count, missing, mean, std, quantiles: q }) => [
    column,
    count.toLocaleString('en-US'),
    missing.toLocaleString('en-US'),
    ...[mean, std, q?.min, q?.q25, q?.median, q?.q75, q?.max].map(shortNumber),
  ]);
  return ['', ...tableLines([{ title: 'number' }, ...titles.map((title) => ({ title, isNumber }))], rows)];
}

function wordLines(columns: readonly StatsColumn[]): string[] {
  if (columns.length === 0) return [];
  const rows = columns.map(({ column, kind, count, missing, distinct, top }) => [
    column,
    count.toLocaleString('en-US'),
    missing.toLocaleString('en-US'),
    distinct.toLocaleString('en-US'),
    distinct === count && count > 1
      ? 'all different'
      : `${kind === 'date' ? 'dates: ' : ''}${top.map((each) => `${each.value} ${percent(each.count / count, 0)}`).join(', ')}`,
  ]);
  const heads = ['count', 'missing', 'different'].map((title) => ({ title, isNumber }));
  return ['', ...tableLines([{ title: 'words' }, ...heads, { title: 'commonest' }], rows)];
}

const SHOWN_PAIRS = 8;
const LEAST_CORRELATION = 0.3;

function pairLines(columns: readonly StatsColumn[]): string[] {
  const pairs = columns.flatMap(({ column, correlation }, i) =>
    columns.slice(i + 1).flatMap((other): [string, string, number][] => {
      const value = correlation?.[other.column];
      return value === undefined || Math.abs(value) < LEAST_CORRELATION
        ? []
        : [[column, other.column, value]];
    }),
  );
  if (pairs.length === 0) return [];
  pairs.sort((a, b) => Math.abs(b[2]) - Math.abs(a[2]));
  const rows = pairs
    .slice(0, SHOWN_PAIRS)
    .map(([a, b, value]) => [
      a,
      b,
      value.toFixed(2),
      value > 0 ? 'rise together' : 'one falls as the other rises',
    ]);
  return [
    '',
    ...tableLines(
      [{ title: 'go together' }, { title: '' }, { title: 'correlation', isNumber }, { title: '' }],
      rows,
    ),
  ];
}

/** Columns by how much they tell of the group, each with its mean or its values per group. */
function groupLines(by: string, columns: readonly StatsColumn[]): string[] {
  const related = columns
    .filter(
      ({ crossTab, kind, distinct, count }) => crossTab !== undefined && kind !== 'date' && distinct < count,
    )
    .sort((a, b) => b.crossTab!.association - a.crossTab!.association);
  return related.flatMap(({ column, crossTab }) => {
    const { rows, columns: groups, counts, association, means } = crossTab!;
    const totals = groups.map((_, j) => counts.reduce((sum, row) => sum + row[j]!, 0));
    const body = means
      ? [['mean', ...means.map(shortNumber)]]
      : rows.map((value, i) => [
          value,
          ...counts[i]!.map((count, j) => percent(totals[j]! > 0 ? count / totals[j]! : Number.NaN)),
        ]);
    const heads = groups.map((group) => ({ title: `${by} ${group}`, isNumber }));
    return [
      '',
      `${column}, association ${association.toFixed(2)} (0 none, 1 one tells the other)`,
      ...tableLines([{ title: '' }, ...heads], body),
    ];
  });
}
