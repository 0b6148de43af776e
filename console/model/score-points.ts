/**
 * A lead's score in whole points, as the lead panel prints it: base and contributions always add up to the point.
 * Pure arithmetic; it never changes what the model said beyond rounding.
 */
import type { LeadScore, ScoreReason } from '../../protocol/index.js';

export type Scored = Extract<LeadScore, { kind: 'scored' }>;

export interface ReasonPoints {
  readonly reason: ScoreReason;
  /** Signed whole points. */
  readonly points: number;
}

export interface ScoreReading {
  /** 0..100. */
  readonly point: number;
  readonly low: number;
  readonly high: number;
  readonly salesLine: number;
  readonly base: number;
  /** At most five, largest first, none of them zero. */
  readonly shown: readonly ReasonPoints[];
  readonly more: readonly ReasonPoints[];
  readonly morePoints: number;
  /** What the reasons leave open, in points; 0 when the model's list is complete. */
  readonly unexplained: number;
}

const SHOWN_REASONS = 5;
/** Smaller gaps are the noise of floating point, not a missing reason. */
const NOISE = 1e-9;

/** Whole percent; never negative zero. */
export const toPercent = (share: number) => Math.round(share * 100) + 0;

/** Reads a score into points: `base + shown + more + unexplained === point` holds exactly. */
export function readScore(score: Scored): ScoreReading {
  const point = toPercent(score.value);
  const base = toPercent(score.base);
  const explained = score.reasons.reduce((sum, reason) => sum + reason.contribution, score.base);
  const gap = score.value - explained;
  const parts = score.reasons.map((reason) => reason.contribution * 100);
  const hasGap = Math.abs(gap) > NOISE || score.reasons.length === 0;
  const points = apportion(hasGap ? [...parts, gap * 100] : parts, point - base);
  const reasons = score.reasons
    .map((reason, index) => ({ reason, points: points[index] ?? 0 }))
    .sort((a, b) => Math.abs(b.points) - Math.abs(a.points));
  const shown = reasons.slice(0, SHOWN_REASONS).filter((entry) => entry.points !== 0);
  const more = reasons.slice(shown.length);
  return {
    point,
    low: Math.min(point, toPercent(score.low)),
    high: Math.max(point, toPercent(score.high)),
    salesLine: toPercent(score.salesLine),
    base,
    shown,
    more,
    morePoints: more.reduce((sum, entry) => sum + entry.points, 0),
    unexplained: hasGap ? (points.at(-1) ?? 0) : 0,
  };
}

/**
 * Rounds `parts` to integers whose sum is exactly `total` (largest remainder, Hamilton's method):
 * each part is rounded, then the parts whose rounding erred most are moved by one, without turning a sign around.
 */
export function apportion(parts: readonly number[], total: number): number[] {
  const rounded = parts.map((part) => Math.round(part) + 0);
  if (parts.length === 0) return rounded;
  for (let rest = total - sumOf(rounded); rest !== 0; rest = total - sumOf(rounded)) {
    if (!Number.isFinite(rest)) return rounded;
    const step = Math.sign(rest);
    const index = cheapestToMove(parts, rounded, step);
    rounded[index] = (rounded[index] ?? 0) + step;
  }
  return rounded;
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function cheapestToMove(parts: readonly number[], rounded: readonly number[], step: number): number {
  let best = 0;
  let bestCost = Number.POSITIVE_INFINITY;
  for (const [index, part] of parts.entries()) {
    const moved = (rounded[index] ?? 0) + step;
    const turnsSign = moved * part < 0;
    const cost = Math.abs(moved - part) + (turnsSign ? 1000 : 0);
    if (cost < bestCost) [best, bestCost] = [index, cost];
  }
  return best;
}

/** `+18`, `−9` (with a true minus sign), `0`. */
export function signedPoints(points: number): string {
  if (points === 0) return '0';
  return points > 0 ? `+${points}` : `\u2212${-points}`;
}
