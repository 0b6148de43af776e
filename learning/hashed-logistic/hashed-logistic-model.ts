/**
 * A two-class logistic model over hashed feature strings, as inference holds it. Small and fast: one table of int8 weights, no vocabulary.
 * Called by dialogs for the end of a turn; it never trains.
 */
import { finishHash, hashText } from '../hashing.js';
import { sigmoid } from '../logistic/logistic-regression.js';

export interface HashedLogisticModel {
  readonly kind: 'hashed-logistic';
  /** The table has 2^bits weights. */
  readonly bits: number;
  /** Real weight = int8 x scale. */
  readonly weights: Int8Array;
  readonly scale: number;
  readonly intercept: number;
  /** Log-odds = slope x margin + offset; fitted on examples that the weights have not seen. */
  readonly slope: number;
  readonly offset: number;
}

const SEED = 0x2545f491;

/** The weight of a feature string; two strings may share one. */
export function bucketOf(feature: string, bits: number): number {
  return finishHash(hashText(SEED, feature)) & ((1 << bits) - 1);
}

/** Weighted sum over the features, each counted by 1/sqrt(n), so that long and short inputs weigh alike. */
export function hashedMargin(model: HashedLogisticModel, features: readonly string[]): number {
  let sum = 0;
  for (const feature of features) sum += model.weights[bucketOf(feature, model.bits)]!;
  return model.intercept + (sum * model.scale) / Math.sqrt(Math.max(1, features.length));
}

/** Calibrated probability of the positive class. O(characters). */
export function hashedProbability(model: HashedLogisticModel, features: readonly string[]): number {
  return sigmoid(model.slope * hashedMargin(model, features) + model.offset);
}
