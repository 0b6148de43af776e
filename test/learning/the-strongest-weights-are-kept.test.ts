/** What a packed model drops is exactly what a full sort would drop. */
import { expect, test } from '@jest/globals';
import { leastKept } from '../../learning/numerics/least-kept.js';
import { seededRandom } from '../../protocol/index.js';

const SEED = 20_261_124;

/** The definition: the `count`-th largest of the magnitudes that are not zero. */
function bySorting(values: Float32Array, count: number): number {
  const magnitudes = values.filter((value) => value !== 0).map(Math.abs);
  return magnitudes.length <= count ? 0 : magnitudes.sort()[magnitudes.length - count]!;
}

test(`agrees with a sort, over weights of all sizes and signs (seed ${SEED})`, () => {
  const random = seededRandom(SEED);
  for (let round = 0; round < 60; round++) {
    const values = Float32Array.from({ length: random.integer(2000) }, () => {
      const size = 10 ** (8 * random.next() - 6);
      return random.next() < 0.3 ? 0 : (random.next() - 0.5) * size;
    });
    for (const count of [1, 2, 17, 400, values.length]) {
      expect(leastKept(values, count)).toBe(bySorting(values, count));
    }
  }
});

test('equal weights stay or go together, and the view of a larger array is read alone', () => {
  const all = Float32Array.of(9, 9, 0.5, -0.5, 0.5, 0.25, 0, 7);
  expect(leastKept(all.subarray(2, 7), 2)).toBe(0.5);
  expect(leastKept(all.subarray(2, 7), 4)).toBe(0);
});

test('control: one more kept is another threshold', () => {
  const values = Float32Array.of(1, 2, 3, 4);
  expect(leastKept(values, 2)).toBe(3);
  expect(leastKept(values, 3)).toBe(2);
});
