import { describe, expect, it } from '@jest/globals';
import { calibrate, fitIsotonic, fitPlatt } from '../../learning/calibration/calibration.js';
import { brierScore, expectedCalibrationError } from '../../learning/calibration/reliability.js';
import { rowNorms, solveSupportVectors } from '../../learning/linear-classifier/dual-coordinate-descent.js';
import { stackRows } from '../../learning/linear-classifier/vocabulary.js';
import {
  fitLogistic,
  logisticContributions,
  logisticMargin,
  sigmoid,
} from '../../learning/logistic/logistic-regression.js';
import { bootstrapInterval } from '../../learning/metrics/bootstrap-interval.js';
import {
  accuracy,
  areaUnderRoc,
  averagePrecision,
  liftAt,
  macroF1,
} from '../../learning/metrics/classification.js';
import { spanF1, spansOf } from '../../learning/metrics/span-f1.js';
import { wordErrorRate, wordErrors } from '../../learning/metrics/word-error-rate.js';
import { seededRandom } from '../../protocol/random.js';
import { readOracles } from './oracles/read-oracles.js';

const oracles = readOracles();

describe('figures agree with scikit-learn', () => {
  const { scores, positives, labels, given } = oracles.metrics;

  it('AUROC, average precision, Brier and macro F1, ties included', () => {
    expect(areaUnderRoc(scores, positives)).toBeCloseTo(oracles.metrics.auroc, 12);
    expect(averagePrecision(scores, positives)).toBeCloseTo(oracles.metrics.averagePrecision, 12);
    expect(brierScore(scores, positives)).toBeCloseTo(oracles.metrics.brier, 12);
    expect(macroF1(labels.map(String), given.map(String))).toBeCloseTo(oracles.metrics.macroF1, 12);
  });

  it('and would notice one changed outcome', () => {
    const changed = positives.map((value, i) => (i === 0 ? 1 - value : value));
    expect(areaUnderRoc(scores, changed)).not.toBeCloseTo(oracles.metrics.auroc, 4);
    expect(averagePrecision(scores, changed)).not.toBeCloseTo(oracles.metrics.averagePrecision, 4);
  });

  it('isotonic regression, inside and outside of the range seen', () => {
    const calibration = fitIsotonic(scores, positives);
    oracles.isotonic.grid.forEach((score, i) => {
      expect(calibrate(calibration, score)).toBeCloseTo(oracles.isotonic.fitted[i]!, 9);
    });
  });

  it("Platt's sigmoid with his smoothed targets, and not without them", () => {
    const { scores: margins, positives: rare, grid, fitted } = oracles.platt;
    const calibration = fitPlatt(margins, rare);
    const unsmoothed = fitLogistic({
      rows: margins.map((margin) => Float64Array.of(margin)),
      targets: Float64Array.from(rare),
      l2: 1e-9,
    });
    grid.forEach((margin, i) => {
      expect(calibrate(calibration, margin)).toBeCloseTo(fitted[i]!, 4);
    });
    expect(sigmoid(logisticMargin(unsmoothed, [grid[0]!]))).not.toBeCloseTo(fitted[0]!, 3);
  });

  it('logistic regression with an L2 penalty', () => {
    const { rows, targets, l2, coefficients, intercept } = oracles.logistic;
    const model = fitLogistic({
      rows: rows.map((row) => Float64Array.from(row)),
      targets: Float64Array.from(targets),
      l2,
    });
    model.coefficients.forEach((value, i) => {
      expect(value).toBeCloseTo(coefficients[i]!, 4);
    });
    expect(model.intercept).toBeCloseTo(intercept, 3);
    const average = logisticMargin(model, model.means);
    const parts = logisticContributions(model, rows[0]!);
    expect(parts.reduce((a, b) => a + b, average)).toBeCloseTo(logisticMargin(model, rows[0]!), 9);
  });

  it('the L2-loss linear SVM of liblinear', () => {
    const { rows, signs, cost, positiveWeight, weights, bias } = oracles.svm;
    const stacked = stackRows(
      rows.map((row) => ({
        columns: Uint32Array.from(row, (_v, i) => i),
        values: Float32Array.from(row),
        knownShare: 1,
      })),
    );
    const problem = {
      rows: stacked,
      signs: Int8Array.from(signs),
      columnCount: 6,
      squaredNorms: rowNorms(stacked),
    };
    const settings = { cost, positiveWeight, tolerance: 1e-8, maxPasses: 5000 };
    const solution = solveSupportVectors(problem, settings, seededRandom(1));
    weights.forEach((weight, i) => {
      expect(solution[i]).toBeCloseTo(weight, 4);
    });
    expect(solution[6]).toBeCloseTo(bias, 4);
    const other = solveSupportVectors(problem, { ...settings, cost: 0.1 }, seededRandom(1));
    expect(other[0]).not.toBeCloseTo(weights[0]!, 2);
  });
});

describe('figures worked by hand', () => {
  it('accuracy, lift and calibration error', () => {
    expect(accuracy(['a', 'b', 'c', 'd'], ['a', 'b', 'x', 'd'])).toBe(0.75);
    expect(liftAt([0.9, 0.8, 0.2, 0.1], [1, 0, 0, 0], 0.25)).toBe(4);
    expect(expectedCalibrationError([0.25, 0.25, 0.25, 0.25], [1, 0, 0, 0])).toBe(0);
    expect(expectedCalibrationError([0.75, 0.75], [0, 0])).toBe(0.75);
    expect(areaUnderRoc([1, 2], [1, 1])).toBe(0.5);
  });

  it('span precision and recall as conlleval counts: kind, start and end must all be right', () => {
    const expected = [
      ['B-city', 'I-city', 'O', 'B-date'],
      ['B-city', 'B-city', 'O'],
    ];
    const given = [
      ['B-city', 'I-city', 'O', 'B-time'],
      ['B-city', 'I-city', 'O'],
    ];
    // Wanted 4, found 3, right 1: the date has another kind, and the two cities of the second sentence were joined.
    const { precision, recall, f1 } = spanF1(expected, given);
    expect([precision, recall]).toEqual([1 / 3, 1 / 4]);
    expect(f1).toBeCloseTo(2 / 7, 12);
    expect(spanF1(expected, expected)).toEqual({ precision: 1, recall: 1, f1: 1 });
    expect(spansOf(['O', 'I-city', 'I-date'])).toEqual([
      { kind: 'city', start: 1, end: 2 },
      { kind: 'date', start: 2, end: 3 },
    ]);
  });

  it('word errors: one changed, one left out, one put in', () => {
    const words = (text: string) => text.split(' ');
    expect(wordErrors(words('i want a blue phone'), words('i want the phone now'))).toEqual({
      errors: 3,
      words: 5,
    });
    const right = words('in the end all words are right');
    expect(
      wordErrorRate([
        [words('a b c'), words('a x c')],
        [right, right],
      ]),
    ).toBeCloseTo(0.1, 12);
    expect(wordErrorRate([[words('a'), words('b c d')]])).toBe(3);
  });

  it('the bootstrap interval of a share, near p +- 1.96 sqrt(p (1 - p) / n)', () => {
    const mean = (rows: Uint32Array) => rows.reduce((sum, row) => sum + (row < 120 ? 1 : 0), 0) / rows.length;
    const { value, low, high } = bootstrapInterval(400, mean, { random: seededRandom(3) });
    const half = 1.96 * Math.sqrt((0.3 * 0.7) / 400);
    expect(value).toBe(0.3);
    expect(Math.abs(low - (0.3 - half))).toBeLessThan(0.006);
    expect(Math.abs(high - (0.3 + half))).toBeLessThan(0.006);
    const narrow = bootstrapInterval(400, mean, { random: seededRandom(3), level: 0.5 });
    expect(narrow.high - narrow.low).toBeLessThan(0.5 * (high - low));
  });

  it("Platt's sigmoid stays away from certainty when examples are few", () => {
    const platt = fitPlatt([-2, -1, 1, 2], [0, 0, 1, 1]);
    expect(calibrate(platt, 2)).toBeGreaterThan(0.7);
    expect(calibrate(platt, 2)).toBeLessThan(0.95);
    expect(calibrate(platt, -2)).toBeCloseTo(1 - calibrate(platt, 2), 6);
  });
});
