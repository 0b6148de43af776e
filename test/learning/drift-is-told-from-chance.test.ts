import { describe, expect, it } from '@jest/globals';
import {
  calibrationDrift,
  chiSquareQuantile,
  type DriftValues,
  learnReference,
  measureDrift,
  readReference,
  stabilityIndex,
  writeReference,
} from '../../learning/index.js';
import { type Random, seededRandom } from '../../protocol/index.js';

const numbers = (count: number, draw: () => number): DriftValues => ({
  kind: 'numeric',
  name: 'budget',
  values: Float64Array.from({ length: count }, draw),
});
/** Sum of uniforms: close to normal with deviation 1. */
const normal = (random: Random, shift = 0) => {
  let sum = -6;
  for (let i = 0; i < 12; i++) sum += random.next();
  return sum + shift;
};

describe('the stability index', () => {
  it('is the formula by hand', () => {
    const [before, now] = [
      [50.5 / 101, 50.5 / 101],
      [75.5 / 101, 25.5 / 101],
    ] as const;
    const expected =
      (now[0] - before[0]) * Math.log(now[0] / before[0]) +
      (now[1] - before[1]) * Math.log(now[1] / before[1]);
    expect(stabilityIndex([50, 50], [75, 25])).toBeCloseTo(expected, 12);
  });

  it('has the critical values of the tables', () => {
    // 99 % of chi-square with 9 and 4 degrees of freedom: 21.666 and 13.277.
    expect(chiSquareQuantile(0.99, 9)).toBeCloseTo(21.666, 0);
    expect(chiSquareQuantile(0.99, 4)).toBeCloseTo(13.277, 0);
  });

  it('raises no alarm without drift in 200 looks, and one for a shift of one deviation every time', () => {
    const random = seededRandom(11);
    const reference = learnReference([numbers(2000, () => normal(random))]);
    const verdicts = (shift: number) =>
      Array.from(
        { length: 200 },
        () => measureDrift(reference, [numbers(500, () => normal(random, shift))]).inputs[0]!.verdict,
      );
    expect(new Set(verdicts(0))).toEqual(new Set(['stable']));
    expect(new Set(verdicts(1))).toEqual(new Set(['shifted']));
  });

  it('says of a small sample that it is too small instead of calling chance a shift', () => {
    const random = seededRandom(12);
    const reference = learnReference([numbers(2000, () => normal(random))]);
    const look = measureDrift(reference, [numbers(25, () => normal(random))]).inputs[0]!;
    expect(look.psi).toBeGreaterThan(0.1);
    expect(look.verdict).toBe('too-few');
    expect(measureDrift(reference, [numbers(0, () => 0)]).inputs[0]!.verdict).toBe('too-few');
  });

  it('sees words that were never there, and values that are missing now', () => {
    const words = (count: number, word: string | undefined): DriftValues => ({
      kind: 'categorical',
      name: 'plan',
      values: Array.from({ length: count }, (_, i) => (i % 2 === 0 ? 'fibre' : word)),
    });
    const reference = readReference(writeReference(learnReference([words(400, 'mobile')])));
    const verdict = (live: DriftValues) => measureDrift(reference, [live]).inputs[0]!.verdict;
    expect(verdict(words(400, 'mobile'))).toBe('stable');
    expect(verdict(words(400, 'satellite'))).toBe('shifted');
    expect(verdict(words(400, undefined))).toBe('shifted');
  });

  it('leaves out what the model never looked at', () => {
    const reference = learnReference([numbers(100, () => 1)]);
    const other: DriftValues = { kind: 'numeric', name: 'height', values: [1, 2] };
    expect(measureDrift(reference, [other]).inputs).toEqual([]);
  });
});

describe('calibration against outcomes', () => {
  const draw = (count: number, honest: (p: number) => number, seed: number) => {
    const random = seededRandom(seed);
    const probabilities = Float64Array.from({ length: count }, () => 0.05 + 0.9 * random.next());
    return {
      probabilities,
      positives: probabilities.map((p) => (random.next() < honest(p) ? 1 : 0)),
    };
  };
  const verdict = (count: number, honest: (p: number) => number, seed: number) => {
    const { probabilities, positives } = draw(count, honest, seed);
    return calibrationDrift(probabilities, positives).verdict;
  };

  it('finds honest probabilities honest, too high ones and too bold ones not', () => {
    const seeds = Array.from({ length: 100 }, (_, i) => i);
    const alarms = seeds.filter((seed) => verdict(400, (p) => p, seed) === 'shifted').length;
    expect(alarms).toBeLessThanOrEqual(4);
    expect(verdict(400, (p) => p * 0.6, 1)).toBe('shifted');
    expect(verdict(400, (p) => 0.5 + (p - 0.5) * 0.3, 1)).toBe('shifted');
  });

  it('says nothing about a handful of outcomes', () => {
    expect(verdict(10, () => 0, 1)).toBe('too-few');
    expect(calibrationDrift([], []).verdict).toBe('too-few');
  });
});
