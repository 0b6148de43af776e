/** Leadline's learners of tables on a cell: boosted trees, logistic regression, purchases and uplift. Called by the cell worker. */
import {
  designRows,
  dropColumns,
  encodeTableRow,
  evaluateUplift,
  expectedPurchases,
  fitLogistic,
  fitPurchaseRate,
  type GoalData,
  learnDesign,
  type Purchase,
  predictBoosted,
  predictLogistic,
  readTable,
  summarisePurchases,
  takeRows,
  trainBoostedTrees,
  trainCrossFittedTrees,
} from '../../learning/index.js';
import { type Figures, timeEach, timeTraining } from './cell.js';
import { partOf, type RowSplit, readText } from './data-sets.js';
import { judgeScores } from './judge.js';

/** Trains on a split and gives the probability of any row of the table. */
type TableLearner = (data: GoalData, split: RowSplit, seed: number) => Promise<(row: number) => number>;

const goal = { kind: 'binary' } as const;

export const TABLE_LEARNERS: Readonly<Record<string, TableLearner>> = {
  'Leadline, five folds': async (data, { train, validation }, seed) => {
    const { model } = await trainCrossFittedTrees({
      ...partOf(data, [...train, ...validation]),
      goal,
      options: { seed },
    });
    return (row) => predictBoosted(model, encodeTableRow(model.schema, data.table, row))[0]!;
  },
  'Leadline, one model': async (data, { train, validation }, seed) => {
    const model = await trainBoostedTrees({
      ...partOf(data, train),
      goal,
      validation: partOf(data, validation),
      options: { seed },
    });
    return (row) => predictBoosted(model, encodeTableRow(model.schema, data.table, row))[0]!;
  },
  'Leadline, logistic': async (data, { train, validation }) => {
    const { table, targets } = partOf(data, [...train, ...validation]);
    const design = learnDesign(table);
    const model = fitLogistic({ rows: designRows(design, table), targets, l2: 1e-3 });
    return (row) => predictLogistic(model, designRows(design, takeRows(data.table, [row]))[0]!);
  },
};

export async function measureTable(
  learner: TableLearner,
  { data, split, seed }: { readonly data: GoalData; readonly split: RowSplit; readonly seed: number },
): Promise<Figures> {
  const { result: predict, ...cost } = await timeTraining(() => learner(data, split, seed));
  const { results, medianMs } = await timeEach(split.test, predict);
  const wanted = split.test.map((row) => data.targets[row]!);
  return { ...judgeScores(results, wanted), medianMs, ...cost };
}

const DAY_MS = 86_400_000;
const HALF_DAYS = 39 * 7;

/** 39 weeks to fit, 39 to check. */
export async function measurePurchases(folder: string, file: string): Promise<Figures> {
  const purchases = readPurchases(readText(folder, file).text);
  const first = purchases.reduce((least, { day }) => Math.min(least, day), Number.POSITIVE_INFINITY);
  const endDay = first + HALF_DAYS - 1;
  const histories = summarisePurchases(purchases, { endDay });
  const { result: model, ...cost } = await timeTraining(() => fitPurchaseRate(histories));
  const days = new Map<string, Set<number>>();
  for (const { customer, day } of purchases) {
    if (day <= endDay || day > endDay + HALF_DAYS) continue;
    days.set(customer, (days.get(customer) ?? new Set()).add(day));
  }
  const actual = histories.map(({ customer }) => days.get(customer)?.size ?? 0);
  const expected = histories.map((history) => expectedPurchases(model, history, HALF_DAYS / 7));
  const total = (list: readonly number[]) => list.reduce((a, b) => a + b, 0);
  return {
    correlation: correlationOf(actual, expected),
    mae: total(actual.map((value, i) => Math.abs(value - expected[i]!))) / actual.length,
    totalError: total(expected) / total(actual) - 1,
    customers: histories.length,
    ...cost,
  };
}

function readPurchases(text: string): Purchase[] {
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const [customer = '', date = '', , amount] = line.trim().split(/\s+/);
      const [year, month, day] = [date.slice(0, 4), date.slice(4, 6), date.slice(6)].map(Number);
      return { customer, day: Date.UTC(year!, month! - 1, day) / DAY_MS, amount: Number(amount) };
    });
}

function correlationOf(a: readonly number[], b: readonly number[]): number {
  const mean = (list: readonly number[]) => list.reduce((sum, value) => sum + value, 0) / list.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  const cross = mean(a.map((value, i) => (value - meanA) * (b[i]! - meanB)));
  const spread = (list: readonly number[], centre: number) =>
    Math.sqrt(mean(list.map((value) => (value - centre) ** 2)));
  return cross / (spread(a, meanA) * spread(b, meanB));
}

/** Womens e-mail against no e-mail, visits: the other two questions of this set are noise. */
export async function measureUplift(folder: string, file: string, seed: number): Promise<Figures> {
  const table = readTable(readText(folder, file));
  const word = (name: string, row: number) => {
    const column = table.columns.find((candidate) => candidate.name === name);
    return column?.kind === 'categorical' ? column.categories[column.values[row]!] : undefined;
  };
  const rows = Array.from({ length: table.rowCount }, (_, row) => row).filter(
    (row) => word('segment', row) !== 'Mens E-Mail',
  );
  const chosen = takeRows(table, rows);
  const visits = chosen.columns.find((column) => column.name === 'visit')!;
  const { result, ...cost } = await timeTraining(() =>
    evaluateUplift(
      {
        table: dropColumns(chosen, ['segment', 'visit', 'conversion', 'spend']),
        treated: Uint8Array.from(rows, (row) => (word('segment', row) === 'Womens E-Mail' ? 1 : 0)),
        outcomes: Float64Array.from(visits.values),
      },
      { seed, draws: 100 },
    ),
  );
  const { effect, qini } = result;
  return {
    qini: qini.value,
    qiniLow: qini.low,
    qiniHigh: qini.high,
    qiniNullHigh: result.nullHigh,
    effect: effect.value,
    ...cost,
  };
}
