import { describe, expect, it } from '@jest/globals';
import {
  areaUnderRoc,
  aucDifference,
  bootstrapInterval,
  meanDifference,
  shareInterval,
} from '../../learning/index.js';
import { seededRandom } from '../../protocol/index.js';

const ROWS = 400;

/** Two scores of the same rows: the second hears more of the truth by `better`. */
function pairOf(seed: number, better: number) {
  const random = seededRandom(seed);
  const positives = Array.from({ length: ROWS }, () => (random.next() < 0.3 ? 1 : 0));
  const shared = positives.map((positive) => positive + 2 * random.next());
  // Rounded, so that there are ties.
  const round = (value: number) => Math.round(value * 20) / 20;
  return {
    positives,
    first: shared.map((value) => round(value + random.next())),
    second: shared.map((value, i) => round(value + random.next() + better * positives[i]!)),
  };
}

describe('the difference of two AUCs', () => {
  it.each([1, 2, 3])('is that of the areas, and its interval that of the bootstrap (seed %i)', (seed) => {
    const pair = pairOf(seed, 0.4);
    const { first, second, positives } = pair;
    const difference = aucDifference(pair);
    expect(difference.value).toBeCloseTo(
      areaUnderRoc(second, positives) - areaUnderRoc(first, positives),
      12,
    );
    const take = (values: readonly number[], rows: Uint32Array) => Array.from(rows, (i) => values[i]!);
    const drawn = bootstrapInterval(
      ROWS,
      (rows) =>
        areaUnderRoc(take(second, rows), take(positives, rows)) -
        areaUnderRoc(take(first, rows), take(positives, rows)),
      { random: seededRandom(seed) },
    );
    expect(Math.abs(difference.low - drawn.low)).toBeLessThan(0.008);
    expect(Math.abs(difference.high - drawn.high)).toBeLessThan(0.008);
    expect(difference.low).toBeGreaterThan(0);
  });

  it('covers nothing where the scores are the same', () => {
    const { first, positives } = pairOf(4, 0);
    expect(aucDifference({ first, second: first, positives })).toEqual({ value: 0, low: 0, high: 0 });
  });

  it('does not exclude 0 for scores that are equally good', () => {
    const { low, high } = aucDifference(pairOf(5, 0));
    expect([low < 0, high > 0]).toEqual([true, true]);
  });
});

describe('the interval of a mean', () => {
  it('is the textbook one', () => {
    const { value, low, high } = meanDifference([1, 2, 3, 4]);
    expect(value).toBe(2.5);
    // Standard error sqrt(5/3 / 4) = 0.645497.
    expect([low, high].map((bound) => bound.toFixed(4))).toEqual(['1.2348', '3.7652']);
  });
});

describe('the interval of a share', () => {
  it('agrees with the published example, and stays inside 0 and 1', () => {
    // Newcombe 1998, table I: 81 of 263 gives .2553 to .3662.
    const { low, high } = shareInterval(81, 263);
    expect([low, high].map((bound) => bound.toFixed(4))).toEqual(['0.2553', '0.3662']);
    expect(shareInterval(20, 20)).toMatchObject({ value: 1, high: 1 });
    expect(shareInterval(20, 20).low).toBeLessThan(0.9);
  });
});
