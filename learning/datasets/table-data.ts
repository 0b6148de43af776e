/**
 * A CSV file as a table for the learners, with its goal column taken out as targets. Called by the command line, jobs and benchmarks.
 * A column is numeric when nearly all of its values are numbers; the rest of such a column is reported, not guessed.
 */
import type { Table, TableColumn } from '../tables/table.js';
import { type CsvData, readCsv } from './csv.js';
import { dataProblem } from './data-problem.js';
import type { DataText } from './data-text.js';
import { numberFormatOf } from './number-format.js';

/** Words that mean "nothing here", compared in lower case. */
const MISSING = new Set(['', 'na', 'n/a', '#n/a', 'nan', 'null', 'none', 'nil', '\\n', '?', '-', '--', '.']);

export const isMissingWord = (value: string) => MISSING.has(value.trim().toLowerCase());

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
  const present = values.filter((value) => !isMissingWord(value));
  const { format, share } = numberFormatOf(present);
  if (present.length > 0 && share >= NUMERIC_SHARE) {
    return {
      kind: 'numeric',
      name,
      values: Float64Array.from(values, (value, i) => {
        if (isMissingWord(value)) return Number.NaN;
        const number = format.parse(value);
        if (!Number.isNaN(number)) return number;
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

const YES =
  /^(1|yes|y|true|t|on|won|win|convert(ed)?|conversion|churn(ed)?|exited|left|attrited.*|cancel(l)?ed|subscribed|bought|buy|purchased?|ordered|accepted|responded|clicked|success|reached|positive|ja|oui|si|sí|是)\.?$/;

export interface GoalOptions {
  /** The value that counts as reached; every other value then counts as not reached. */
  readonly positive?: string;
}

/**
 * Splits off a goal column with two values; the one that says yes is positive, else the rarer one.
 * Fault `learning.bad-data` for a goal that is not there, has missing values or more than two without `positive`.
 */
export function splitGoal(table: Table, goal: string, file: string, options: GoalOptions = {}): GoalData {
  const column = table.columns.find((candidate) => candidate.name === goal);
  if (!column) throw dataProblem({ file, line: 1 }, `there is no column "${goal}"`);
  const words = Array.from({ length: table.rowCount }, (_, row) => wordAt(column, row));
  const counts = new Map<string, number>();
  words.forEach((word, row) => {
    if (word === undefined) throw dataProblem({ file, line: row + 2 }, `the goal "${goal}" is missing`);
    counts.set(word, (counts.get(word) ?? 0) + 1);
  });
  const positive = positiveOf(counts, { goal, file, wanted: options.positive });
  return {
    table: { ...table, columns: table.columns.filter((candidate) => candidate !== column) },
    targets: Float64Array.from(words, (word) => (word === positive ? 1 : 0)),
    positive,
  };
}

interface GoalQuestion {
  readonly goal: string;
  readonly file: string;
  readonly wanted: string | undefined;
}

function positiveOf(counts: ReadonlyMap<string, number>, { goal, file, wanted }: GoalQuestion): string {
  const values = [...counts.keys()];
  const shown = values.slice(0, 5).join(', ') + (values.length > 5 ? ', ...' : '');
  if (wanted !== undefined) {
    const found = values.find((value) => value.toLowerCase() === wanted.toLowerCase());
    if (found !== undefined && values.length > 1) return found;
    throw dataProblem(
      { file, line: 1 },
      `the goal "${goal}" holds no "${wanted}" beside other values; it holds ${shown}`,
    );
  }
  if (counts.size !== 2) {
    const why = `the goal "${goal}" needs two values, not ${counts.size} (${shown})`;
    throw dataProblem({ file, line: 1 }, counts.size > 2 ? `${why}; say which one counts as reached` : why);
  }
  const rarest = [...counts].sort((a, b) => a[1] - b[1])[0]![0];
  return values.find((word) => YES.test(word.toLowerCase())) ?? rarest;
}

function wordAt(column: TableColumn, row: number): string | undefined {
  if (column.kind === 'categorical') return column.categories[column.values[row]!];
  const value = column.values[row]!;
  return Number.isNaN(value) ? undefined : String(value);
}
