/**
 * Decides which columns of a file may enter a model, and says why the others may not: row numbers, ids, free text, dates and constants
 * teach a model nothing that holds for the next file. Called before table training; it never looks at the goal.
 */
import { readDates } from '../datasets/date-format.js';
import type { CategoricalColumn, NumericColumn, Table, TableColumn } from './table.js';

export type LeftOut =
  | { readonly kind: 'empty'; readonly column: string }
  | { readonly kind: 'constant'; readonly column: string; readonly value: string }
  /** Nearly every row has a value of its own. */
  | { readonly kind: 'identifier'; readonly column: string; readonly distinct: number; readonly rows: number }
  /** Counts the rows. */
  | { readonly kind: 'row-number'; readonly column: string }
  | { readonly kind: 'date'; readonly column: string }
  /** Names, places, free text: too many values to learn each. */
  | {
      readonly kind: 'too-many-values';
      readonly column: string;
      readonly distinct: number;
      readonly rows: number;
    };

export interface ScreenedTable {
  readonly table: Table;
  readonly leftOut: readonly LeftOut[];
}

/** More different words than this, and more than a tenth of the rows, is a list of names. */
const MOST_WORDS = 50;
const NAMES_SHARE = 0.1;
/** No model learns more categories than this. */
const MOST_CATEGORIES = 255;
const IDENTIFIER_SHARE = 0.95;
/** Below this, all-different numbers are nothing unusual. */
const LEAST_ROWS = 30;
const ID_NAME =
  /(^|[^a-z])(id|ids|no|nr|number|num|key|index|idx|row|rownumber|uuid|guid|phone|telephone|account|ssn|serial|record|unnamed|column \d+)([^a-z]|$)/;

/** @param keep names that stay whatever they hold. */
export function screenColumns(table: Table, keep: readonly string[] = []): ScreenedTable {
  const leftOut: LeftOut[] = [];
  const columns = table.columns.filter((column) => {
    const verdict = keep.includes(column.name) ? undefined : verdictOn(column, table.rowCount);
    if (verdict) leftOut.push(verdict);
    return verdict === undefined;
  });
  return { table: { ...table, columns }, leftOut };
}

function verdictOn(column: TableColumn, rows: number): LeftOut | undefined {
  return column.kind === 'numeric' ? numericVerdict(column, rows) : wordVerdict(column, rows);
}

function numericVerdict({ name, values }: NumericColumn, rows: number): LeftOut | undefined {
  const known = values.filter((value) => !Number.isNaN(value));
  if (known.length === 0) return { kind: 'empty', column: name };
  const distinct = new Set(known).size;
  if (distinct === 1 && known.length === rows)
    return { kind: 'constant', column: name, value: String(known[0]) };
  if (rows < LEAST_ROWS || distinct < IDENTIFIER_SHARE * rows || !known.every(Number.isInteger))
    return undefined;
  if (isCounting(values)) return { kind: 'row-number', column: name };
  return looksLikeId(name) ? { kind: 'identifier', column: name, distinct, rows } : undefined;
}

/** Goes up (or down) by the same step from row to row. */
function isCounting(values: Float64Array): boolean {
  const step = values[1]! - values[0]!;
  let same = 0;
  for (let i = 1; i < values.length; i++) if (values[i]! - values[i - 1]! === step) same++;
  return step !== 0 && same >= 0.99 * (values.length - 1);
}

function looksLikeId(name: string): boolean {
  return ID_NAME.test(name.replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase());
}

function wordVerdict(column: CategoricalColumn, rows: number): LeftOut | undefined {
  const { name, values, categories } = column;
  const distinct = categories.length;
  const known = values.reduce((count, code) => count + (code >= 0 ? 1 : 0), 0);
  if (known === 0) return { kind: 'empty', column: name };
  if (distinct === 1 && known === rows) return { kind: 'constant', column: name, value: categories[0]! };
  if ((readDates(categories, false)?.share ?? 0) > 0.95) return { kind: 'date', column: name };
  if (distinct <= MOST_WORDS && (distinct < IDENTIFIER_SHARE * known || known < LEAST_ROWS)) return undefined;
  if (distinct >= IDENTIFIER_SHARE * known) return { kind: 'identifier', column: name, distinct, rows };
  if (distinct <= NAMES_SHARE * known && distinct <= MOST_CATEGORIES) return undefined;
  return { kind: 'too-many-values', column: name, distinct, rows };
}
