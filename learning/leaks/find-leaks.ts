/**
 * Looks for columns that know the goal too well to have been known before it: the commonest error in lead scoring.
 * Called before training; it warns and says why, dropping is the caller's decision.
 */
import { areaUnderRoc } from '../metrics/classification.js';
import type { Table, TableColumn } from '../tables/table.js';

export type LeakReason =
  /** The column alone ranks the goal this well (AUC, folded to at least .5). */
  | { readonly kind: 'tells-alone'; readonly auc: number }
  /** It is missing exactly when the goal is (not) reached. */
  | { readonly kind: 'missing-with-goal'; readonly share: number }
  /** Its values are the goal under another name. */
  | { readonly kind: 'copy-of-goal'; readonly agreement: number }
  /** One of its values settles the goal: all (or none) of many rows with it reached the goal, though far from all (none) of the others. */
  | { readonly kind: 'settles-goal'; readonly value: string; readonly rows: number; readonly rate: 0 | 1 }
  /** Its name speaks of something that comes after. */
  | { readonly kind: 'after-the-event'; readonly word: string };

export interface Leak {
  readonly column: string;
  readonly reasons: readonly LeakReason[];
}

const SUSPICIOUS_AUC = 0.9;
const NEARLY_ALL = 0.97;
/** A name alone is a hint; with a single-column AUC above this it is a warning. */
const NAME_AUC = 0.65;
const AFTER_WORDS =
  /(^|[^a-z])(closed?|won|lost|outcome|result|converted|conversion|cancel(?:l?ed|lation)?|churn|refund|invoice|paid|payment_date|delivered|contract_(?:date|signed)|end_date|reason|duration|after|final|post|actual)([^a-z]|$)/;

/** Reasons per suspicious column, the strongest suspicion first. O(columns x rows log rows). */
export function findLeaks(table: Table, targets: ArrayLike<number>): Leak[] {
  return table.columns
    .map((column) => {
      const auc = columnAuc(column, targets);
      return { column: column.name, auc, reasons: reasonsOf(column, targets, auc) };
    })
    .filter((found) => found.reasons.length > 0)
    .sort((a, b) => b.auc - a.auc)
    .map(({ column, reasons }) => ({ column, reasons }));
}

function reasonsOf(column: TableColumn, targets: ArrayLike<number>, auc: number): LeakReason[] {
  const reasons: LeakReason[] = [];
  if (auc > SUSPICIOUS_AUC) reasons.push({ kind: 'tells-alone', auc });
  const share = missingAgreement(column, targets);
  if (share >= NEARLY_ALL) reasons.push({ kind: 'missing-with-goal', share });
  const agreement = copyAgreement(column, targets);
  if (agreement >= NEARLY_ALL) reasons.push({ kind: 'copy-of-goal', agreement });
  const settled = settlingValue(column, targets);
  if (settled) reasons.push(settled);
  const words = column.name.replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase();
  const word = AFTER_WORDS.exec(words)?.[2];
  if (word && auc > NAME_AUC) reasons.push({ kind: 'after-the-event', word });
  return reasons;
}

/** AUC of the column alone, at least .5: numbers by value, in the better direction; categories by their leave-one-out goal rate. */
export function columnAuc(column: TableColumn, targets: ArrayLike<number>): number {
  if (column.kind === 'numeric') {
    const raw = numericAuc(column.values, targets);
    return Math.max(raw, 1 - raw);
  }
  // Leaving a row out lowers its category's rate exactly when it is positive: below .5 there is only this echo, no knowledge.
  return Math.max(categoryAuc(column, targets), 0.5);
}

/** Missing values rank where they help least: at the middle. */
function numericAuc(values: Float64Array, targets: ArrayLike<number>): number {
  const known = values.filter((value) => !Number.isNaN(value)).sort();
  const median = known[known.length >> 1] ?? 0;
  return areaUnderRoc(
    values.map((value) => (Number.isNaN(value) ? median : value)),
    targets,
  );
}

const PRIOR_ROWS = 5;

function categoryAuc(
  column: Extract<TableColumn, { kind: 'categorical' }>,
  targets: ArrayLike<number>,
): number {
  const size = column.categories.length + 1;
  const counts = new Float64Array(size);
  const sums = new Float64Array(size);
  let total = 0;
  column.values.forEach((code, row) => {
    counts[code + 1]!++;
    sums[code + 1]! += targets[row]!;
    total += targets[row]!;
  });
  const rate = total / column.values.length;
  const scores = Float64Array.from(column.values, (code, row) => {
    const others = sums[code + 1]! - targets[row]!;
    return (others + PRIOR_ROWS * rate) / (counts[code + 1]! - 1 + PRIOR_ROWS);
  });
  return areaUnderRoc(scores, targets);
}

/** Share of rows where "missing" and the goal (or its opposite) agree; 0 for a column that is hardly ever missing or present. */
function missingAgreement(column: TableColumn, targets: ArrayLike<number>): number {
  let missing = 0;
  let same = 0;
  for (let row = 0; row < targets.length; row++) {
    const isMissing = column.kind === 'numeric' ? Number.isNaN(column.values[row]!) : column.values[row]! < 0;
    if (isMissing) missing++;
    if (isMissing === (targets[row] === 1)) same++;
  }
  const rare = Math.min(missing, targets.length - missing) / targets.length;
  return rare < 0.01 ? 0 : Math.max(same, targets.length - same) / targets.length;
}

/** Share of rows explained by the best value-by-value mapping, when a column has few values and both goals are common enough. */
function copyAgreement(column: TableColumn, targets: ArrayLike<number>): number {
  const votes = new Map<number, [number, number]>();
  for (let row = 0; row < targets.length; row++) {
    const value = column.values[row]!;
    const vote = votes.get(value) ?? [0, 0];
    vote[targets[row] === 1 ? 1 : 0]++;
    votes.set(value, vote);
    if (votes.size > 10) return 0;
  }
  let positives = 0;
  let explained = 0;
  for (const [no, yes] of votes.values()) {
    positives += yes;
    explained += Math.max(no, yes);
  }
  const majority = Math.max(positives, targets.length - positives);
  if (majority === targets.length) return 0;
  const gain = (explained - majority) / (targets.length - majority);
  return gain;
}

/** So many rows would have to go the other way by chance alone before a value is said to settle the goal. */
const EXPECTED_OTHERWISE = 25;
const MOST_SETTLING_VALUES = 60;

/**
 * Few values (or zero against the rest of a number) with a rate of exactly 0 or 1, where the overall rate makes chance no explanation:
 * what was filled in because the goal was (not) reached looks like this.
 */
function settlingValue(column: TableColumn, targets: ArrayLike<number>): LeakReason | undefined {
  const groups = new Map<string, { rows: number; positives: number }>();
  let total = 0;
  for (let row = 0; row < targets.length; row++) {
    total += targets[row]!;
    const value = settledWord(column, row);
    if (value === undefined) continue;
    const group = groups.get(value) ?? { rows: 0, positives: 0 };
    group.rows++;
    group.positives += targets[row]!;
    groups.set(value, group);
    if (groups.size > MOST_SETTLING_VALUES) return undefined;
  }
  const rate = total / targets.length;
  for (const [value, { rows, positives }] of groups) {
    if (positives === rows && rows * (1 - rate) >= EXPECTED_OTHERWISE)
      return { kind: 'settles-goal', value, rows, rate: 1 };
    if (positives === 0 && rows * rate >= EXPECTED_OTHERWISE)
      return { kind: 'settles-goal', value, rows, rate: 0 };
  }
  return undefined;
}

/** Category, or for numbers zero against other than zero; undefined where missing. */
function settledWord(column: TableColumn, row: number): string | undefined {
  const value = column.values[row]!;
  if (column.kind === 'categorical') return column.categories[value];
  return Number.isNaN(value) ? undefined : value === 0 ? '0' : 'other than 0';
}
