/**
 * What a column of a table holds, and how columns go together: summary, correlation, cross-tab. Called by statistics commands; pure
 * functions that never write.
 */
import { readDates } from '../datasets/date-format.js';
import { quantileOf } from '../metrics/bootstrap-interval.js';
import { correlationOf, cramersV } from '../metrics/correlation.js';
import type { Table, TableColumn } from '../tables/table.js';

export interface Quantiles {
  readonly min: number;
  readonly q05: number;
  readonly q25: number;
  readonly median: number;
  readonly q75: number;
  readonly q95: number;
  readonly max: number;
}

export interface ColumnSummary {
  readonly column: string;
  readonly kind: 'numeric' | 'categorical' | 'date';
  /** Values that are there, and those that are not. */
  readonly count: number;
  readonly missing: number;
  readonly distinct: number;
  /** Numbers only; null elsewhere. */
  readonly mean: number | null;
  /** Of the sample. */
  readonly std: number | null;
  readonly quantiles: Quantiles | null;
  /** The commonest values, words only. */
  readonly top: readonly { readonly value: string; readonly count: number }[];
}

const TOP = 5;

/** Moments and quantiles of numbers, the commonest values of words; missing cells are counted and left out. */
export function summariseColumn(column: TableColumn): ColumnSummary {
  return column.kind === 'numeric' ? summariseNumbers(column) : summariseWords(column);
}

function summariseNumbers({ name, values }: Extract<TableColumn, { kind: 'numeric' }>): ColumnSummary {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const count = sorted.length;
  const mean = sorted.reduce((sum, value) => sum + value / count, 0);
  const squares = sorted.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const at = (share: number) => quantileOf(sorted, share);
  const quantiles = {
    min: at(0),
    q05: at(0.05),
    q25: at(0.25),
    median: at(0.5),
    q75: at(0.75),
    q95: at(0.95),
    max: at(1),
  };
  return {
    column: name,
    kind: 'numeric',
    count,
    missing: values.length - count,
    distinct: new Set(sorted).size,
    mean: count > 0 ? mean : null,
    std: count > 1 ? Math.sqrt(squares / (count - 1)) : null,
    quantiles: count > 0 ? quantiles : null,
    top: [],
  };
}

function summariseWords(column: Extract<TableColumn, { kind: 'categorical' }>): ColumnSummary {
  const { name, values, categories } = column;
  const counts = new Int32Array(categories.length);
  for (const code of values) if (code >= 0) counts[code]!++;
  const count = counts.reduce((a, b) => a + b, 0);
  const isDate = categories.length > 0 && (readDates(categories, false)?.share ?? 0) > 0.95;
  return {
    column: name,
    kind: isDate ? 'date' : 'categorical',
    count,
    missing: values.length - count,
    distinct: categories.length,
    mean: null,
    std: null,
    quantiles: null,
    top: Array.from(counts.keys())
      .sort((a, b) => counts[b]! - counts[a]! || a - b)
      .slice(0, TOP)
      .map((code) => ({ value: categories[code]!, count: counts[code]! })),
  };
}

/** Pearson's correlation of every numeric column with every other, over the rows where both are there. */
export function correlations(table: Table): Record<string, Record<string, number>> {
  const numeric = table.columns.filter((column) => column.kind === 'numeric');
  const pairOf = (a: Float64Array, b: Float64Array) => {
    const both = Array.from(a.keys()).filter((row) => !Number.isNaN(a[row]!) && !Number.isNaN(b[row]!));
    return both.length > 1
      ? correlationOf(
          both.map((row) => a[row]!),
          both.map((row) => b[row]!),
        )
      : 0;
  };
  return Object.fromEntries(
    numeric.map((column) => [
      column.name,
      Object.fromEntries(
        numeric
          .filter((other) => other !== column)
          .map((other) => [other.name, pairOf(column.values, other.values)]),
      ),
    ]),
  );
}

/** Rows by group; -1 where the value is missing. */
export interface RowGroups {
  readonly column: string;
  readonly names: readonly string[];
  readonly ofRow: Int32Array;
}

const MOST_GROUPS = 12;

/** Groups of a column: its values, the commonest 11 and "other" when they are many; quarters for numbers with many values. */
export function groupsOf(column: TableColumn): RowGroups {
  if (column.kind === 'numeric') return numberGroups(column);
  const { name, values, categories } = column;
  if (categories.length <= MOST_GROUPS)
    return { column: name, names: categories, ofRow: Int32Array.from(values) };
  const counts = new Int32Array(categories.length);
  for (const code of values) if (code >= 0) counts[code]!++;
  const kept = Array.from(counts.keys())
    .sort((a, b) => counts[b]! - counts[a]! || a - b)
    .slice(0, MOST_GROUPS - 1);
  const place = new Map(kept.map((code, i) => [code, i]));
  return {
    column: name,
    names: [...kept.map((code) => categories[code]!), 'other'],
    ofRow: values.map((code) => (code < 0 ? -1 : (place.get(code) ?? kept.length))),
  };
}

function numberGroups({ name, values }: Extract<TableColumn, { kind: 'numeric' }>): RowGroups {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const distinct = [...new Set(sorted)];
  if (distinct.length <= MOST_GROUPS) {
    return {
      column: name,
      names: distinct.map(String),
      ofRow: Int32Array.from(values, (value) => distinct.indexOf(value)),
    };
  }
  const edges = [...new Set([0.25, 0.5, 0.75].map((share) => quantileOf(sorted, share)))];
  const groupOf = (value: number) => {
    const at = edges.findIndex((edge) => value <= edge);
    return at < 0 ? edges.length : at;
  };
  const shown = (value: number) => String(Number(value.toPrecision(4)));
  return {
    column: name,
    names: [...edges.map((edge) => `up to ${shown(edge)}`), `above ${shown(edges.at(-1)!)}`],
    ofRow: Int32Array.from(values, (value) => (Number.isNaN(value) ? -1 : groupOf(value))),
  };
}

export interface CrossTab {
  /** Values of the column, down. */
  readonly rows: readonly string[];
  /** Groups of the other, across. */
  readonly columns: readonly string[];
  readonly counts: readonly (readonly number[])[];
  /** Cramer's V, 0..1. */
  readonly association: number;
  /** Mean per group, numbers only. */
  readonly means: readonly (number | null)[] | undefined;
}

/** Rows where one of the two is missing are not counted. */
export function crossTab(column: TableColumn, by: RowGroups): CrossTab {
  const own = groupsOf(column);
  const counts = own.names.map(() => new Array<number>(by.names.length).fill(0));
  own.ofRow.forEach((group, row) => {
    const other = by.ofRow[row]!;
    if (group >= 0 && other >= 0) counts[group]![other]! += 1;
  });
  return {
    rows: own.names,
    columns: by.names,
    counts,
    association: counts.length > 0 ? cramersV(counts) : 0,
    means: column.kind === 'numeric' ? meansBy(column.values, by) : undefined,
  };
}

function meansBy(values: Float64Array, by: RowGroups): (number | null)[] {
  const sums = by.names.map(() => ({ sum: 0, count: 0 }));
  values.forEach((value, row) => {
    const group = sums[by.ofRow[row]!];
    if (group === undefined || Number.isNaN(value)) return;
    group.sum += value;
    group.count++;
  });
  return sums.map(({ sum, count }) => (count > 0 ? sum / count : null));
}
