/**
 * Trains a table score and says how good it is: random 64/16/20 splits over several seeds, a time-ordered split where an order is known,
 * and a final learner on all rows whose bounds come from rows that the splits held out. Called by `train leads`; it never reads files.
 */

import { Fault, seededRandom } from '../../protocol/index.js';
import { predictBoosted } from '../boosted-trees/boosted-trees-model.js';
import { trainBoostedTrees } from '../boosted-trees/train-boosted-trees.js';
import { brierScore, expectedCalibrationError } from '../calibration/reliability.js';
import type { GoalData } from '../datasets/table-data.js';
import { fitLogistic, predictLogistic } from '../logistic/logistic-regression.js';
import { quantileOf } from '../metrics/bootstrap-interval.js';
import { areaUnderRoc, averagePrecision, liftAt } from '../metrics/classification.js';
import { partOfRun } from '../part-of-run.js';
import { designRow, designRows, learnDesign } from '../tables/design-matrix.js';
import { encodeTableRow, schemaOf, takeRows } from '../tables/table.js';
import type { TrainingRun } from '../training-run.js';
import { fitVennAbers } from '../uncertainty/venn-abers.js';
import type { ColumnRange, TableLearner, TableScoreModel } from './table-score-model.js';

export interface TableScoreTraining extends TrainingRun {
  readonly data: GoalData;
  readonly goal: string;
  readonly learner: TableLearner['kind'];
  readonly seeds: readonly number[];
  /** Row numbers from the oldest to the newest; no time-ordered figure without it. */
  readonly timeOrder?: readonly number[];
}

/** Figures on the test part of one split. */
export interface ScoreFigures {
  readonly auc: number;
  readonly prAuc: number;
  readonly brier: number;
  readonly ece: number;
  /** Rate of the goal among the best tenth over that of all. */
  readonly lift10: number;
}

export interface HeldOutRow {
  readonly row: number;
  readonly seed: number;
  readonly score: number;
}

export interface TrainedTableScore {
  readonly model: TableScoreModel;
  readonly splits: readonly ScoreFigures[];
  readonly timeSplit: ScoreFigures | undefined;
  /** Every test row of every random split. */
  readonly heldOut: readonly HeldOutRow[];
}

interface Split {
  readonly train: readonly number[];
  readonly validation: readonly number[];
  readonly test: readonly number[];
}

const LEAST_OF_EACH = 20;
const L2 = 1e-3;
/** Venn-Abers bounds need no more rows than this. */
const BOUND_ROWS = 6000;

/** Deterministic for the seeds. Faults `learning.no-data` (fewer than 20 rows with or without the goal), `learning.cancelled`. */
export async function trainTableScore(training: TableScoreTraining): Promise<TrainedTableScore> {
  const { data, seeds, timeOrder } = training;
  checkSize(data);
  const count = seeds.length + (timeOrder ? 2 : 1);
  const stage = `training the ${training.learner} score`;
  const part = (index: number) => ({ ...training, ...partOfRun(training, stage, { index, count }) });
  const runs: SplitRun[] = [];
  for (const [i, seed] of seeds.entries()) {
    const order = seededRandom(seed).shuffle(Array.from(data.targets.keys()));
    runs.push(await runSplit(part(i), splitOf(order), seed));
  }
  const timed = timeOrder && (await runSplit(part(seeds.length), splitOf(timeOrder), seeds[0]!));
  const rounds = Math.max(1, Math.round(runs.reduce((sum, run) => sum + run.rounds, 0) / runs.length));
  const learner = await fitFinal(part(count - 1), rounds);
  return {
    model: modelOf(training, learner, runs),
    splits: runs.map((run) => run.figures),
    timeSplit: timed?.figures,
    heldOut: runs.flatMap((run) => run.rows),
  };
}

function checkSize({ targets }: GoalData): void {
  const positives = targets.reduce((sum, target) => sum + target, 0);
  if (Math.min(positives, targets.length - positives) >= LEAST_OF_EACH) return;
  throw new Fault(
    'learning.no-data',
    `A score needs at least ${LEAST_OF_EACH} rows that reached the goal and ${LEAST_OF_EACH} that did not; there are ${positives} and ${targets.length - positives}.`,
  );
}

/** 64, 16 and 20 % in the given order. */
function splitOf(order: readonly number[]): Split {
  const [a, b] = [Math.floor(0.64 * order.length), Math.floor(0.8 * order.length)];
  return { train: order.slice(0, a), validation: order.slice(a, b), test: order.slice(b) };
}

interface SplitRun {
  readonly figures: ScoreFigures;
  readonly rounds: number;
  readonly rows: readonly HeldOutRow[];
}

async function runSplit(training: TableScoreTraining, split: Split, seed: number): Promise<SplitRun> {
  const { data } = training;
  const { learner, rounds } = await fitOn(training, split, seed);
  const scores = probabilitiesOf(learner, data, split.test);
  const wanted = split.test.map((row) => data.targets[row]!);
  training.onProgress?.({ stage: 'tested', done: 1, total: 1 });
  return {
    figures: {
      auc: areaUnderRoc(scores, wanted),
      prAuc: averagePrecision(scores, wanted),
      brier: brierScore(scores, wanted),
      ece: expectedCalibrationError(scores, wanted),
      lift10: liftAt(scores, wanted, 0.1),
    },
    rounds,
    rows: scores.map((score, i) => ({ row: split.test[i]!, seed, score })),
  };
}

function part(data: GoalData, rows: readonly number[]) {
  return { table: takeRows(data.table, rows), targets: Float64Array.from(rows, (row) => data.targets[row]!) };
}

async function fitOn(training: TableScoreTraining, split: Split, seed: number) {
  const { data, signal, onProgress } = training;
  if (training.learner === 'logistic')
    return { learner: fitLine(data, [...split.train, ...split.validation]), rounds: 1 };
  const model = await trainBoostedTrees({
    ...part(data, split.train),
    goal: { kind: 'binary' },
    validation: part(data, split.validation),
    options: { seed },
    ...{ signal, onProgress },
  });
  return { learner: { kind: 'boosted' as const, model }, rounds: model.rounds.length };
}

function fitLine(data: GoalData, rows: readonly number[]): TableLearner {
  const { table, targets } = part(data, rows);
  const design = learnDesign(table);
  return {
    kind: 'logistic',
    design,
    model: fitLogistic({ rows: designRows(design, table), targets, l2: L2 }),
  };
}

async function fitFinal(training: TableScoreTraining, rounds: number): Promise<TableLearner> {
  const { data, seeds, signal, onProgress } = training;
  if (training.learner === 'logistic') return fitLine(data, Array.from(data.targets.keys()));
  const { table, targets } = data;
  const goal = { kind: 'binary' } as const;
  const model = await trainBoostedTrees({
    table,
    targets,
    goal,
    options: { seed: seeds[0]!, rounds },
    ...{ signal, onProgress },
  });
  return { kind: 'boosted', model };
}

function probabilitiesOf(learner: TableLearner, data: GoalData, rows: readonly number[]): number[] {
  const schema = schemaOf(data.table);
  return rows.map((row) => {
    if (learner.kind === 'boosted')
      return predictBoosted(learner.model, encodeTableRow(learner.model.schema, data.table, row))[0]!;
    const encoded = encodeTableRow(schema, data.table, row);
    return predictLogistic(learner.model, designRow(learner.design, encoded));
  });
}

function modelOf(
  { data, goal, seeds }: TableScoreTraining,
  learner: TableLearner,
  runs: readonly SplitRun[],
): TableScoreModel {
  const pairs = runs.flatMap((run) => run.rows);
  const used = seededRandom(seeds[0]!).shuffle(pairs).slice(0, BOUND_ROWS);
  const positives = data.targets.reduce((sum, target) => sum + target, 0);
  return {
    kind: 'table-score',
    goal,
    positive: data.positive,
    baseRate: positives / data.targets.length,
    learner,
    bounds: fitVennAbers(
      used.map(({ score }) => score),
      used.map(({ row }) => data.targets[row]!),
    ),
    ranges: rangesOf(data),
  };
}

function rangesOf({ table }: GoalData): ColumnRange[] {
  return table.columns.flatMap((column) => {
    if (column.kind === 'categorical') return [];
    const known = column.values.filter((value) => !Number.isNaN(value)).sort();
    if (known.length === 0) return [];
    return [{ column: column.name, q25: quantileOf(known, 0.25), q75: quantileOf(known, 0.75) }];
  });
}
