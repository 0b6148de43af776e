/**
 * How a figure grows with the number of training rows, and what that says in words: too little data, too simple a model, or neither.
 * Reached through the room's door; the caller trains and measures, this never does.
 */
import { startPulse, type TrainingRun } from '../training-run.js';

export interface CurvePoint {
  readonly rows: number;
  /** Figure on the training rows and on held-out rows; higher is better, at most 1. */
  readonly training: number;
  readonly heldOut: number;
}

export type CurveVerdict =
  /** Training and held-out figures lie apart and held-out still rises: more data helps. */
  | { readonly kind: 'over-fits'; readonly gap: number; readonly lastGain: number }
  /** Both are low and close together: a richer model or better columns help, more data does not. */
  | { readonly kind: 'under-fits'; readonly heldOut: number }
  /** Held-out still rises though the gap is small. */
  | { readonly kind: 'still-rising'; readonly lastGain: number }
  | { readonly kind: 'settled'; readonly gap: number };

export interface CurveOptions extends TrainingRun {
  /** Shares of the rows to train on, ascending (default 1/8, 1/4, 1/2, 1). */
  readonly shares?: readonly number[];
}

/** @param measure trains on the first `rows` rows of a fixed order and returns both figures. */
export async function drawLearningCurve(
  rowCount: number,
  measure: (rows: number) => Promise<Omit<CurvePoint, 'rows'>>,
  options: CurveOptions = {},
): Promise<CurvePoint[]> {
  const shares = options.shares ?? [0.125, 0.25, 0.5, 1];
  const pulse = startPulse('drawing the learning curve', shares.length, options);
  const points: CurvePoint[] = [];
  for (const [i, share] of shares.entries()) {
    const rows = Math.max(1, Math.round(rowCount * share));
    points.push({ rows, ...(await measure(rows)) });
    await pulse.beat(i + 1);
  }
  return points;
}

const WIDE_GAP = 0.05;
const REAL_GAIN = 0.005;

/**
 * Reads a curve against the figure that counts as good enough (e.g. 0.8).
 * The last gain is the held-out difference of the last two points.
 */
export function judgeLearningCurve(points: readonly CurvePoint[], goodEnough: number): CurveVerdict {
  const last = points.at(-1);
  if (!last) return { kind: 'settled', gap: 0 };
  const gap = last.training - last.heldOut;
  const lastGain = last.heldOut - (points.at(-2)?.heldOut ?? last.heldOut);
  if (gap > WIDE_GAP) return { kind: 'over-fits', gap, lastGain };
  if (lastGain > REAL_GAIN) return { kind: 'still-rising', lastGain };
  return last.heldOut < goodEnough ? { kind: 'under-fits', heldOut: last.heldOut } : { kind: 'settled', gap };
}
