/**
 * The gate that a new version passes before it may serve without a person having looked: not worse than the active one on the same test
 * rows, by the paired bootstrap (Efron 1979). For trainers that keep the test rows of both versions; the verdict goes into the new card. Pure.
 */
import type { Random } from '../../protocol/index.js';
import { bootstrapInterval, type Interval } from '../metrics/bootstrap-interval.js';
import type { GateResult } from './model-card.js';

export interface PairedComparison {
  readonly rowCount: number;
  /** The figure of each version on row numbers, which may repeat; higher is better. */
  readonly active: (rows: Uint32Array) => number;
  readonly challenger: (rows: Uint32Array) => number;
  readonly random: Random;
}

/** Challenger minus active with its 95 % interval; both see the same rows in every draw. */
export function compareVersions({ rowCount, active, challenger, random }: PairedComparison): Interval {
  return bootstrapInterval(rowCount, (rows) => challenger(rows) - active(rows), { random });
}

/** Fewer test rows than this decide nothing. */
export const LEAST_GATE_ROWS = 50;

export interface GateQuestion {
  /** Version that is active. */
  readonly against: string;
  /** Name of the figure, where higher is better. */
  readonly figure: string;
  readonly difference: Interval;
  readonly rows: number;
  /** A loss up to here is none: the interval must not reach below minus this. */
  readonly tolerance: number;
}

/** Passes when the version is at least as good as measured and its interval excludes a real loss. */
export function judgeGate({ against, figure, difference, rows, tolerance }: GateQuestion): GateResult {
  const { value, low, high } = difference;
  const facts = { against, figure, difference: { value, low, high }, rows };
  const shown = `${signed(value)} ${figure} (${signed(low)} to ${signed(high)}) on ${rows} rows`;
  const fail = (why: string) => ({ ...facts, isPassed: false, reason: `${why}: ${shown}` });
  if (rows < LEAST_GATE_ROWS) return fail(`Fewer than ${LEAST_GATE_ROWS} test rows decide nothing`);
  if (high < 0) return fail('It loses against the active version');
  if (value < 0) return fail('It did no better than the active version');
  if (low < -tolerance) return fail('A loss against the active version cannot be excluded');
  return { ...facts, isPassed: true, reason: `It does not lose against the active version: ${shown}` };
}

const signed = (value: number) => `${value < 0 ? '-' : '+'}${Math.abs(value).toFixed(4)}`;
