/** Promise: the hashed model learns which words tell two classes apart, is calibrated on what it has not seen, and survives storage. */
import { describe, expect, test } from '@jest/globals';
import {
  areaUnderRoc,
  decodeHashedLogistic,
  encodeHashedLogistic,
  type HashedExample,
  hashedMargin,
  hashedProbability,
  trainHashedLogistic,
} from '../../learning/index.js';
import { seededRandom } from '../../protocol/index.js';

const SEED = 11;
const WORDS = 'red blue green black white small large fast slow round'.split(' ');

/** The class follows from two words of five, with one label in ten wrong. */
function examplesOf(labelOf: (words: readonly string[]) => boolean): readonly HashedExample[] {
  const random = seededRandom(SEED);
  return Array.from({ length: 2000 }, (_, group) => {
    const words = random.shuffle(WORDS).slice(0, 5);
    const isPositive = random.next() < 0.1 ? !labelOf(words) : labelOf(words);
    return { features: words, isPositive, group };
  });
}

const hasRed = (words: readonly string[]) => words.includes('red') || words.includes('blue');

async function heldOutAuc(examples: readonly HashedExample[]) {
  const { heldOut } = await trainHashedLogistic({ examples, options: { seed: SEED } });
  return areaUnderRoc(
    heldOut.map(({ margin }) => margin),
    heldOut.map(({ index }) => (examples[index]!.isPositive ? 1 : 0)),
  );
}

describe('a hashed model', () => {
  test('tells on groups it has not seen what the words say; labels drawn by chance teach nothing', async () => {
    expect(await heldOutAuc(examplesOf(hasRed))).toBeGreaterThan(0.8);
    const coin = seededRandom(SEED + 1);
    const byChance = await heldOutAuc(examplesOf(() => coin.next() < 0.5));
    expect(Math.abs(byChance - 0.5)).toBeLessThan(0.12);
  });

  test('gives probabilities that come true, also with nine noes to a yes', async () => {
    const examples = examplesOf((words) => words[0] === 'red');
    const { model, heldOut } = await trainHashedLogistic({ examples, options: { seed: SEED } });
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const given = mean(heldOut.map(({ index }) => hashedProbability(model, examples[index]!.features)));
    const true_ = mean(heldOut.map(({ index }) => (examples[index]!.isPositive ? 1 : 0)));
    expect(Math.abs(given - true_)).toBeLessThan(0.05);
  });

  test('is the same for a seed, and after storage; bytes that are cut or longer are refused', async () => {
    const examples = examplesOf(hasRed);
    const [one, two] = [
      await trainHashedLogistic({ examples, options: { seed: SEED, bits: 12 } }),
      await trainHashedLogistic({ examples, options: { seed: SEED, bits: 12 } }),
    ];
    const bytes = encodeHashedLogistic(one.model);
    expect(bytes).toEqual(encodeHashedLogistic(two.model));
    const read = decodeHashedLogistic(bytes);
    expect(hashedMargin(read, ['red', 'slow'])).toBe(hashedMargin(one.model, ['red', 'slow']));
    for (const wrong of [bytes.slice(0, -1), Uint8Array.from([...bytes, 0]), new Uint8Array()]) {
      expect(() => decodeHashedLogistic(wrong)).toThrow(
        expect.objectContaining({ code: 'learning.corrupt-model' }),
      );
    }
  });

  test('one class alone, and an aborted training, are said so', async () => {
    const examples = examplesOf(() => true).map((example) => ({ ...example, isPositive: true }));
    await expect(trainHashedLogistic({ examples, options: { seed: SEED } })).rejects.toMatchObject({
      code: 'learning.no-data',
    });
    const training = { examples: examplesOf(hasRed), options: { seed: SEED, passes: 50 } };
    const signal = AbortSignal.abort();
    await expect(trainHashedLogistic({ ...training, signal })).rejects.toMatchObject({
      code: 'learning.cancelled',
    });
  });
});
