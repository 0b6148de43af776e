/**
 * Maps scores to probabilities: Platt's sigmoid (Platt 1999) or isotonic regression by pool-adjacent-violators (Zadrozny, Elkan 2002).
 * Fitted on held-out scores by leads; it never sees features.
 */
import { assertNever, Fault } from '../../protocol/index.js';
import { fitLogistic, sigmoid } from '../logistic/logistic-regression.js';

export type Calibration =
  | { readonly kind: 'none' }
  /** p = sigmoid(slope x score + intercept). */
  | { readonly kind: 'platt'; readonly slope: number; readonly intercept: number }
  /** Piecewise linear through (scores[i], probabilities[i]), both ascending. */
  | {
      readonly kind: 'isotonic';
      readonly scores: readonly number[];
      readonly probabilities: readonly number[];
    };

/** Probability of a raw score, 0..1. */
export function calibrate(calibration: Calibration, score: number): number {
  switch (calibration.kind) {
    case 'none':
      return Math.min(Math.max(score, 0), 1);
    case 'platt':
      return sigmoid(calibration.slope * score + calibration.intercept);
    case 'isotonic':
      return interpolate(calibration.scores, calibration.probabilities, score);
    default:
      return assertNever(calibration);
  }
}

/** Targets are smoothed as Platt proposes: (N+ + 1) / (N+ + 2) and 1 / (N- + 2), so that few examples do not give certainty. */
export function fitPlatt(scores: ArrayLike<number>, positives: ArrayLike<number>): Calibration {
  checkSize(scores, positives);
  let positiveCount = 0;
  for (let i = 0; i < positives.length; i++) positiveCount += positives[i]!;
  const high = (positiveCount + 1) / (positiveCount + 2);
  const low = 1 / (positives.length - positiveCount + 2);
  const model = fitLogistic({
    rows: Array.from(scores, (score) => Float64Array.of(score)),
    targets: Float64Array.from(positives, (positive) => (positive === 1 ? high : low)),
    l2: 1e-9,
  });
  return { kind: 'platt', slope: model.coefficients[0]!, intercept: model.intercept };
}

/** O(n log n). Equal scores are pooled first; the ends are flat. */
export function fitIsotonic(scores: ArrayLike<number>, positives: ArrayLike<number>): Calibration {
  checkSize(scores, positives);
  const order = Uint32Array.from({ length: scores.length }, (_, i) => i).sort(
    (a, b) => scores[a]! - scores[b]!,
  );
  const blocks: { low: number; high: number; sum: number; count: number }[] = [];
  for (const row of order) {
    const score = scores[row]!;
    const last = blocks.at(-1);
    if (last && last.high === score && last.low === score) {
      last.sum += positives[row]!;
      last.count++;
    } else blocks.push({ low: score, high: score, sum: positives[row]!, count: 1 });
  }
  const pooled: typeof blocks = [];
  for (const block of blocks) {
    let current = block;
    for (
      let last = pooled.at(-1);
      last && last.sum / last.count >= current.sum / current.count;
      last = pooled.at(-1)
    ) {
      pooled.pop();
      current = {
        low: last.low,
        high: current.high,
        sum: last.sum + current.sum,
        count: last.count + current.count,
      };
    }
    pooled.push(current);
  }
  const ends = pooled.flatMap((b) => (b.low === b.high ? [b.low] : [b.low, b.high]));
  const values = pooled.flatMap((b) =>
    b.low === b.high ? [b.sum / b.count] : [b.sum / b.count, b.sum / b.count],
  );
  return { kind: 'isotonic', scores: ends, probabilities: values };
}

function checkSize(scores: ArrayLike<number>, positives: ArrayLike<number>): void {
  if (scores.length === 0 || scores.length !== positives.length) {
    throw new Fault('learning.no-data', 'Calibration needs one outcome per score, at least one.');
  }
}

function interpolate(xs: readonly number[], ys: readonly number[], x: number): number {
  let low = 0;
  let high = xs.length - 1;
  if (x <= xs[low]!) return ys[low]!;
  if (x >= xs[high]!) return ys[high]!;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (xs[middle]! <= x) low = middle;
    else high = middle;
  }
  const width = xs[high]! - xs[low]!;
  return width > 0 ? ys[low]! + ((x - xs[low]!) / width) * (ys[high]! - ys[low]!) : ys[high]!;
}
