/**
 * Figures of trained models on conversations they have not seen, each with its 95 % bootstrap interval. Called by training for the
 * model cards. On a generated world they test the plumbing and say nothing about customers.
 */
import {
  areaUnderRoc,
  averagePrecision,
  bootstrapInterval,
  brierScore,
  expectedCalibrationError,
  type Interval,
  liftAt,
  macroF1,
  modelPictures,
  type ReliabilityBin,
  reliabilityBins,
} from '../../learning/index.js';
import { seededRandom } from '../../protocol/index.js';
import { classifyLead } from '../classify/classify-lead.js';
import type { ClassExample, TrainedClass } from '../classify/train-class.js';
import { groupCoverage } from '../score/interval-reach.js';
import type { ScoreRows } from '../score/score-learner.js';
import { type ScoreModel, scoreRow } from '../score/score-model.js';

export type Figures = Readonly<Record<string, Interval>>;

export interface ScoreEvaluation {
  readonly figures: Figures;
  /** Predicted against observed rate, ten bins of equal width. */
  readonly reliability: readonly ReliabilityBin[];
  /** Rate of the goal per tenth of the test rows, best scores first, over the base rate. */
  readonly liftByTenth: readonly number[];
  readonly coverage?: number;
  /** ROC, precision and recall, reliability, as files. */
  readonly pictures: Readonly<Record<string, Uint8Array>>;
}

const DRAWS = 400;

export function evaluateScore(model: ScoreModel, test: ScoreRows, seed: number): ScoreEvaluation {
  const scored = test.rows.map((row) => scoreRow(model, row));
  const values = Float64Array.from(scored, (each) => each.value);
  const figure = (compute: (scores: Float64Array, targets: Float64Array) => number) =>
    bootstrapInterval(
      values.length,
      (rows) =>
        compute(
          Float64Array.from(rows, (i) => values[i]!),
          Float64Array.from(rows, (i) => test.targets[i]!),
        ),
      { random: seededRandom(seed), draws: DRAWS },
    );
  return {
    figures: {
      auc: figure(areaUnderRoc),
      prAuc: figure(averagePrecision),
      brier: figure(brierScore),
      ece: figure(expectedCalibrationError),
      lift10: figure((scores, targets) => liftAt(scores, targets, 0.1)),
    },
    reliability: reliabilityBins(values, test.targets),
    liftByTenth: liftByTenth(values, test.targets),
    coverage: groupCoverage(scored, test.targets),
    pictures: modelPictures({ goal: { scores: values, positives: test.targets } }),
  };
}

function liftByTenth(values: Float64Array, targets: Float64Array): readonly number[] {
  const order = Array.from(values.keys()).sort((a, b) => values[b]! - values[a]!);
  const base = targets.reduce((sum, target) => sum + target, 0) / Math.max(1, targets.length);
  return Array.from({ length: 10 }, (_, tenth) => {
    const members = order.slice(
      Math.floor((tenth * order.length) / 10),
      Math.floor(((tenth + 1) * order.length) / 10),
    );
    const rate = members.reduce((sum, i) => sum + targets[i]!, 0) / Math.max(1, members.length);
    return base > 0 ? rate / base : 0;
  });
}

export function evaluateClass(model: TrainedClass, test: readonly ClassExample[], seed: number): Figures {
  const given = test.map(({ profile }) => classifyLead(model, 'test', profile));
  const figure = (compute: (rows: Uint32Array) => number) =>
    bootstrapInterval(test.length, compute, { random: seededRandom(seed), draws: DRAWS });
  const isRight = (i: number) => (given[i]!.label === test[i]!.leadClass ? 1 : 0);
  return {
    accuracy: figure((rows) => rows.reduce((sum, i) => sum + isRight(i), 0) / rows.length),
    certainShare: figure((rows) => rows.filter((i) => given[i]!.isCertain).length / rows.length),
    certainAccuracy: figure((rows) => {
      const certain = rows.filter((i) => given[i]!.isCertain);
      return certain.reduce((sum, i) => sum + isRight(i), 0) / Math.max(1, certain.length);
    }),
    macroF1: figure((rows) =>
      macroF1(
        Array.from(rows, (i) => test[i]!.leadClass),
        Array.from(rows, (i) => given[i]!.label),
      ),
    ),
    ece: figure((rows) =>
      expectedCalibrationError(
        Array.from(rows, (i) => given[i]!.confidence),
        Array.from(rows, isRight),
      ),
    ),
  };
}
