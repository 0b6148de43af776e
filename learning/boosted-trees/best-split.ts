/**
 * Finds the best question to ask at a leaf from its histograms: second-order gain (Chen, Guestrin 2016), missing values sent to the better
 * side, categories ordered by gradient ratio (Fisher 1958), monotone constraints. Called by the tree grower only.
 */
import { type BinnedColumn, MISSING_BIN } from './binning.js';

/** Three numbers per bin: gradient sum, hessian sum, row count. */
export type Histogram = Float64Array;

export interface Totals {
  readonly gradient: number;
  readonly hessian: number;
  readonly count: number;
}

export interface SplitSettings {
  /** L2 penalty on leaf scores. */
  readonly l2: number;
  readonly minimumRows: number;
  readonly minimumHessian: number;
  readonly minimumGain: number;
}

export interface SplitBounds {
  /** A leaf below this node may not score outside. */
  readonly low: number;
  readonly high: number;
}

export interface Split {
  readonly column: number;
  readonly gain: number;
  /** 1 for each bin that goes left; index 0 is the missing bin. */
  readonly leftBins: Uint8Array;
  /** Last left bin of a numeric question; 0 for a categorical one. */
  readonly lastLeftBin: number;
  readonly left: Totals;
  readonly right: Totals;
}

export interface SplitQuestion {
  readonly column: number;
  readonly binned: BinnedColumn;
  readonly histogram: Histogram;
  readonly totals: Totals;
  readonly bounds: SplitBounds;
  /** +1: the score may only rise with the value; -1: only fall; 0: free. */
  readonly monotone: number;
  readonly settings: SplitSettings;
}

/** Extra penalty that keeps categories with few rows from being singled out. */
const CATEGORY_SMOOTHING = 10;

/** Leaf score of a set of rows, within bounds. */
export function leafScore(totals: Totals, l2: number, bounds: SplitBounds): number {
  const score = -totals.gradient / (totals.hessian + l2);
  return Math.min(Math.max(score, bounds.low), bounds.high);
}

/** The best split of one column, or undefined when none gains enough. O(bins), O(bins log bins) for categories. */
export function findSplit(question: SplitQuestion): Split | undefined {
  const { binned, histogram } = question;
  const order: number[] = [];
  for (let bin = 1; bin < binned.binCount; bin++) if (histogram[bin * 3 + 2]! > 0) order.push(bin);
  if (binned.isCategorical) {
    const ratio = (bin: number) => histogram[bin * 3]! / (histogram[bin * 3 + 1]! + CATEGORY_SMOOTHING);
    order.sort((a, b) => ratio(a) - ratio(b) || a - b);
  }
  return scan(question, order);
}

interface Candidate {
  readonly gain: number;
  readonly length: number;
  readonly missingLeft: boolean;
  readonly left: Totals;
}

function scan(question: SplitQuestion, order: readonly number[]): Split | undefined {
  const { histogram, totals } = question;
  const missing = binTotals(histogram, MISSING_BIN);
  const parent = scoreGain(totals, question);
  let best: Candidate | undefined;
  let prefix: Totals = { gradient: 0, hessian: 0, count: 0 };
  const last = missing.count > 0 ? order.length : order.length - 1;
  for (let length = 1; length <= last; length++) {
    prefix = add(prefix, binTotals(histogram, order[length - 1]!));
    for (const missingLeft of missing.count > 0 ? [false, true] : [false]) {
      if (length === order.length && missingLeft) continue;
      const left = missingLeft ? add(prefix, missing) : prefix;
      const gain = gainOf(left, subtract(totals, left), question) - parent;
      if (gain > (best?.gain ?? question.settings.minimumGain)) best = { gain, length, missingLeft, left };
    }
  }
  return best && toSplit(question, order, best);
}

/** Sum of both sides' gains, or -infinity for a forbidden split. */
function gainOf(left: Totals, right: Totals, question: SplitQuestion): number {
  const { minimumRows, minimumHessian, l2 } = question.settings;
  if (left.count < minimumRows || right.count < minimumRows) return Number.NEGATIVE_INFINITY;
  if (left.hessian < minimumHessian || right.hessian < minimumHessian) return Number.NEGATIVE_INFINITY;
  if (question.monotone !== 0) {
    const rise = leafScore(right, l2, question.bounds) - leafScore(left, l2, question.bounds);
    if (rise * question.monotone < 0) return Number.NEGATIVE_INFINITY;
  }
  return scoreGain(left, question) + scoreGain(right, question);
}

/** Decrease of the loss when the rows get their (bounded) score: -(G w + (H + l2) w^2 / 2), times two. */
function scoreGain(totals: Totals, { settings, bounds, binned }: SplitQuestion): number {
  const l2 = settings.l2 + (binned.isCategorical ? CATEGORY_SMOOTHING : 0);
  const score = leafScore(totals, l2, bounds);
  return -(2 * totals.gradient * score + (totals.hessian + l2) * score * score);
}

function toSplit(question: SplitQuestion, order: readonly number[], best: Candidate): Split {
  const leftBins = new Uint8Array(question.binned.binCount);
  for (let i = 0; i < best.length; i++) leftBins[order[i]!] = 1;
  const lastLeftBin = question.binned.isCategorical ? 0 : order[best.length - 1]!;
  for (let bin = 1; bin <= lastLeftBin; bin++) leftBins[bin] = 1;
  const right = subtract(question.totals, best.left);
  const isMissingSeen = question.histogram[MISSING_BIN * 3 + 2]! > 0;
  leftBins[MISSING_BIN] = (isMissingSeen ? best.missingLeft : best.left.count >= right.count) ? 1 : 0;
  return { column: question.column, gain: best.gain, leftBins, lastLeftBin, left: best.left, right };
}

function binTotals(histogram: Histogram, bin: number): Totals {
  return { gradient: histogram[bin * 3]!, hessian: histogram[bin * 3 + 1]!, count: histogram[bin * 3 + 2]! };
}

function add(a: Totals, b: Totals): Totals {
  return { gradient: a.gradient + b.gradient, hessian: a.hessian + b.hessian, count: a.count + b.count };
}

function subtract(a: Totals, b: Totals): Totals {
  return { gradient: a.gradient - b.gradient, hessian: a.hessian - b.hessian, count: a.count - b.count };
}
