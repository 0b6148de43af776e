/**
 * Grows one tree leaf by leaf, always where the gain is largest (Ke et al. 2017), with histogram subtraction. Called once per class and
 * round by the boosted-trees training; it owns no objective.
 */

import {
  findSplit,
  type Histogram,
  leafScore,
  type Split,
  type SplitBounds,
  type SplitSettings,
  type Totals,
} from './best-split.js';
import { type BinnedColumn, MISSING_BIN } from './binning.js';
import type { Tree } from './tree.js';

export interface GrowSettings extends SplitSettings {
  readonly maxLeaves: number;
  readonly maxDepth: number;
  /** Factor on leaf scores. */
  readonly learningRate: number;
  /** +1, -1 or 0 per column. */
  readonly monotone: Int8Array;
}

export interface GrowInput {
  readonly columns: readonly BinnedColumn[];
  readonly gradients: Float64Array;
  readonly hessians: Float64Array;
  /** Rows to learn from. */
  readonly rows: Uint32Array;
  /** Columns that may be asked about in this tree. */
  readonly candidates: readonly number[];
}

interface Leaf {
  readonly node: number;
  readonly depth: number;
  readonly rows: Uint32Array;
  readonly totals: Totals;
  readonly histograms: readonly Histogram[];
  readonly bounds: SplitBounds;
  readonly split: Split | undefined;
}

const FREE: SplitBounds = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };

/** O(rows x columns x depth). */
export function growTree(input: GrowInput, settings: GrowSettings): Tree {
  const builder = new TreeBuilder();
  const totals = sumTotals(input, input.rows);
  const histograms = buildHistograms(input, input.rows);
  const leaves: Leaf[] = [
    openLeaf(input, settings, {
      node: builder.add(totals),
      depth: 0,
      rows: input.rows,
      totals,
      histograms,
      bounds: FREE,
    }),
  ];
  while (leaves.length < settings.maxLeaves) {
    const next = pickLeaf(leaves);
    if (!next?.split) break;
    leaves.splice(leaves.indexOf(next), 1, ...splitLeaf({ input, settings, builder }, next, next.split));
  }
  for (const leaf of leaves) {
    builder.value[leaf.node] = settings.learningRate * leafScore(leaf.totals, settings.l2, leaf.bounds);
  }
  return builder.finish();
}

function pickLeaf(leaves: readonly Leaf[]): Leaf | undefined {
  let best: Leaf | undefined;
  for (const leaf of leaves) if (leaf.split && leaf.split.gain > (best?.split?.gain ?? 0)) best = leaf;
  return best;
}

function openLeaf(input: GrowInput, settings: GrowSettings, leaf: Omit<Leaf, 'split'>): Leaf {
  let split: Split | undefined;
  if (leaf.depth < settings.maxDepth && leaf.totals.count >= settings.minimumRows * 2) {
    for (const column of input.candidates) {
      const found = findSplit({
        column,
        binned: input.columns[column]!,
        histogram: leaf.histograms[column]!,
        totals: leaf.totals,
        bounds: leaf.bounds,
        monotone: settings.monotone[column] ?? 0,
        settings,
      });
      if (found && found.gain > (split?.gain ?? 0)) split = found;
    }
  }
  return { ...leaf, split };
}

interface Growth {
  readonly input: GrowInput;
  readonly settings: GrowSettings;
  readonly builder: TreeBuilder;
}

function splitLeaf({ input, settings, builder }: Growth, leaf: Leaf, split: Split): [Leaf, Leaf] {
  const { leftRows, rightRows } = partition(input.columns[split.column]!, leaf.rows, split.leftBins);
  const isLeftSmaller = leftRows.length <= rightRows.length;
  const small = buildHistograms(input, isLeftSmaller ? leftRows : rightRows);
  const large = leaf.histograms.map((parent, column) => parent.map((value, i) => value - small[column]![i]!));
  const left = builder.add(split.left);
  const right = builder.add(split.right);
  builder.ask(leaf.node, { split, column: input.columns[split.column]!, left, right });
  const [leftBounds, rightBounds] = childBounds(leaf, split, settings);
  const depth = leaf.depth + 1;
  return [
    openLeaf(input, settings, {
      node: left,
      depth,
      rows: leftRows,
      totals: split.left,
      histograms: isLeftSmaller ? small : large,
      bounds: leftBounds,
    }),
    openLeaf(input, settings, {
      node: right,
      depth,
      rows: rightRows,
      totals: split.right,
      histograms: isLeftSmaller ? large : small,
      bounds: rightBounds,
    }),
  ];
}

/** Below a monotone question the two sides may not cross the middle of their scores. */
function childBounds(leaf: Leaf, split: Split, settings: GrowSettings): [SplitBounds, SplitBounds] {
  const monotone = settings.monotone[split.column] ?? 0;
  if (monotone === 0) return [leaf.bounds, leaf.bounds];
  const middle =
    (leafScore(split.left, settings.l2, leaf.bounds) + leafScore(split.right, settings.l2, leaf.bounds)) / 2;
  const below = { ...leaf.bounds, high: middle };
  const above = { ...leaf.bounds, low: middle };
  return monotone > 0 ? [below, above] : [above, below];
}

function partition(column: BinnedColumn, rows: Uint32Array, leftBins: Uint8Array) {
  const left = new Uint32Array(rows.length);
  const right = new Uint32Array(rows.length);
  let leftCount = 0;
  let rightCount = 0;
  for (const row of rows) {
    if (leftBins[column.bins[row]!] === 1) left[leftCount++] = row;
    else right[rightCount++] = row;
  }
  return { leftRows: left.slice(0, leftCount), rightRows: right.slice(0, rightCount) };
}

function sumTotals(input: GrowInput, rows: Uint32Array): Totals {
  let gradient = 0;
  let hessian = 0;
  for (const row of rows) {
    gradient += input.gradients[row]!;
    hessian += input.hessians[row]!;
  }
  return { gradient, hessian, count: rows.length };
}

/** Of a column that this tree may not ask about. */
const NO_HISTOGRAM: Histogram = new Float64Array(0);

function buildHistograms(input: GrowInput, rows: Uint32Array): Histogram[] {
  const { gradients, hessians } = input;
  const wanted = new Set(input.candidates);
  return input.columns.map((column, index) => {
    if (!wanted.has(index)) return NO_HISTOGRAM;
    const histogram = new Float64Array(column.binCount * 3);
    const { bins } = column;
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i]!;
      const offset = bins[row]! * 3;
      histogram[offset]! += gradients[row]!;
      histogram[offset + 1]! += hessians[row]!;
      histogram[offset + 2]! += 1;
    }
    return histogram;
  });
}

interface Question {
  readonly split: Split;
  readonly column: BinnedColumn;
  readonly left: number;
  readonly right: number;
}

class TreeBuilder {
  readonly value: number[] = [];
  readonly #feature: number[] = [];
  readonly #threshold: number[] = [];
  readonly #leftCodes: number[][] = [];
  readonly #missingLeft: number[] = [];
  readonly #left: number[] = [];
  readonly #right: number[] = [];
  readonly #cover: number[] = [];

  /** A new leaf; its number. */
  add(totals: Totals): number {
    this.value.push(0);
    this.#feature.push(-1);
    this.#threshold.push(0);
    this.#leftCodes.push([]);
    this.#missingLeft.push(0);
    this.#left.push(-1);
    this.#right.push(-1);
    this.#cover.push(totals.count);
    return this.value.length - 1;
  }

  ask(node: number, { split, column, left, right }: Question): void {
    this.#feature[node] = split.column;
    this.#left[node] = left;
    this.#right[node] = right;
    this.#missingLeft[node] = split.leftBins[MISSING_BIN]!;
    this.#threshold[node] = column.isCategorical ? Number.NaN : column.upper[split.lastLeftBin - 1]!;
    if (!column.isCategorical) return;
    split.leftBins.forEach((isLeft, bin) => {
      if (isLeft === 1 && bin > 0) this.#leftCodes[node]!.push(bin - 1);
    });
  }

  finish(): Tree {
    return {
      feature: Int32Array.from(this.#feature),
      threshold: Float64Array.from(this.#threshold),
      leftCodes: this.#leftCodes,
      missingLeft: Uint8Array.from(this.#missingLeft),
      left: Int32Array.from(this.#left),
      right: Int32Array.from(this.#right),
      value: Float64Array.from(this.value),
      cover: Float64Array.from(this.#cover),
    };
  }
}
