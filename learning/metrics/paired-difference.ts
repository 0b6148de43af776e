/** Differences between two models on the same rows with closed-form 95 % intervals, for reports that are asked for while others wait. Pure. */
import type { Interval } from './bootstrap-interval.js';

/** Standard normal quantile of 0.975. */
const REACH = 1.959964;

/** Mean of paired differences, normal approximation; 0 reach for fewer than two rows. */
export function meanDifference(differences: ArrayLike<number>): Interval {
  const { mean, variance } = momentsOf(differences);
  return around(mean, Math.sqrt(variance / Math.max(1, differences.length)));
}

/** Share of `hits` in `rows` by Wilson's score interval (Wilson 1927), which holds near 0 and 1; `rows` > 0. */
export function shareInterval(hits: number, rows: number): Interval {
  const share = hits / rows;
  const spread = REACH ** 2 / rows;
  const center = (share + spread / 2) / (1 + spread);
  const reach = (REACH / (1 + spread)) * Math.sqrt((share * (1 - share)) / rows + spread / (4 * rows));
  return { value: share, low: Math.max(0, center - reach), high: Math.min(1, center + reach) };
}

export interface PairedScores {
  readonly first: ArrayLike<number>;
  readonly second: ArrayLike<number>;
  /** 1 or 0; both must occur. */
  readonly positives: ArrayLike<number>;
}

/** AUC of `second` minus AUC of `first` (DeLong, DeLong, Clarke-Pearson 1988). O(n log n). */
export function aucDifference({ first, second, positives }: PairedScores): Interval {
  const one = placements(first, positives);
  const two = placements(second, positives);
  const perPositive: number[] = [];
  const perNegative: number[] = [];
  for (let i = 0; i < positives.length; i++)
    (positives[i] === 1 ? perPositive : perNegative).push(two[i]! - one[i]!);
  const up = momentsOf(perPositive);
  const down = momentsOf(perNegative);
  return around(up.mean, Math.sqrt(up.variance / perPositive.length + down.variance / perNegative.length));
}

/** For each row the share of the other outcome that it is ranked on the right side of; ties count half. */
function placements(scores: ArrayLike<number>, positives: ArrayLike<number>): Float64Array {
  const order = Array.from(positives, (_, i) => i).sort((a, b) => scores[a]! - scores[b]!);
  const total = order.reduce((sum, i) => sum + positives[i]!, 0);
  const others = { positives: total, negatives: order.length - total };
  const placed = new Float64Array(order.length);
  let [positivesBelow, negativesBelow] = [0, 0];
  for (let start = 0; start < order.length; ) {
    let end = start;
    while (end < order.length && scores[order[end]!] === scores[order[start]!]) end++;
    const tied = order.slice(start, end);
    const tiedPositives = tied.reduce((sum, i) => sum + positives[i]!, 0);
    const tiedNegatives = tied.length - tiedPositives;
    for (const i of tied)
      placed[i] =
        positives[i] === 1
          ? (negativesBelow + tiedNegatives / 2) / others.negatives
          : 1 - (positivesBelow + tiedPositives / 2) / others.positives;
    positivesBelow += tiedPositives;
    negativesBelow += tiedNegatives;
    start = end;
  }
  return placed;
}

function momentsOf(values: ArrayLike<number>): { readonly mean: number; readonly variance: number } {
  const all = Array.from(values);
  const mean = all.reduce((sum, value) => sum + value, 0) / Math.max(1, all.length);
  const squares = all.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, variance: squares / Math.max(1, all.length - 1) };
}

const around = (value: number, error: number): Interval => ({
  value,
  low: value - REACH * error,
  high: value + REACH * error,
});
