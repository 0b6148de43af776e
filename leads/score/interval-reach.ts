/**
 * How wide an interval must be to keep its promise: chosen on held-out folds, measured on the test rows. Called by training only.
 */
import { marginOf, type ScoreRows } from './score-learner.js';
import { calibratedLogOdds, deviationOf, type ScoredRow, sigmoid } from './score-model.js';
import type { Bag } from './train-score.js';

/** Leads of neighbouring score are compared in this many groups. */
const GROUPS = 10;
const LEAST_GROUP = 20;
/** Measuring coverage needs groups whose own rate is known well enough. */
const LEAST_GROUP_TO_MEASURE = 30;
/** Two-sided 90 % of a normal deviate. */
const NINETY = 1.645;
/** In standard deviations of the bags; 1.645 would do if they told the whole uncertainty. */
const REACHES = [NINETY, 2, 2.5, 3, 4];

type IntervalRow = Pick<ScoredRow, 'value' | 'low' | 'high'>;

export interface ReachData {
  readonly bags: readonly Bag[];
  readonly calibration: { readonly slope: number; readonly intercept: number; readonly center: number };
  /** Held-out margins of the rows. */
  readonly margins: Float64Array;
  readonly data: ScoreRows;
  readonly leastDeviation: number;
}

/**
 * The least reach at which nine in ten groups of held-out leads agree with their interval, the chance in a group's own rate allowed for;
 * the largest when none does, the least when there are too few leads to tell.
 */
export function chooseReach(settings: ReachData): number {
  const { bags, calibration, margins, data, leastDeviation } = settings;
  const spreads = data.rows.map((row, i) => {
    const outside = bags.filter((bag) => bag.isOut[i] === 1);
    const spread = deviationOf(outside.map((bag) => calibration.slope * marginOf(bag.learner, row)));
    return Math.max(leastDeviation, spread);
  });
  for (const reach of REACHES) {
    const rows = data.rows.map((_, i) => {
      const logOdds = calibratedLogOdds(calibration, margins[i]!);
      const half = reach * spreads[i]!;
      return { value: sigmoid(logOdds), low: sigmoid(logOdds - half), high: sigmoid(logOdds + half) };
    });
    const groups = groupsOf(rows, data.targets, LEAST_GROUP);
    if (groups === undefined || groups.filter(agrees).length >= 0.9 * groups.length) return reach;
  }
  return REACHES.at(-1)!;
}

/**
 * Share of ten groups of leads of neighbouring score whose outcome rate lies within their mean interval; undefined below 300 leads.
 * The rate of a small group itself varies by chance, so the share rather understates what the interval holds.
 */
export function groupCoverage(rows: readonly IntervalRow[], targets: ArrayLike<number>): number | undefined {
  const groups = groupsOf(rows, targets, LEAST_GROUP_TO_MEASURE);
  return groups && groups.filter(({ rate, low, high }) => rate >= low && rate <= high).length / groups.length;
}

interface Group extends IntervalRow {
  readonly rate: number;
  readonly size: number;
}

/** The observed rate is no farther from the predicted than model uncertainty and chance together explain in 90 % of cases. */
function agrees({ rate, value, low, high, size }: Group): boolean {
  const model = (high - low) / 2 / NINETY;
  const chance = (value * (1 - value)) / size;
  return Math.abs(rate - value) <= NINETY * Math.sqrt(model ** 2 + chance);
}

function groupsOf(
  rows: readonly IntervalRow[],
  targets: ArrayLike<number>,
  leastSize: number,
): readonly Group[] | undefined {
  if (rows.length < GROUPS * leastSize) return undefined;
  const order = Array.from(rows.keys()).sort((a, b) => rows[a]!.value - rows[b]!.value);
  return Array.from({ length: GROUPS }, (_, group) => {
    const members = order.slice(
      Math.floor((group * order.length) / GROUPS),
      Math.floor(((group + 1) * order.length) / GROUPS),
    );
    const mean = (figureOf: (index: number) => number) =>
      members.reduce((sum, index) => sum + figureOf(index), 0) / members.length;
    return {
      size: members.length,
      rate: mean((i) => targets[i]!),
      value: mean((i) => rows[i]!.value),
      low: mean((i) => rows[i]!.low),
      high: mean((i) => rows[i]!.high),
    };
  });
}
