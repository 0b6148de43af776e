/**
 * Cuts every column into at most 255 bins before trees are grown (Ke et al. 2017, histogram algorithm). Called by the boosted-trees
 * training; bin 0 is "missing" in every column.
 */
import type { Table, TableColumn } from '../tables/table.js';

export const MISSING_BIN = 0;
const MAX_BINS = 255;

export interface BinnedColumn {
  readonly isCategorical: boolean;
  /** Bin per row. */
  readonly bins: Uint8Array;
  /** Bins in use, the missing bin included. */
  readonly binCount: number;
  /** Numeric: bin b (from 1) holds values <= upper[b - 1]; the last bound is +infinity. Empty for categories, where bin = code + 1. */
  readonly upper: Float64Array;
}

/** O(rows x log rows) per numeric column. Categories beyond the 254th share the missing bin. */
export function binTable(table: Table): BinnedColumn[] {
  return table.columns.map(binColumn);
}

function binColumn(column: TableColumn): BinnedColumn {
  if (column.kind === 'categorical') {
    const bins = Uint8Array.from(column.values, (code) =>
      code < 0 || code >= MAX_BINS - 1 ? MISSING_BIN : code + 1,
    );
    const binCount = Math.min(column.categories.length, MAX_BINS - 1) + 1;
    return { isCategorical: true, bins, binCount, upper: new Float64Array(0) };
  }
  const upper = boundsOf(column.values);
  const bins = Uint8Array.from(column.values, (value) =>
    Number.isNaN(value) ? MISSING_BIN : findBin(upper, value) + 1,
  );
  return { isCategorical: false, bins, binCount: upper.length + 1, upper };
}

/** Bounds half-way between neighbouring distinct values, thinned to equal counts when there are too many. */
function boundsOf(values: Float64Array): Float64Array {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const distinct: number[] = [];
  const counts: number[] = [];
  for (const value of sorted) {
    if (value === distinct.at(-1)) counts[counts.length - 1]!++;
    else {
      distinct.push(value);
      counts.push(1);
    }
  }
  const limit = MAX_BINS - 1;
  const wanted = sorted.length / limit;
  const bounds: number[] = [];
  let filled = 0;
  for (let i = 0; i < distinct.length - 1; i++) {
    filled += counts[i]!;
    const isFull = distinct.length <= limit || filled >= wanted;
    if (!isFull || bounds.length === limit - 1) continue;
    bounds.push((distinct[i]! + distinct[i + 1]!) / 2);
    filled = 0;
  }
  return Float64Array.from([...bounds, Number.POSITIVE_INFINITY]);
}

/** Index of the first bound >= value. */
function findBin(upper: Float64Array, value: number): number {
  let low = 0;
  let high = upper.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value <= upper[middle]!) high = middle;
    else low = middle + 1;
  }
  return low;
}
