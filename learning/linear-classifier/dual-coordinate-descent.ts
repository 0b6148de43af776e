/**
 * Solves one two-class L2-loss linear SVM by dual coordinate descent with shrinking
 * (Hsieh, Chang, Lin, Keerthi, Sundararajan 2008, algorithm 3). Called per class by the linear classifier's training.
 */
import type { Random } from '../../protocol/index.js';
import type { SparseRows } from './vocabulary.js';

export interface SupportVectorSettings {
  /** Cost of a margin violation. */
  readonly cost: number;
  /** How many times a positive row costs more. */
  readonly positiveWeight: number;
  /** Stops when the spread of projected gradients falls below this. */
  readonly tolerance: number;
  readonly maxPasses: number;
}

export interface BinaryProblem {
  readonly rows: SparseRows;
  /** +1 or -1 per row. */
  readonly signs: Int8Array;
  readonly columnCount: number;
  /** Squared norm of each row plus one for the bias. */
  readonly squaredNorms: Float64Array;
}

/** Weights of length columnCount + 1; the last one is the bias. O(passes x stored values). */
export function solveSupportVectors(
  problem: BinaryProblem,
  settings: SupportVectorSettings,
  random: Random,
): Float64Array {
  const rowCount = problem.signs.length;
  const weights = new Float64Array(problem.columnCount + 1);
  const state: Descent = {
    problem,
    weights,
    alphas: new Float64Array(rowCount),
    diagonals: [0.5 / settings.cost, 0.5 / (settings.cost * settings.positiveWeight)],
    order: Int32Array.from({ length: rowCount }, (_, i) => i),
    active: rowCount,
    ceiling: Number.POSITIVE_INFINITY,
  };
  for (let pass = 0; pass < settings.maxPasses; pass++) {
    const { highest, lowest } = sweep(state, random);
    if (highest - lowest <= settings.tolerance) {
      if (state.active === rowCount) break;
      state.active = rowCount;
      state.ceiling = Number.POSITIVE_INFINITY;
      continue;
    }
    state.ceiling = highest <= 0 ? Number.POSITIVE_INFINITY : highest;
  }
  return weights;
}

/** Squared norms of the rows, each plus one for the constant bias feature. */
export function rowNorms(rows: SparseRows): Float64Array {
  const norms = new Float64Array(rows.starts.length - 1).fill(1);
  for (let row = 0; row < norms.length; row++) {
    for (let k = rows.starts[row]!; k < rows.starts[row + 1]!; k++) norms[row]! += rows.values[k]! ** 2;
  }
  return norms;
}

interface Descent {
  readonly problem: BinaryProblem;
  readonly weights: Float64Array;
  readonly alphas: Float64Array;
  /** 1 / (2C) of negative and positive rows. */
  readonly diagonals: readonly [number, number];
  readonly order: Int32Array;
  active: number;
  ceiling: number;
}

function sweep(state: Descent, random: Random): { highest: number; lowest: number } {
  const { order, alphas, problem } = state;
  let highest = Number.NEGATIVE_INFINITY;
  let lowest = Number.POSITIVE_INFINITY;
  for (let i = 0; i < state.active; i++) swap(order, i, i + random.integer(state.active - i));
  for (let position = 0; position < state.active; position++) {
    const row = order[position]!;
    const sign = problem.signs[row]!;
    const diagonal = state.diagonals[sign > 0 ? 1 : 0];
    const alpha = alphas[row]!;
    const gradient = sign * dotRow(problem.rows, row, state.weights) - 1 + diagonal * alpha;
    if (alpha === 0 && gradient > state.ceiling) {
      state.active--;
      swap(order, position, state.active);
      position--;
      continue;
    }
    const projected = alpha === 0 ? Math.min(gradient, 0) : gradient;
    if (projected > highest) highest = projected;
    if (projected < lowest) lowest = projected;
    if (Math.abs(projected) < 1e-12) continue;
    const next = Math.max(alpha - gradient / (problem.squaredNorms[row]! + diagonal), 0);
    alphas[row] = next;
    addRow(problem.rows, row, { weights: state.weights, factor: (next - alpha) * sign });
  }
  return { highest, lowest };
}

function swap(order: Int32Array, a: number, b: number): void {
  const kept = order[a]!;
  order[a] = order[b]!;
  order[b] = kept;
}

function dotRow(rows: SparseRows, row: number, weights: Float64Array): number {
  const { columns, values } = rows;
  const end = rows.starts[row + 1]!;
  let sum = weights[weights.length - 1]!;
  for (let k = rows.starts[row]!; k < end; k++) sum += values[k]! * weights[columns[k]!]!;
  return sum;
}

function addRow(
  rows: SparseRows,
  row: number,
  { weights, factor }: { readonly weights: Float64Array; readonly factor: number },
): void {
  const { columns, values } = rows;
  const end = rows.starts[row + 1]!;
  for (let k = rows.starts[row]!; k < end; k++) weights[columns[k]!]! += factor * values[k]!;
  weights[weights.length - 1]! += factor;
}
