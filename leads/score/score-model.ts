/**
 * A trained score as inference holds it, and the arithmetic from log-odds to a probability with interval and shares.
 * score-lead.ts puts it into words; nothing here knows a profile.
 */
import type { MarginShares, ScoreLearner } from './score-learner.js';
import { marginOf, sharesOf } from './score-learner.js';

export interface ScoreModel {
  readonly kind: 'lead-score';
  /** Names of the features, in the order of a row; a pack with other signals needs another model. */
  readonly names: readonly string[];
  readonly learner: ScoreLearner;
  /** The same recipe fitted to bootstrap samples: their spread gives the interval. */
  readonly bags: readonly ScoreLearner[];
  /** log-odds = slope x (margin - margin of the average lead) + intercept; slope > 0. Platt's sigmoid on held-out folds, shrunk. */
  readonly slope: number;
  readonly intercept: number;
  /** The learner's margin for the average lead, fixed at training. */
  readonly center: number;
  /** How many standard deviations of the bags the interval reaches to each side; chosen on held-out folds. */
  readonly reach: number;
  /** Smallest standard deviation taken, in log-odds. */
  readonly leastDeviation: number;
  readonly conversions: number;
  readonly rows: number;
  readonly isTrainedOnGenerated: boolean;
  /** Share of held-out groups whose rate fell into their interval; absent when there were too few to measure. */
  readonly coverage?: number;
}

export interface ScoredRow {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly base: number;
  /** One per feature; base + all of them = value. */
  readonly contributions: Float64Array;
}

export const sigmoid = (logOdds: number) => 1 / (1 + Math.exp(-logOdds));
export const logit = (probability: number) => Math.log(probability / (1 - probability));

/** Calibrated log-odds of a margin. */
export function calibratedLogOdds(
  model: Pick<ScoreModel, 'slope' | 'intercept' | 'center'>,
  margin: number,
): number {
  return model.slope * (margin - model.center) + model.intercept;
}

export function scoreRow(model: ScoreModel, row: Float64Array): ScoredRow {
  const shares = sharesOf(model.learner, row);
  const logOdds = calibratedLogOdds(model, shares.margin);
  const value = sigmoid(logOdds);
  const deviation = Math.max(model.leastDeviation, bagDeviation(model, row));
  const reach = model.reach * deviation;
  const { base, contributions } = probabilityShares(model, shares);
  return { value, low: sigmoid(logOdds - reach), high: sigmoid(logOdds + reach), base, contributions };
}

/**
 * Shares of the probability from shares of the log-odds: each is scaled by (p - base) / (f - f0), which is positive because the
 * calibration rises; where f = f0 the slope of the sigmoid stands in. The rounding left over goes to the largest share.
 */
function probabilityShares(model: ScoreModel, shares: MarginShares) {
  const base = sigmoid(calibratedLogOdds(model, shares.base));
  const value = sigmoid(calibratedLogOdds(model, shares.margin));
  const distance = shares.margin - shares.base;
  const scale = Math.abs(distance) > 1e-9 ? (value - base) / distance : model.slope * value * (1 - value);
  const contributions = shares.contributions.map((share) => share * scale);
  const rest = value - base - contributions.reduce((sum, each) => sum + each, 0);
  const largest = contributions.reduce(
    (best, each, i) => (Math.abs(each) > Math.abs(contributions[best]!) ? i : best),
    0,
  );
  if (contributions.length > 0) contributions[largest]! += rest;
  return { base, contributions };
}

/** Standard deviation of the bags' calibrated log-odds for a row. */
function bagDeviation(model: ScoreModel, row: Float64Array): number {
  return deviationOf(model.bags.map((bag) => model.slope * marginOf(bag, row)));
}

export function deviationOf(values: readonly number[]): number {
  if (values.length < 2) return 0;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
}
