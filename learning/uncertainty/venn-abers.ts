/**
 * Inductive Venn-Abers prediction (Vovk, Petej 2014): two isotonic fits per score, one with the new example counted as positive and one as
 * negative, bound a probability that is calibrated without assumptions on the scores. Called by lead scoring for `low` and `high`.
 */
import { calibrate, fitIsotonic } from '../calibration/calibration.js';

export interface ProbabilityInterval {
  /** The minimax merge high / (1 - low + high). */
  readonly probability: number;
  readonly low: number;
  readonly high: number;
}

export interface VennAbers {
  readonly kind: 'venn-abers';
  /** Score grid, ascending, with the two bounds at each point. */
  readonly scores: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
}

/** Points of the stored grid; between them the bounds are those of the wider neighbour. */
const GRID = 200;

/** Fits both bounds on a grid of the held-out scores. O(grid x n log n). */
export function fitVennAbers(scores: readonly number[], positives: readonly number[]): VennAbers {
  const sorted = [...new Set(scores)].sort((a, b) => a - b);
  const step = Math.max(1, sorted.length / GRID);
  const grid: number[] = [];
  for (let i = 0; i < sorted.length; i += step) grid.push(sorted[Math.floor(i)]!);
  if (grid.at(-1) !== sorted.at(-1)) grid.push(sorted.at(-1)!);
  const at = (score: number, label: number) =>
    calibrate(fitIsotonic([...scores, score], [...positives, label]), score);
  return {
    kind: 'venn-abers',
    scores: grid,
    low: grid.map((score) => at(score, 0)),
    high: grid.map((score) => at(score, 1)),
  };
}

/** Bounds and merged probability of a new score. O(log grid). */
export function predictVennAbers(model: VennAbers, score: number): ProbabilityInterval {
  const { scores } = model;
  let left = 0;
  let right = scores.length - 1;
  if (score <= scores[0]!) right = 0;
  else if (score >= scores[right]!) left = right;
  else {
    while (right - left > 1) {
      const middle = (left + right) >> 1;
      if (scores[middle]! <= score) left = middle;
      else right = middle;
    }
  }
  const low = Math.min(model.low[left]!, model.low[right]!);
  const high = Math.max(model.high[left]!, model.high[right]!);
  return { probability: high / (1 - low + high), low, high };
}
