/**
 * Whom a treatment helps: the T-learner, one logistic model for treated and one for control rows (Kuenzel et al. 2019), and its evaluation by
 * Qini against random rankings. Called by campaigns; it never promises a gain without the null beside it.
 */
import { Fault, seededRandom } from '../../protocol/index.js';
import { fitLogistic, type LogisticModel, predictLogistic } from '../logistic/logistic-regression.js';
import { type Interval, quantileOf } from '../metrics/bootstrap-interval.js';
import { qiniCoefficient } from '../metrics/qini.js';
import { type DesignMatrix, designRow, designRows, learnDesign } from '../tables/design-matrix.js';
import { encodeTableRow, type Table, takeRows } from '../tables/table.js';
import { startPulse, type TrainingRun } from '../training-run.js';

export interface UpliftData {
  readonly table: Table;
  /** 1 = treated, 0 = control. */
  readonly treated: Uint8Array;
  /** 0 or 1. */
  readonly outcomes: Float64Array;
}

export interface UpliftModel {
  readonly kind: 'two-model-uplift';
  readonly design: DesignMatrix;
  readonly treated: LogisticModel;
  readonly control: LogisticModel;
}

const L2 = 1e-3;

/** Fault `learning.no-data` when one side has no rows. */
export function trainUplift({ table, treated, outcomes }: UpliftData): UpliftModel {
  const design = learnDesign(table);
  const rows = designRows(design, table);
  const fitSide = (side: number) => {
    const chosen = rows.map((_row, i) => i).filter((i) => treated[i] === side);
    if (chosen.length === 0) throw new Fault('learning.no-data', 'Uplift needs treated and control rows.');
    return fitLogistic({
      rows: chosen.map((i) => rows[i]!),
      targets: Float64Array.from(chosen, (i) => outcomes[i]!),
      l2: L2,
    });
  };
  return { kind: 'two-model-uplift', design, treated: fitSide(1), control: fitSide(0) };
}

/** Predicted difference of the outcome's probability by the treatment, -1..1, for row `row` of a table. */
export function predictUplift(model: UpliftModel, table: Table, row: number): number {
  const numbers = designRow(model.design, encodeTableRow(model.design.schema, table, row));
  return predictLogistic(model.treated, numbers) - predictLogistic(model.control, numbers);
}

/** Difference of outcome rates with its 95 % normal interval. */
export function averageEffect({ treated, outcomes }: Omit<UpliftData, 'table'>): Interval {
  const side = (wanted: number) => {
    const values = outcomes.filter((_v, i) => treated[i] === wanted);
    const mean = values.reduce((a, b) => a + b, 0) / values.length;
    const variance =
      values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (values.length - 1) / values.length;
    return { mean, variance };
  };
  const [t, c] = [side(1), side(0)];
  const half = 1.96 * Math.sqrt(t.variance + c.variance);
  return { value: t.mean - c.mean, low: t.mean - c.mean - half, high: t.mean - c.mean + half };
}

export interface UpliftEvaluation {
  readonly effect: Interval;
  /** Qini coefficient of out-of-fold rankings with its bootstrap interval. */
  readonly qini: Interval;
  /** 2.5 % and 97.5 % of Qini coefficients of random rankings of the same rows. */
  readonly nullLow: number;
  readonly nullHigh: number;
}

export interface UpliftEvaluationOptions extends TrainingRun {
  readonly seed: number;
  /** Default 200 draws for the interval and for the null. */
  readonly draws?: number;
}

const FOLDS = 5;

/** Draws between two reports. */
const DRAWS_PER_BEAT = 5;

/** Five-fold cross-fitting: every row is ranked by a model that has not seen it. Deterministic for a seed; Fault `learning.cancelled`. */
export async function evaluateUplift(
  data: UpliftData,
  options: UpliftEvaluationOptions,
): Promise<UpliftEvaluation> {
  const { seed, draws = 200 } = options;
  const pulse = startPulse('judging the uplift ranking', 2 * draws + 1, options);
  const random = seededRandom(seed);
  const scores = crossFit(data, random.shuffle(Array.from({ length: data.table.rowCount }, (_, i) => i)));
  await pulse.beat(1);
  const { treated, outcomes } = data;
  const qiniOf = (rows: ArrayLike<number>, ranking: ArrayLike<number>) =>
    qiniCoefficient({
      scores: Float64Array.from(rows, (row) => ranking[row]!),
      treated: Uint8Array.from(rows, (row) => treated[row]!),
      outcomes: Float64Array.from(rows, (row) => outcomes[row]!),
    });
  const all = Uint32Array.from(scores, (_s, i) => i);
  const drawn = async (offset: number, draw: () => number) => {
    const values = new Float64Array(draws);
    for (let i = 0; i < draws; i++) {
      values[i] = draw();
      if (i % DRAWS_PER_BEAT === 0) await pulse.beat(offset + i + 1);
    }
    return values.sort();
  };
  const resampled = await drawn(1, () =>
    qiniOf(
      all.map(() => random.integer(all.length)),
      scores,
    ),
  );
  const nulls = await drawn(draws + 1, () =>
    qiniOf(
      all,
      scores.map(() => random.next()),
    ),
  );
  return {
    effect: averageEffect(data),
    qini: {
      value: qiniOf(all, scores),
      low: quantileOf(resampled, 0.025),
      high: quantileOf(resampled, 0.975),
    },
    nullLow: quantileOf(nulls, 0.025),
    nullHigh: quantileOf(nulls, 0.975),
  };
}

function crossFit({ table, treated, outcomes }: UpliftData, order: readonly number[]): Float64Array {
  const scores = new Float64Array(table.rowCount);
  for (let fold = 0; fold < FOLDS; fold++) {
    const train = order.filter((_row, i) => i % FOLDS !== fold);
    const model = trainUplift({
      table: takeRows(table, train),
      treated: Uint8Array.from(train, (row) => treated[row]!),
      outcomes: Float64Array.from(train, (row) => outcomes[row]!),
    });
    order.forEach((row, i) => {
      if (i % FOLDS === fold) scores[row] = predictUplift(model, table, row);
    });
  }
  return scores;
}
