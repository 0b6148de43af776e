/**
 * A table as learners hold it: named columns, numbers as float64 with NaN for missing, categories as codes with -1 for missing.
 * Built by dataset readers or from records; learners only read it.
 */
import { Fault } from '../../protocol/index.js';

export interface NumericColumn {
  readonly kind: 'numeric';
  readonly name: string;
  /** NaN is missing. */
  readonly values: Float64Array;
}

export interface CategoricalColumn {
  readonly kind: 'categorical';
  readonly name: string;
  /** Index into `categories`; -1 is missing. */
  readonly values: Int32Array;
  readonly categories: readonly string[];
}

export type TableColumn = NumericColumn | CategoricalColumn;

export interface Table {
  readonly rowCount: number;
  readonly columns: readonly TableColumn[];
}

/** What a model remembers of the table it was trained on. */
export type ColumnSchema =
  | { readonly kind: 'numeric'; readonly name: string }
  | { readonly kind: 'categorical'; readonly name: string; readonly categories: readonly string[] };

/** One row as it arrives at a running server: numbers, words, or nothing. */
export type TableRecord = Readonly<Record<string, number | string | boolean | null | undefined>>;

/** Columns by name and kind, with the categories that were seen: what a stored model needs to read new rows alike. */
export function schemaOf(table: Table): ColumnSchema[] {
  return table.columns.map((column) =>
    column.kind === 'numeric'
      ? { kind: 'numeric', name: column.name }
      : { kind: 'categorical', name: column.name, categories: column.categories },
  );
}

/** The chosen rows, in the given order. */
export function takeRows(table: Table, rows: ArrayLike<number>): Table {
  return {
    rowCount: rows.length,
    columns: table.columns.map((column) =>
      column.kind === 'numeric'
        ? { ...column, values: Float64Array.from(rows, (row) => column.values[row]!) }
        : { ...column, values: Int32Array.from(rows, (row) => column.values[row]!) },
    ),
  };
}

/** The table without the named columns. */
export function dropColumns(table: Table, names: readonly string[]): Table {
  return { ...table, columns: table.columns.filter((column) => !names.includes(column.name)) };
}

/**
 * One row as numbers in the order of the schema: the value, or the category's code; NaN where missing or never seen in training.
 * Throws Fault `input.invalid` for a word in a numeric column.
 */
export function encodeRecord(schema: readonly ColumnSchema[], record: TableRecord): Float64Array {
  return Float64Array.from(schema, (column) => {
    const value = Object.hasOwn(record, column.name) ? record[column.name] : undefined;
    if (value === undefined || value === null || value === '') return Number.NaN;
    if (column.kind === 'categorical') {
      const code = column.categories.indexOf(String(value));
      return code < 0 ? Number.NaN : code;
    }
    if (String(value).trim() === '') return Number.NaN;
    const number = Number(value);
    if (Number.isFinite(number)) return number;
    throw new Fault('input.invalid', `Column "${column.name}" must be a number.`, {
      fields: { column: column.name },
    });
  });
}

/** Row `row` of a table in the form of `encodeRecord`, with categories mapped to the schema's. */
export function encodeTableRow(schema: readonly ColumnSchema[], table: Table, row: number): Float64Array {
  return Float64Array.from(schema, (wanted) => {
    const column = table.columns.find((candidate) => candidate.name === wanted.name);
    if (!column) return Number.NaN;
    if (column.kind === 'numeric') return wanted.kind === 'numeric' ? column.values[row]! : Number.NaN;
    if (wanted.kind === 'numeric' || column.values[row]! < 0) return Number.NaN;
    const code = wanted.categories.indexOf(column.categories[column.values[row]!]!);
    return code < 0 ? Number.NaN : code;
  });
}

/**
 * Columns from records: numeric when every present value is a number, else categorical. Column order is that of first appearance.
 * O(rows x columns).
 */
export function tableFromRecords(records: readonly TableRecord[]): Table {
  const names = [...new Set(records.flatMap((record) => Object.keys(record)))];
  return {
    rowCount: records.length,
    columns: names.map((name) =>
      columnFromValues(
        name,
        records.map((record) => record[name]),
      ),
    ),
  };
}

function columnFromValues(name: string, values: readonly TableRecord[string][]): TableColumn {
  const isMissing = (value: TableRecord[string]) => value === undefined || value === null || value === '';
  const isNumber = (value: TableRecord[string]) =>
    typeof value === 'number' ||
    (typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value)));
  const present = values.filter((value) => !isMissing(value));
  if (present.length > 0 && present.every(isNumber)) {
    return {
      kind: 'numeric',
      name,
      values: Float64Array.from(values, (value) => (isMissing(value) ? Number.NaN : Number(value))),
    };
  }
  const categories = [...new Set(present.map(String))].sort();
  const codes = new Map(categories.map((category, code) => [category, code]));
  return {
    kind: 'categorical',
    name,
    categories,
    values: Int32Array.from(values, (value) => (isMissing(value) ? -1 : codes.get(String(value))!)),
  };
}
