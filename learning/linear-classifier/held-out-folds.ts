/** Splits rows, label by label, into training and held-out parts for confidence fitting. Called by the classifier's training; it never looks at text. */
import type { Random } from '../../protocol/index.js';

export interface Fold<T> {
  readonly train: readonly T[];
  readonly test: readonly T[];
}

/** From this size on one held-out seventh is enough; below, every row is held out once. */
const SINGLE_SPLIT_ROWS = 4000;
const FOLDS = 5;
const SINGLE_PARTS = 7;

/** Stratified folds: five when rows are few, one (6/7 against 1/7) when they are many. */
export function splitFolds<T extends { readonly label: number }>(
  rows: readonly T[],
  random: Random,
): Fold<T>[] {
  const parts = rows.length >= SINGLE_SPLIT_ROWS ? SINGLE_PARTS : FOLDS;
  const part = assignParts(rows, parts, random);
  const used = rows.length >= SINGLE_SPLIT_ROWS ? 1 : FOLDS;
  return Array.from({ length: used }, (_, k) => ({
    train: rows.filter((_row, i) => part[i] !== k),
    test: rows.filter((_row, i) => part[i] === k),
  }));
}

/** Part of each row, 0..parts-1, dealt round-robin within a label after a shuffle; a label with one row is never held out (-1). */
function assignParts(rows: readonly { readonly label: number }[], parts: number, random: Random): Int32Array {
  const byLabel = new Map<number, number[]>();
  rows.forEach((row, i) => {
    const list = byLabel.get(row.label);
    if (list) list.push(i);
    else byLabel.set(row.label, [i]);
  });
  const part = new Int32Array(rows.length).fill(-1);
  for (const list of byLabel.values()) {
    if (list.length < 2) continue;
    const offset = random.integer(parts);
    random.shuffle(list).forEach((row, position) => {
      part[row] = (position + offset) % parts;
    });
  }
  return part;
}
