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

/** One column on the path from the root: share of rows that pass without it, 1 or 0 with it, and permutation weights. */
interface PathElement {
  column: number;
  zero: number;
  one: number;
  weight: number;
}

export function addTreeShap(tree: Tree, row: ArrayLike<number>, contributions: Float64Array): void {
  const visit = (node: number, path: readonly PathElement[], step: Omit<PathElement, 'weight'>): void => {
    let extended = extend(path, step);
    const column = tree.feature[node]!;
    if (column < 0) {
      collect(extended, tree.value[node]!, contributions);
      return;
    }
    const hot = childOf(tree, node, row);
    const cold = hot === tree.left[node] ? tree.right[node]! : tree.left[node]!;
    let zero = 1;
    let one = 1;
    const known = extended.findIndex((element, i) => i > 0 && element.column === column);
    if (known > 0) {
      zero = extended[known]!.zero;
      one = extended[known]!.one;
      extended = unwind(extended, known);
    }
    const cover = tree.cover[node]!;
    visit(hot, extended, { column, zero: (zero * tree.cover[hot]!) / cover, one });
    visit(cold, extended, { column, zero: (zero * tree.cover[cold]!) / cover, one: 0 });
  };
  visit(0, [], { column: -1, zero: 1, one: 1 });
}

function collect(path: readonly PathElement[], value: number, contributions: Float64Array): void {
  for (let i = 1; i < path.length; i++) {
    const total = unwind(path, i).reduce((sum, element) => sum + element.weight, 0);
    const { one, zero, column } = path[i]!;
    contributions[column]! += total * (one - zero) * value;
  }
}

function extend(path: readonly PathElement[], step: Omit<PathElement, 'weight'>): PathElement[] {
  const result = path.map((element) => ({ ...element }));
  const length = result.length;
  result.push({ ...step, weight: length === 0 ? 1 : 0 });
  for (let i = length - 1; i >= 0; i--) {
    result[i + 1]!.weight += (step.one * result[i]!.weight * (i + 1)) / (length + 1);
    result[i]!.weight = (step.zero * result[i]!.weight * (length - i)) / (length + 1);
  }
  return result;
}

function unwind(path: readonly PathElement[], index: number): PathElement[] {
  const result = path.map((element) => ({ ...element }));
  const last = result.length - 1;
  const { one, zero } = result[index]!;
  let carried = result[last]!.weight;
  for (let i = last - 1; i >= 0; i--) {
    const element = result[i]!;
    if (one !== 0) {
      const kept = element.weight;
      element.weight = (carried * (last + 1)) / ((i + 1) * one);
      carried = kept - (element.weight * zero * (last - i)) / (last + 1);
    } else {
      element.weight = (element.weight * (last + 1)) / (zero * (last - i));
    }
  }
  for (let i = index; i < last; i++) {
    const following = result[i + 1]!;
    result[i] = { ...result[i]!, column: following.column, zero: following.zero, one: following.one };
  }
  result.pop();
  return result;
}
