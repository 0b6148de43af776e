/**
 * The job of `leadline train leads`: a table with a known goal in; a score, its figures, the leaks it warns of and its version's files out.
 * Runs in the job worker; the command stores the version.
 */
import {
  encodeTableScore,
  findLeaks,
  type GoalData,
  type Leak,
  type LeftOut,
  learnReference,
  modelPictures,
  REFERENCE_FILE,
  type ScoreFigures,
  screenColumns,
  splitGoal,
  type TableColumn,
  type TrainedTableScore,
  type TrainingRun,
  takeRows,
  trainTableScore,
  writeReference,
} from '../../learning/index.js';
import { Fault } from '../../protocol/index.js';
import {
  columnNamed,
  columnsNamed,
  daysIn,
  numbersIn,
  openTableFile,
  type TableFile,
  tableOf,
  wordsIn,
} from './table-file.js';

export interface TrainLeadsOrder {
  readonly csv: string;
  readonly goal: string;
  readonly positive?: string;
  /** A column, or `@row` where the rows stand in time order. */
  readonly time?: string;
  readonly drop: readonly string[];
  readonly keep: readonly string[];
  readonly model: 'boosted' | 'logistic';
  readonly seeds: readonly number[];
}

export interface TrainLeadsResult {
  readonly goal: string;
  readonly positive: string;
  readonly rows: number;
  readonly rowsWithoutGoal: number;
  readonly baseRate: number;
  readonly columns: readonly string[];
  readonly leftOut: readonly LeftOut[];
  readonly leaks: readonly Leak[];
  readonly splits: readonly ScoreFigures[];
  readonly timeSplit: ScoreFigures | undefined;
  readonly dataHash: string;
  readonly cpuMs: number;
  readonly files: Readonly<Record<string, Uint8Array>>;
}

/** The file of a version that holds the score. */
export const SCORE_FILE = 'score.bin';
export const ROW_ORDER = '@row';

export async function trainLeads(order: TrainLeadsOrder, run: TrainingRun): Promise<TrainLeadsResult> {
  const file = openTableFile(order.csv);
  const goal = columnNamed(file, order.goal, '--goal');
  const dropped = [...columnsNamed(file, order.drop, '--drop')];
  const oldestFirst = timeOrderOf(file, order.time);
  if (order.time !== undefined && order.time !== ROW_ORDER)
    dropped.push(columnNamed(file, order.time, '--time'));
  const known = rowsWithGoal(file, goal);
  const data = goalData({ file, goal, order, dropped, known });
  const { table, leftOut } = screenColumns(data.table, columnsNamed(file, order.keep, '--keep'));
  if (table.columns.length === 0)
    throw new Fault('learning.no-data', `${order.csv} leaves no column to learn from.`);
  const screened = { ...data, table };
  const place = new Map(known.map((row, i) => [row, i]));
  const trained = await trainTableScore({
    data: screened,
    goal,
    learner: order.model,
    seeds: order.seeds,
    timeOrder: oldestFirst?.flatMap((row) => place.get(row) ?? []),
    ...run,
  });
  return {
    goal,
    positive: data.positive,
    rows: known.length,
    rowsWithoutGoal: file.csv.rows.length - known.length,
    baseRate: trained.model.baseRate,
    columns: table.columns.map((column) => column.name),
    leftOut,
    leaks: findLeaks(table, data.targets),
    splits: trained.splits,
    timeSplit: trained.timeSplit,
    dataHash: file.hash,
    cpuMs: Math.round(process.cpuUsage().user / 1000),
    files: filesOf(trained, screened, order.seeds[0]!),
  };
}

function rowsWithGoal(file: TableFile, goal: string): readonly number[] {
  return wordsIn(file, goal).flatMap((word, row) => (word === '' ? [] : [row]));
}

interface GoalQuestion {
  readonly file: TableFile;
  readonly goal: string;
  readonly order: TrainLeadsOrder;
  readonly dropped: readonly string[];
  readonly known: readonly number[];
}

function goalData({ file, goal, order, dropped, known }: GoalQuestion): GoalData {
  const { header, rows } = file.csv;
  const kept = header.map((_, i) => i).filter((i) => !dropped.includes(header[i]!) || header[i] === goal);
  const csv = {
    header: kept.map((i) => header[i]!),
    rows: rows.map(({ line, fields }) => ({ line, fields: kept.map((i) => fields[i]!) })),
  };
  const table = tableOf({ ...file, csv });
  const positive = order.positive;
  return splitGoal(takeRows(table, known), goal, order.csv, { positive });
}

/** Rows from the oldest to the newest. */
function timeOrderOf(file: TableFile, time: string | undefined): readonly number[] | undefined {
  if (time === undefined) return undefined;
  const rows = Array.from(file.csv.rows.keys());
  if (time === ROW_ORDER) return rows;
  const name = columnNamed(file, time, '--time');
  const moments = isNumeric(wordsIn(file, name)) ? numbersIn(file, name) : daysIn(file, name).days;
  return rows
    .filter((row) => !Number.isNaN(moments[row]!))
    .sort((a, b) => moments[a]! - moments[b]! || a - b);
}

const isNumeric = (words: readonly string[]) =>
  words.every((word) => word === '' || Number.isFinite(Number(word)));

function filesOf(trained: TrainedTableScore, data: GoalData, seed: number): Record<string, Uint8Array> {
  const shown = trained.heldOut.filter((row) => row.seed === seed);
  const scores = shown.map(({ score }) => score);
  const positives = shown.map(({ row }) => data.targets[row]!);
  const inputs = data.table.columns.map(driftValues);
  const score = { kind: 'numeric', name: 'score', values: scores } as const;
  return {
    [SCORE_FILE]: encodeTableScore(trained.model),
    [REFERENCE_FILE]: writeReference(learnReference(inputs, score)),
    ...modelPictures({ goal: { scores, positives } }),
  };
}

function driftValues(column: TableColumn) {
  const { name } = column;
  if (column.kind === 'numeric') return { kind: 'numeric', name, values: column.values } as const;
  const values = Array.from(column.values, (code) => column.categories[code]);
  return { kind: 'categorical', name, values } as const;
}
