/**
 * How wide an interval must be to keep its promise: chosen on held-out folds, measured on the test rows. Called by training only.
 */

import { marginOf, type ScoreRows } from './score-learner.js';
import { calibratedLogOdds, deviationOf, type ScoredRow, sigmoid } from './score-model.js';
import type { Bag } from './train-score.js';

/** Leads of similar score whose outcome rate is compared with their interval. */
const GROUP = 30;
const LEAST_GROUPS = 10;
const WANTED_COVERAGE = 0.9;
/** 1.645 standard deviations would cover 90 % if the bags told the whole uncertainty. */
const REACHES = [1.645, 2, 2.5, 3, 3.5, 4, 5, 6];

export interface ReachData {
  readonly bags: readonly Bag[];
  readonly calibration: { readonly slope: number; readonly intercept: number; readonly center: number };
  /** Held-out margins of the rows. */
  readonly margins: Float64Array;
  readonly data: ScoreRows;
  readonly leastDeviation: number;
}

/** The least reach at which nine in ten groups of held-out leads have their rate inside; the largest when none does. */
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
    const coverage = groupCoverage(rows, data.targets);
    if (coverage === undefined || coverage >= WANTED_COVERAGE) return reach;
  }
  return REACHES.at(-1)!;
}

/**
 * Share of groups of 30 leads of neighbouring score whose outcome rate lies within their mean interval; undefined below ten groups.
 * The rate of 30 leads itself varies by chance, so the share rather understates what the interval holds.
 */
export function groupCoverage(
  rows: readonly Pick<ScoredRow, 'value' | 'low' | 'high'>[],
  targets: ArrayLike<number>,
): number | undefined {
  const order = Array.from(rows.keys()).sort((a, b) => rows[a]!.value - rows[b]!.value);
  const groups = Math.floor(order.length / GROUP);
  if (groups < LEAST_GROUPS) return undefined;
  let covered = 0;
  for (let group = 0; group < groups; group++) {
    const members = order.slice(
      Math.floor((group * order.length) / groups),
      Math.floor(((group + 1) * order.length) / groups),
    );
    const mean = (figureOf: (index: number) => number) =>
      members.reduce((sum, index) => sum + figureOf(index), 0) / members.length;
    const rate = mean((index) => targets[index]!);
    if (rate >= mean((index) => rows[index]!.low) && rate <= mean((index) => rows[index]!.high)) covered++;
  }
  return covered / groups;
}
