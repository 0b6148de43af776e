/** The job of `leadline score leads`: rows of a table in, a score with bounds and reasons for each out. Runs in the job worker. */
import {
  type ColumnSchema,
  decodeTableScore,
  type RowScore,
  schemaOfScore,
  scoreTableRecord,
  type TableRecord,
  type TrainingRun,
} from '../../learning/index.js';
import { Fault } from '../../protocol/index.js';
import { csvText } from './csv-text.js';
import { writeOutFile } from './data-file.js';
import { numbersIn, openTableFile, type TableFile, wordsIn } from './table-file.js';

export interface ScoreLeadsOrder {
  readonly csv: string;
  /** The bytes of `score.bin`. */
  readonly model: Uint8Array;
  readonly out?: string;
}

export interface ScoredLine extends RowScore {
  /** Line in the file, from 1. */
  readonly line: number;
  /** What names the row: its first column with a value of its own, if any. */
  readonly id: string | undefined;
}

export interface ScoreLeadsResult {
  readonly goal: string;
  readonly positive: string;
  readonly baseRate: number;
  readonly rows: readonly ScoredLine[];
  readonly idColumn: string | undefined;
  readonly missingColumns: readonly string[];
  /** Words that the model has not seen in training, per column, with their rows. */
  readonly newWords: readonly { readonly column: string; readonly rows: number }[];
}

const ROWS_PER_BEAT = 50;

export async function scoreLeads(order: ScoreLeadsOrder, run: TrainingRun): Promise<ScoreLeadsResult> {
  const model = decodeTableScore(order.model);
  const file = openTableFile(order.csv);
  const schema = schemaOfScore(model);
  const columns = schema.map((column) => readColumn(file, column));
  const missingColumns = schema.filter((_, i) => columns[i] === undefined).map((column) => column.name);
  if (missingColumns.length > schema.length / 2)
    throw new Fault(
      'usage.wrong',
      `${order.csv}:1: it lacks most of the columns that this model was trained on: ${missingColumns.join(', ')}.`,
    );
  const idColumn = identifierOf(file, schema);
  const ids = idColumn === undefined ? undefined : wordsIn(file, idColumn);
  const rows: ScoredLine[] = [];
  for (const [i, { line }] of file.csv.rows.entries()) {
    const record: TableRecord = Object.fromEntries(schema.map(({ name }, c) => [name, columns[c]?.[i]]));
    rows.push({ line, id: ids?.[i], ...scoreTableRecord(model, record) });
    if (i % ROWS_PER_BEAT === 0)
      run.onProgress?.({ stage: 'scoring rows', done: i, total: file.csv.rows.length });
  }
  if (order.out !== undefined) writeOutFile(order.out, outText(file, rows));
  const { goal, positive, baseRate } = model;
  return { goal, positive, baseRate, rows, idColumn, missingColumns, newWords: newWordsIn(schema, columns) };
}

type Cells = readonly (number | string | undefined)[];

/** The file's column in the model's terms; undefined when the file has none. */
function readColumn(file: TableFile, { kind, name }: ColumnSchema): Cells | undefined {
  const { header } = file.csv;
  const found =
    header.find((each) => each === name) ?? header.find((each) => each.toLowerCase() === name.toLowerCase());
  if (found === undefined) return undefined;
  if (kind === 'categorical') return wordsIn(file, found).map((word) => (word === '' ? undefined : word));
  return Array.from(numbersIn(file, found), (number) => (Number.isNaN(number) ? undefined : number));
}

function newWordsIn(schema: readonly ColumnSchema[], columns: readonly (Cells | undefined)[]) {
  return schema.flatMap((column, i) => {
    if (column.kind === 'numeric') return [];
    const known = new Set(column.categories);
    const rows = columns[i]?.filter((word) => word !== undefined && !known.has(String(word))).length ?? 0;
    return rows > 0 ? [{ column: column.name, rows }] : [];
  });
}

/** The first column outside the model whose values are all different. */
function identifierOf(file: TableFile, schema: readonly ColumnSchema[]): string | undefined {
  const inModel = new Set(schema.map(({ name }) => name));
  return file.csv.header.find(
    (name) => !inModel.has(name) && new Set(wordsIn(file, name)).size === file.csv.rows.length,
  );
}

function outText({ csv }: TableFile, rows: readonly ScoredLine[]): string {
  const header = [...csv.header, 'score', 'low', 'high', 'reasons'];
  const share = (value: number) => value.toFixed(4);
  return csvText(
    header,
    csv.rows.map(({ fields }, i) => {
      const { score, low, high, reasons } = rows[i]!;
      return [...fields, share(score), share(low), share(high), reasons.map(reasonText).join('; ')];
    }),
  );
}

/** "+21 points: Contract is Month-to-month" */
export function reasonText({ contribution, text }: RowScore['reasons'][number]): string {
  const points = Math.abs(contribution * 100);
  return `${contribution < 0 ? '-' : '+'}${points < 1 ? points.toFixed(1) : Math.round(points)} points: ${text}`;
}
