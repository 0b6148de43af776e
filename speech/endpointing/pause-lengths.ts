/**
 * How long people pause within a turn: the share of inner pauses that outlast a silence. Called by the wait policy and by its evaluation.
 * The points are what a plain silence rule cuts of recorded English turns, as eot-bench publishes them for voice detection alone.
 */

const POINTS: readonly (readonly [silenceMs: number, share: number])[] = [
  [0, 1],
  [300, 0.556],
  [500, 0.297],
  [600, 0.217],
  [1000, 0.1],
  [1600, 0.05],
];

/** Share, 0..1; exponential between the points and beyond the last one. */
export function shareOfPausesBeyond(silenceMs: number): number {
  const at = POINTS.findIndex(([ms]) => ms > silenceMs);
  const next = at === -1 ? POINTS.length - 1 : Math.max(1, at);
  const [fromMs, from] = POINTS[next - 1]!;
  const [toMs, to] = POINTS[next]!;
  return from * (to / from) ** ((silenceMs - fromMs) / (toMs - fromMs));
}
