/** A decision tree in flat arrays, and the way of a row through it. Grown by training, read by prediction and TreeSHAP. */

export interface Tree {
  /** Column of each node's question; -1 at a leaf. */
  readonly feature: Int32Array;
  /** Numeric question: value <= threshold goes left. NaN at a categorical question. */
  readonly threshold: Float64Array;
  /** Categorical question: codes that go left, as a list per node; empty elsewhere. */
  readonly leftCodes: readonly (readonly number[])[];
  /** 1 where a missing value goes left. */
  readonly missingLeft: Uint8Array;
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** Score added at a leaf. */
  readonly value: Float64Array;
  /** Weight of the training rows that reached the node. */
  readonly cover: Float64Array;
}

/** Child of `node` for a row of values (category codes as numbers, NaN = missing). */
export function childOf(tree: Tree, node: number, row: ArrayLike<number>): number {
  const value = row[tree.feature[node]!]!;
  return goesLeft(tree, node, value) ? tree.left[node]! : tree.right[node]!;
}

function goesLeft(tree: Tree, node: number, value: number): boolean {
  if (Number.isNaN(value)) return tree.missingLeft[node] === 1;
  const threshold = tree.threshold[node]!;
  return Number.isNaN(threshold) ? tree.leftCodes[node]!.includes(value) : value <= threshold;
}

/** Score of the leaf that the row reaches. O(depth). */
export function scoreTree(tree: Tree, row: ArrayLike<number>): number {
  let node = 0;
  while (tree.feature[node]! >= 0) node = childOf(tree, node, row);
  return tree.value[node]!;
}
