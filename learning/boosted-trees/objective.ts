/**
 * What boosted trees minimise: gradients, hessians, start scores and loss of two-class, many-class and regression goals
 * (Friedman 2001; Chen, Guestrin 2016). Called by the boosted-trees training and prediction.
 */
import { assertNever } from '../../protocol/index.js';

export type BoostingGoal =
  | { readonly kind: 'binary' }
  | { readonly kind: 'multiclass'; readonly classCount: number }
  | { readonly kind: 'regression' };

/** Scores of all outputs: row-major, `outputs` per row. */
export interface Objective {
  readonly outputs: number;
  /** Scores before the first tree. */
  start(targets: Float64Array): Float64Array;
  /** Fills gradients and hessians of one output from the scores of all. */
  derive(work: Derivation): void;
  /** Mean loss. */
  loss(scores: Float64Array, targets: Float64Array): number;
  /** One row's scores as probabilities (or the value itself for regression). */
  predict(scores: Float64Array): Float64Array;
}

export interface Derivation {
  readonly scores: Float64Array;
  readonly targets: Float64Array;
  readonly output: number;
  readonly gradients: Float64Array;
  readonly hessians: Float64Array;
}

/** Gradients and hessians of the goal's loss (Friedman 2001; second order as in XGBoost, Chen and Guestrin 2016). */
export function objectiveOf(goal: BoostingGoal): Objective {
  switch (goal.kind) {
    case 'binary':
      return binaryObjective;
    case 'multiclass':
      return multiclassObjective(goal.classCount);
    case 'regression':
      return regressionObjective;
    default:
      return assertNever(goal);
  }
}

const SMALLEST = 1e-15;
const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
const meanOf = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
const clip = (p: number) => Math.min(Math.max(p, 1e-6), 1 - 1e-6);

const binaryObjective: Objective = {
  outputs: 1,
  start(targets) {
    const p = clip(meanOf(targets));
    return Float64Array.of(Math.log(p / (1 - p)));
  },
  derive({ scores, targets, gradients, hessians }) {
    for (let i = 0; i < targets.length; i++) {
      const p = sigmoid(scores[i]!);
      gradients[i] = p - targets[i]!;
      hessians[i] = Math.max(p * (1 - p), SMALLEST);
    }
  },
  loss(scores, targets) {
    let sum = 0;
    for (let i = 0; i < targets.length; i++) {
      const margin = scores[i]!;
      sum += Math.max(margin, 0) + Math.log1p(Math.exp(-Math.abs(margin))) - targets[i]! * margin;
    }
    return sum / targets.length;
  },
  predict: (scores) => scores.map(sigmoid),
};

function softmaxRow(scores: Float64Array, start: number, count: number): Float64Array {
  const row = scores.slice(start, start + count);
  const highest = row.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const result = row.map((score) => Math.exp(score - highest));
  const total = result.reduce((a, b) => a + b, 0);
  return result.map((value) => value / total);
}

function multiclassObjective(classCount: number): Objective {
  return {
    outputs: classCount,
    start(targets) {
      const counts = new Float64Array(classCount);
      for (const target of targets) counts[target]! += 1 / targets.length;
      return counts.map((share) => Math.log(clip(share)));
    },
    derive({ scores, targets, output, gradients, hessians }) {
      const factor = classCount / (classCount - 1);
      for (let i = 0; i < targets.length; i++) {
        const p = softmaxRow(scores, i * classCount, classCount)[output]!;
        gradients[i] = p - (targets[i] === output ? 1 : 0);
        hessians[i] = Math.max(factor * p * (1 - p), SMALLEST);
      }
    },
    loss(scores, targets) {
      let sum = 0;
      targets.forEach((target, i) => {
        sum -= Math.log(Math.max(softmaxRow(scores, i * classCount, classCount)[target]!, SMALLEST));
      });
      return sum / targets.length;
    },
    predict: (scores) => softmaxRow(scores, 0, classCount),
  };
}

const regressionObjective: Objective = {
  outputs: 1,
  start: (targets) => Float64Array.of(meanOf(targets)),
  derive({ scores, targets, gradients, hessians }) {
    for (let i = 0; i < targets.length; i++) gradients[i] = scores[i]! - targets[i]!;
    hessians.fill(1);
  },
  loss(scores, targets) {
    let sum = 0;
    for (let i = 0; i < targets.length; i++) sum += (scores[i]! - targets[i]!) ** 2;
    return sum / targets.length;
  },
  predict: (scores) => scores,
};
