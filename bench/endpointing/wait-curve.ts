/**
 * What a way of waiting costs and cuts: mean silence after finished turns against pauses that end a turn early. Called by the end-of-turn
 * evaluation; pure.
 *
 * Cut-offs are live-shaped: a pause is cut with the share of human pauses that outlast the wait (speech/endpointing/pause-lengths), so that
 * a plain silence rule scores here what eot-bench publishes for it. They are an expectation over lengths, not a count of drawn ones.
 */
import { shareOfPausesBeyond } from '../../speech/index.js';
import { quantile } from '../measurement.js';

export interface WaitedPauses<T> {
  /** Silences after finished turns. */
  readonly ends: readonly T[];
  /** Pauses inside turns. */
  readonly holds: readonly T[];
}

export interface WaitPoint {
  /** The dial of the policy: ms of waiting that are as bad as one cut-off; or the fixed silence. */
  readonly dial: number;
  readonly meanWaitMs: number;
  readonly p50WaitMs: number;
  readonly p90WaitMs: number;
  /** Share of inner pauses, 0..1. */
  readonly falseCutoffs: number;
}

export function waitPoint<T>(
  { ends, holds }: WaitedPauses<T>,
  dial: number,
  waitOf: (pause: T) => number,
): WaitPoint {
  const waits = ends.map(waitOf);
  return {
    dial,
    meanWaitMs: mean(waits),
    p50WaitMs: quantile(waits, 0.5),
    p90WaitMs: quantile(waits, 0.9),
    falseCutoffs: mean(holds.map((hold) => shareOfPausesBeyond(waitOf(hold)))),
  };
}

const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

/** The point of fewest cut-offs among those that wait no longer than that in the mean. */
export function atMeanWait(curve: readonly WaitPoint[], mostMs: number): WaitPoint | undefined {
  return least(
    curve.filter(({ meanWaitMs }) => meanWaitMs <= mostMs),
    ({ falseCutoffs }) => falseCutoffs,
  );
}

/** The point of shortest mean wait among those that cut no more than that. */
export function atCutoffs(curve: readonly WaitPoint[], most: number): WaitPoint | undefined {
  return least(
    curve.filter(({ falseCutoffs }) => falseCutoffs <= most),
    ({ meanWaitMs }) => meanWaitMs,
  );
}

function least(points: readonly WaitPoint[], figure: (point: WaitPoint) => number): WaitPoint | undefined {
  return points.reduce<WaitPoint | undefined>(
    (best, point) => (best === undefined || figure(point) < figure(best) ? point : best),
    undefined,
  );
}
