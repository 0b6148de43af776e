/**
 * A CSV file as a table for the learners, with its goal column taken out as targets. Called by the command line, jobs and benchmarks.
 * A column is numeric when nearly all of its values are numbers; the rest of such a column is reported, not guessed.
 */
import type { Table, TableColumn } from '../tables/table.js';
import { type CsvData, readCsv } from './csv.js';
import { dataProblem } from './data-problem.js';
import type { DataText } from './data-text.js';

/** Words that mean "nothing here", compared in lower case. */
const MISSING = new Set(['', 'na', 'n/a', 'nan', 'null', 'none', '?']);

/** All columns. Throws Fault `learning.bad-data` naming file:line:column. */
export function readTable(data: DataText): Table {
  return tableFromCsv(readCsv(data), data.file);
}

/** A column with a number in at least this share of its present values must have one in all. */
const NUMERIC_SHARE = 0.98;

export function tableFromCsv(csv: CsvData, file: string): Table {
  const columns = csv.header.map((name, index) => readColumn(csv, { name, index, file }));
  return { rowCount: csv.rows.length, columns };
}

function readColumn(
  csv: CsvData,
  at: { readonly name: string; readonly index: number; readonly file: string },
): TableColumn {
  const { name, index, file } = at;
  const values = csv.rows.map((row) => row.fields[index]!.trim());
  const present = values.filter((value) => !MISSING.has(value.toLowerCase()));
  const numbers = present.filter((value) => Number.isFinite(Number(value)));
  if (present.length > 0 && numbers.length >= NUMERIC_SHARE * present.length) {
    return {
      kind: 'numeric',
      name,
      values: Float64Array.from(values, (value, i) => {
        if (MISSING.has(value.toLowerCase())) return Number.NaN;
        const number = Number(value);
        if (Number.isFinite(number)) return number;
        const place = { file, line: csv.rows[i]!.line, column: index + 1 };
        throw dataProblem(place, `"${value}" is not a number, as the rest of column "${name}" is`);
      }),
    };
  }
  const categories = [...new Set(present)].sort();
  const codes = new Map(categories.map((category, code) => [category, code]));
  return {
    kind: 'categorical',
    name,
    categories,
    values: Int32Array.from(values, (value) => codes.get(value) ?? -1),
  };
}

export interface GoalData {
  /** Every column but the goal. */
  readonly table: Table;
  /** 1 where the goal was reached, else 0. */
  readonly targets: Float64Array;
  /** What counted as reached. */
  readonly positive: string;
}

const YES = ['1', 'yes', 'y', 'true', 't', 'won', 'converted', 'churned'];

/** Splits off a goal column with two values; the one that says yes is positive, else the rarer one. Fault `learning.bad-data`. */
export function splitGoal(table: Table, goal: string, file: string): GoalData {
  const column = table.columns.find((candidate) => candidate.name === goal);
  if (!column) throw dataProblem({ file, line: 1 }, `there is no column "${goal}"`);
  const words = Array.from({ length: table.rowCount }, (_, row) => wordAt(column, row));
  const counts = new Map<string, number>();
  words.forEach((word, row) => {
    if (word === undefined) throw dataProblem({ file, line: row + 2 }, `the goal "${goal}" is missing`);
    counts.set(word, (counts.get(word) ?? 0) + 1);
  });
  if (counts.size !== 2)
    throw dataProblem({ file, line: 1 }, `the goal "${goal}" needs two values, not ${counts.size}`);
  const rarest = [...counts].sort((a, b) => a[1] - b[1])[0]![0];
  const positive = [...counts.keys()].find((word) => YES.includes(word.toLowerCase())) ?? rarest;
  return {
    table: { ...table, columns: table.columns.filter((candidate) => candidate !== column) },
    targets: Float64Array.from(words, (word) => (word === positive ? 1 : 0)),
    positive,
  };
}

function wordAt(column: TableColumn, row: number): string | undefined {
  if (column.kind === 'categorical') return column.categories[column.values[row]!];
  const value = column.values[row]!;
  return Number.isNaN(value) ? undefined : String(value);
}
