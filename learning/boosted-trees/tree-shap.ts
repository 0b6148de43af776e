/**
 * Exact SHAP values of tree ensembles in polynomial time (Lundberg, Erion, Lee 2018, algorithm 2, path-dependent form).
 * Leads call it for the reasons of a score; the values of all columns and the base add up to the score before the link function.
 */
import type { BoostedTreesModel } from './boosted-trees-model.js';
import { childOf, type Tree } from './tree.js';

export interface ShapValues {
  /** Expected score over the training rows. */
  readonly base: number;
  /** Signed contribution of each column, in score units (log-odds for binary goals). */
  readonly contributions: Float64Array;
}

/** Contributions to one output. O(trees x leaves x depth^2). */
export function shapValues(model: BoostedTreesModel, row: ArrayLike<number>, output = 0): ShapValues {
  const contributions = new Float64Array(model.schema.length);
  let base = model.start[output]!;
  for (const round of model.rounds) {
    const tree = round[output]!;
    base += expectedScore(tree);
    addTreeShap(tree, row, contributions);
  }
  return { base, contributions };
}

/** Mean leaf score weighted by cover. */
export function expectedScore(tree: Tree, node = 0): number {
  if (tree.feature[node]! < 0) return tree.value[node]!;
  const left = tree.left[node]!;
  const right = tree.right[node]!;
  return (
    (tree.cover[left]! * expectedScore(tree, left) + tree.cover[right]! * expectedScore(tree, right)) /
    tree.cover[node]!
  );
}

/** Adds the contributions of one tree for one row. */
export function addTreeShap(tree: Tree, row: ArrayLike<number>, contributions: Float64Array): void {
  new ShapWalk(tree, row, contributions).visit(0, { start: 0, length: 0 }, { column: -1, zero: 1, one: 1 });
}

/** One column on the path from the root: share of rows that pass without it, 1 or 0 with it. */
interface PathStep {
  readonly column: number;
  readonly zero: number;
  readonly one: number;
}

/** Where a node's path lies in the buffers. */
interface PathPlace {
  readonly start: number;
  readonly length: number;
}

/** Every level of a tree this deep has room for its own copy of the path. */
const DEEPEST = 64;
const ROOM = ((DEEPEST + 2) * (DEEPEST + 3)) / 2;
const columns = new Int32Array(ROOM);
const zeros = new Float64Array(ROOM);
const ones = new Float64Array(ROOM);
const weights = new Float64Array(ROOM);

/** The walk of the paper, its paths in buffers that all walks share: nothing is allocated per node, and no walk waits for another. */
class ShapWalk {
  readonly #tree: Tree;
  readonly #row: ArrayLike<number>;
  readonly #contributions: Float64Array;

  constructor(tree: Tree, row: ArrayLike<number>, contributions: Float64Array) {
    this.#tree = tree;
    this.#row = row;
    this.#contributions = contributions;
  }

  visit(node: number, above: PathPlace, step: PathStep): void {
    const tree = this.#tree;
    const start = above.start + above.length;
    for (const buffer of [columns, zeros, ones, weights])
      buffer.copyWithin(start, above.start, above.start + above.length);
    let length = extendPath(start, above.length, step);
    const column = tree.feature[node]!;
    if (column < 0) {
      this.#collect(start, length, tree.value[node]!);
      return;
    }
    const hot = childOf(tree, node, this.#row);
    const cold = hot === tree.left[node] ? tree.right[node]! : tree.left[node]!;
    let zero = 1;
    let one = 1;
    const known = indexOf(column, start, length);
    if (known > 0) {
      zero = zeros[start + known]!;
      one = ones[start + known]!;
      length = unwindPath(start, length, known);
    }
    const cover = tree.cover[node]!;
    this.visit(hot, { start, length }, { column, zero: (zero * tree.cover[hot]!) / cover, one });
    this.visit(cold, { start, length }, { column, zero: (zero * tree.cover[cold]!) / cover, one: 0 });
  }

  #collect(start: number, length: number, value: number): void {
    for (let i = 1; i < length; i++) {
      const at = start + i;
      const total = unwoundSum(start, length, i);
      this.#contributions[columns[at]!]! += total * (ones[at]! - zeros[at]!) * value;
    }
  }
}

function indexOf(column: number, start: number, length: number): number {
  for (let i = 1; i < length; i++) if (columns[start + i] === column) return i;
  return -1;
}

/** EXTEND of the paper; returns the new length. */
function extendPath(start: number, length: number, { column, zero, one }: PathStep): number {
  columns[start + length] = column;
  zeros[start + length] = zero;
  ones[start + length] = one;
  weights[start + length] = length === 0 ? 1 : 0;
  for (let i = length - 1; i >= 0; i--) {
    const at = start + i;
    weights[at + 1]! += (one * weights[at]! * (i + 1)) / (length + 1);
    weights[at] = (zero * weights[at]! * (length - i)) / (length + 1);
  }
  return length + 1;
}

/** UNWIND of the paper: takes element `index` out of the path; returns the new length. */
function unwindPath(start: number, length: number, index: number): number {
  const last = length - 1;
  const one = ones[start + index]!;
  const zero = zeros[start + index]!;
  let carried = weights[start + last]!;
  for (let i = last - 1; i >= 0; i--) {
    const at = start + i;
    if (one !== 0) {
      const kept = weights[at]!;
      weights[at] = (carried * length) / ((i + 1) * one);
      carried = kept - (weights[at]! * zero * (last - i)) / length;
    } else weights[at] = (weights[at]! * length) / (zero * (last - i));
  }
  for (let i = index; i < last; i++) {
    columns[start + i] = columns[start + i + 1]!;
    zeros[start + i] = zeros[start + i + 1]!;
    ones[start + i] = ones[start + i + 1]!;
  }
  return last;
}

/** Sum of the weights that UNWIND would leave, without unwinding. */
function unwoundSum(start: number, length: number, index: number): number {
  const last = length - 1;
  const one = ones[start + index]!;
  const zero = zeros[start + index]!;
  let carried = weights[start + last]!;
  let total = 0;
  for (let i = last - 1; i >= 0; i--) {
    const weight = weights[start + i]!;
    if (one !== 0) {
      const unwound = (carried * length) / ((i + 1) * one);
      total += unwound;
      carried = weight - (unwound * zero * (last - i)) / length;
    } else total += (weight * length) / (zero * (last - i));
  }
  return total;
}
