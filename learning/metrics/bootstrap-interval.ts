/** Percentile bootstrap (Efron 1979): how far a figure may lie from what was measured, by drawing the test rows again. Pure, seeded. */
import type { Random } from '../../protocol/index.js';

export interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export interface BootstrapOptions {
  readonly random: Random;
  /** Default 1000. */
  readonly draws?: number;
  /** Coverage, default 0.95. */
  readonly level?: number;
}

/**
 * The figure on all rows with its interval. O(draws x cost of the figure).
 * @param figure computes the figure from row numbers, which may repeat.
 */
export function bootstrapInterval(
  rowCount: number,
  figure: (rows: Uint32Array) => number,
  { random, draws = 1000, level = 0.95 }: BootstrapOptions,
): Interval {
  const all = Uint32Array.from({ length: rowCount }, (_, i) => i);
  const values = Float64Array.from({ length: draws }, () =>
    figure(all.map(() => random.integer(rowCount))),
  ).sort();
  return {
    value: figure(all),
    low: quantileOf(values, (1 - level) / 2),
    high: quantileOf(values, (1 + level) / 2),
  };
}

/** Linear interpolation between order statistics of an ascending list (R type 7, numpy's default). */
export function quantileOf(sorted: ArrayLike<number>, share: number): number {
  const position = share * (sorted.length - 1);
  const low = Math.floor(position);
  const high = Math.min(low + 1, sorted.length - 1);
  return sorted[low]! + (position - low) * (sorted[high]! - sorted[low]!);
}
