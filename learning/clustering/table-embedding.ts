/**
 * Rows of a mixed table as points: numbers standardised (heavy tails by log first), missing ones at the median, categories one-hot at equal
 * weight per column. Called by segmentation.
 */

import { quantileOf } from '../metrics/bootstrap-interval.js';
import type { Table, TableColumn } from '../tables/table.js';

export interface TableEmbedding {
  readonly rows: readonly Float64Array[];
  /** One name per dimension: the column, or `column: category`. */
  readonly dimensions: readonly string[];
}

interface Dimension {
  readonly name: string;
  readonly values: Float64Array;
}

/** Categories beyond this many, the rarest, share no dimension. */
const MOST_CATEGORIES = 12;

/** A column with all values different and not numeric (an id) or with one value is left out. */
export function embedTable(table: Table): TableEmbedding {
  const dimensions = table.columns.flatMap((column) => dimensionsOf(column, table.rowCount));
  return {
    rows: Array.from({ length: table.rowCount }, (_, i) =>
      Float64Array.from(dimensions, (d) => d.values[i]!),
    ),
    dimensions: dimensions.map((d) => d.name),
  };
}

function dimensionsOf(column: TableColumn, rowCount: number): Dimension[] {
  if (column.kind === 'numeric') {
    const values = standardised(column.values);
    return values ? [{ name: column.name, values }] : [];
  }
  if (column.categories.length < 2 || column.categories.length > rowCount / 2) return [];
  const counts = new Int32Array(column.categories.length);
  for (const code of column.values) if (code >= 0) counts[code]!++;
  const common = Array.from(counts.keys())
    .sort((a, b) => counts[b]! - counts[a]! || a - b)
    .slice(0, MOST_CATEGORIES);
  const weight = 1 / Math.sqrt(2);
  return common.map((wanted) => ({
    name: `${column.name}: ${column.categories[wanted]}`,
    values: Float64Array.from(column.values, (code) => (code === wanted ? weight : 0)),
  }));
}

function standardised(values: Float64Array): Float64Array | undefined {
  const known = values.filter((value) => !Number.isNaN(value)).sort();
  if (known.length === 0 || known[0] === known.at(-1)) return undefined;
  const median = quantileOf(known, 0.5);
  const isHeavy = known[0]! >= 0 && quantileOf(known, 0.99) > 8 * (median + 1e-9);
  const shape = (value: number) => (isHeavy ? Math.log1p(value) : value);
  const shaped = values.map((value) => shape(Number.isNaN(value) ? median : value));
  const mean = shaped.reduce((a, b) => a + b, 0) / shaped.length;
  const deviation = Math.sqrt(shaped.reduce((sum, value) => sum + (value - mean) ** 2, 0) / shaped.length);
  return deviation > 0 ? shaped.map((value) => (value - mean) / deviation) : undefined;
}
