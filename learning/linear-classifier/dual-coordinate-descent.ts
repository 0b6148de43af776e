/**
 * Solves one two-class L2-loss linear SVM by dual coordinate descent (Hsieh, Chang, Lin, Keerthi, Sundararajan 2008, algorithm 1) on a
 * working set: rows that are on the right side by enough are set aside, and all rows are looked at again every few passes, as chunking
 * does (Joachims 1999). Called per class by the linear classifier's training.
 */
import type { Random } from '../../protocol/index.js';
import type { SparseRows } from './vocabulary.js';

export interface SupportVectorSettings {
  /** Cost of a margin violation. */
  readonly cost: number;
  /** How many times a positive row costs more. */
  readonly positiveWeight: number;
  /** Stops when the spread of projected gradients over all rows falls below this. */
  readonly tolerance: number;
  /** Passes over all rows or over the working set. */
  readonly maxPasses: number;
}

/**
 * Passes over the working set between two over all rows. With one label against 150, a pass over all rows moves one row in fifteen:
 * looking at the others each time would be nine tenths of the work.
 */
const WORKING_PASSES = 5;

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
  };
  let sinceWhole = 0;
  for (let pass = 0; pass < settings.maxPasses; pass++) {
    const isWhole = state.active === rowCount;
    const { highest, lowest } = sweep(state, random);
    const isSettled = highest - lowest <= settings.tolerance;
    if (isSettled && isWhole) break;
    sinceWhole = isWhole ? 0 : sinceWhole + 1;
    if (isSettled || sinceWhole === WORKING_PASSES) state.active = rowCount;
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
  /** The first `active` ones are the working set. */
  readonly order: Int32Array;
  active: number;
}

/** One pass over the working set; rows that need no weight leave it. Gives the range of projected gradients, zero included. */
function sweep(state: Descent, random: Random): { highest: number; lowest: number } {
  const { order, alphas, problem } = state;
  let highest = 0;
  let lowest = 0;
  for (let i = 0; i < state.active; i++) swap(order, i, i + random.integer(state.active - i));
  for (let position = 0; position < state.active; position++) {
    const row = order[position]!;
    const sign = problem.signs[row]!;
    const diagonal = state.diagonals[sign > 0 ? 1 : 0];
    const alpha = alphas[row]!;
    const gradient = sign * dotRow(problem.rows, row, state.weights) - 1 + diagonal * alpha;
    if (alpha === 0 && gradient > 0) {
      state.active--;
      swap(order, position, state.active);
      position--;
      continue;
    }
    if (gradient > highest) highest = gradient;
    if (gradient < lowest) lowest = gradient;
    if (Math.abs(gradient) < 1e-12) continue;
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

/** Four sums at a time: each addition need not wait for the one before. */
function dotRow(rows: SparseRows, row: number, weights: Float64Array): number {
  const { columns, values } = rows;
  const end = rows.starts[row + 1]!;
  const bias = weights[weights.length - 1]!;
  let [sum, sum1, sum2, sum3] = [0, 0, 0, 0];
  let k = rows.starts[row]!;
  for (; k + 3 < end; k += 4) {
    sum += values[k]! * weights[columns[k]!]!;
    sum1 += values[k + 1]! * weights[columns[k + 1]!]!;
    sum2 += values[k + 2]! * weights[columns[k + 2]!]!;
    sum3 += values[k + 3]! * weights[columns[k + 3]!]!;
  }
  for (; k < end; k++) sum += values[k]! * weights[columns[k]!]!;
  return bias + (sum + sum1 + (sum2 + sum3));
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
