/**
 * Trains a table score and says how good it is: tested on a fifth over several random splits, on the newest fifth where an order is known,
 * and a final learner on all rows whose bounds come from rows that the splits held out. Trees are cross-fitted, the final ones as the tested
 * ones. Called by `train leads`; it never reads files.
 */

import { Fault, seededRandom } from '../../protocol/index.js';
import { predictBoosted } from '../boosted-trees/boosted-trees-model.js';
import { trainCrossFittedTrees } from '../boosted-trees/train-cross-fitted-trees.js';
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
  const learner = await fitOn(part(count - 1), Array.from(data.targets.keys()), seeds[0]!);
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

/** 80 and 20 % in the given order. */
function splitOf(order: readonly number[]): Split {
  const cut = Math.floor(0.8 * order.length);
  return { train: order.slice(0, cut), test: order.slice(cut) };
}

interface SplitRun {
  readonly figures: ScoreFigures;
  readonly rows: readonly HeldOutRow[];
}

async function runSplit(training: TableScoreTraining, split: Split, seed: number): Promise<SplitRun> {
  const { data } = training;
  const learner = await fitOn(training, split.train, seed);
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
    rows: scores.map((score, i) => ({ row: split.test[i]!, seed, score })),
  };
}

/**
 * Five folds of trees: on bank-additional in time order they rank the newest fifth at an AUC of .683, where one model that stops early on
 * the rows just before them ranks it at .433.
 */
async function fitOn(
  { data, learner, signal, onProgress }: TableScoreTraining,
  rows: readonly number[],
  seed: number,
): Promise<TableLearner> {
  const table = takeRows(data.table, rows);
  const targets = Float64Array.from(rows, (row) => data.targets[row]!);
  if (learner === 'logistic') {
    const design = learnDesign(table);
    return {
      kind: 'logistic',
      design,
      model: fitLogistic({ rows: designRows(design, table), targets, l2: L2 }),
    };
  }
  const goal = { kind: 'binary' } as const;
  const { model } = await trainCrossFittedTrees({
    table,
    targets,
    goal,
    options: { seed },
    signal,
    onProgress,
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
