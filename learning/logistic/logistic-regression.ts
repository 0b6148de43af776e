/**
 * Two-class logistic regression with an L2 penalty by Newton's method (iteratively reweighted least squares; Hastie, Tibshirani,
 * Friedman, section 4.4.1) on standardised columns. Called for lead scores, calibration and scope rules; it never fills missing values.
 */
import { Fault } from '../../protocol/index.js';
import { solveSymmetric } from './solve-symmetric.js';

export interface LogisticData {
  /** One row of equal length per example; finite values only. */
  readonly rows: readonly Float64Array[];
  /** Probability-like targets, 0..1. */
  readonly targets: Float64Array;
  /** Weight per example; 1 when absent. */
  readonly weights?: Float64Array;
  /** Penalty on squared standardised coefficients per unit of example weight sum: loss / n + l2 / 2 |b|^2; the intercept is free. */
  readonly l2?: number;
}

export interface LogisticModel {
  readonly kind: 'logistic';
  /** On the columns as given (not standardised). */
  readonly coefficients: readonly number[];
  readonly intercept: number;
  /** Mean and standard deviation seen in training, for reasons relative to the average example. */
  readonly means: readonly number[];
  readonly deviations: readonly number[];
}

const MAX_STEPS = 50;

/** Fits by damped Newton steps. O(steps x n x d^2 + d^3). Throws Fault `learning.no-data` on an empty table. */
export function fitLogistic(data: LogisticData): LogisticModel {
  const width = data.rows[0]?.length;
  if (width === undefined) throw new Fault('learning.no-data', 'Logistic regression needs at least one row.');
  const { means, deviations } = standardisation(data.rows, width);
  const table = standardise(data.rows, means, deviations);
  const weights = data.weights ?? new Float64Array(data.rows.length).fill(1);
  const totalWeight = weights.reduce((sum, weight) => sum + weight, 0);
  const problem = { table, width, targets: data.targets, weights, penalty: (data.l2 ?? 1e-6) * totalWeight };
  let solution: Float64Array = new Float64Array(width + 1);
  let loss = lossOf(problem, solution);
  for (let step = 0; step < MAX_STEPS; step++) {
    const { direction, slope } = newtonStep(problem, solution);
    if (slope < 1e-10 * totalWeight) break;
    let length = 1;
    let candidate = move(solution, direction, length);
    let candidateLoss = lossOf(problem, candidate);
    while (candidateLoss > loss && length > 1e-6) {
      length /= 2;
      candidate = move(solution, direction, length);
      candidateLoss = lossOf(problem, candidate);
    }
    if (candidateLoss > loss) break;
    solution = candidate;
    loss = candidateLoss;
  }
  return unstandardise(solution, means, deviations);
}

/** Probability of the positive class. */
export function predictLogistic(model: LogisticModel, row: ArrayLike<number>): number {
  return sigmoid(logisticMargin(model, row));
}

/** Log-odds of the positive class. */
export function logisticMargin(model: LogisticModel, row: ArrayLike<number>): number {
  let sum = model.intercept;
  for (let i = 0; i < model.coefficients.length; i++) sum += model.coefficients[i]! * row[i]!;
  return sum;
}

/** Signed log-odds that each column adds compared with the average example; they and the average margin sum to the margin. */
export function logisticContributions(model: LogisticModel, row: ArrayLike<number>): Float64Array {
  return Float64Array.from(model.coefficients, (b, i) => b * (row[i]! - model.means[i]!));
}

export function sigmoid(x: number): number {
  return x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x));
}

interface Problem {
  readonly table: Float64Array;
  readonly width: number;
  readonly targets: Float64Array;
  readonly weights: Float64Array;
  readonly penalty: number;
}

function standardisation(rows: readonly Float64Array[], width: number) {
  const means = new Float64Array(width);
  const deviations = new Float64Array(width);
  for (const row of rows) for (let j = 0; j < width; j++) means[j]! += row[j]! / rows.length;
  for (const row of rows)
    for (let j = 0; j < width; j++) deviations[j]! += (row[j]! - means[j]!) ** 2 / rows.length;
  for (let j = 0; j < width; j++) deviations[j] = Math.sqrt(deviations[j]!) || 1;
  return { means, deviations };
}

function standardise(
  rows: readonly Float64Array[],
  means: Float64Array,
  deviations: Float64Array,
): Float64Array {
  const table = new Float64Array(rows.length * means.length);
  rows.forEach((row, i) => {
    for (let j = 0; j < means.length; j++)
      table[i * means.length + j] = (row[j]! - means[j]!) / deviations[j]!;
  });
  return table;
}

function marginAt(problem: Problem, solution: Float64Array, row: number): number {
  const { table, width } = problem;
  let sum = solution[width]!;
  for (let j = 0; j < width; j++) sum += table[row * width + j]! * solution[j]!;
  return sum;
}

function lossOf(problem: Problem, solution: Float64Array): number {
  let loss = 0;
  for (let j = 0; j < problem.width; j++) loss += 0.5 * problem.penalty * solution[j]! ** 2;
  for (let i = 0; i < problem.targets.length; i++) {
    const margin = marginAt(problem, solution, i);
    const softplus = margin > 0 ? margin + Math.log1p(Math.exp(-margin)) : Math.log1p(Math.exp(margin));
    loss += problem.weights[i]! * (softplus - problem.targets[i]! * margin);
  }
  return loss;
}

function newtonStep(problem: Problem, solution: Float64Array): { direction: Float64Array; slope: number } {
  const { table, width } = problem;
  const size = width + 1;
  const gradient = new Float64Array(size);
  const hessian = new Float64Array(size * size);
  const row = new Float64Array(size);
  row[width] = 1;
  for (let i = 0; i < problem.targets.length; i++) {
    row.set(table.subarray(i * width, (i + 1) * width));
    const p = sigmoid(marginAt(problem, solution, i));
    const residual = problem.weights[i]! * (p - problem.targets[i]!);
    const curvature = problem.weights[i]! * Math.max(p * (1 - p), 1e-10);
    for (let a = 0; a < size; a++) {
      gradient[a]! += residual * row[a]!;
      const scaled = curvature * row[a]!;
      if (scaled === 0) continue;
      for (let b = 0; b <= a; b++) hessian[a * size + b]! += scaled * row[b]!;
    }
  }
  for (let j = 0; j < width; j++) {
    gradient[j]! += problem.penalty * solution[j]!;
    hessian[j * size + j]! += problem.penalty;
  }
  const direction = solveSymmetric(hessian, gradient);
  let slope = 0;
  for (let a = 0; a < size; a++) slope += direction[a]! * gradient[a]!;
  return { direction, slope };
}

function move(solution: Float64Array, direction: Float64Array, length: number): Float64Array {
  return solution.map((value, j) => value - length * direction[j]!);
}

function unstandardise(solution: Float64Array, means: Float64Array, deviations: Float64Array): LogisticModel {
  const width = means.length;
  const coefficients = Array.from({ length: width }, (_, j) => solution[j]! / deviations[j]!);
  const shift = coefficients.reduce((sum, b, j) => sum + b * means[j]!, 0);
  return {
    kind: 'logistic',
    coefficients,
    intercept: solution[width]! - shift,
    means: [...means],
    deviations: [...deviations],
  };
}
