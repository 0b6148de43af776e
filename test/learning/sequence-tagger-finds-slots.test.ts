import { describe, expect, it } from '@jest/globals';
import {
  decodeSequenceTagger,
  encodeSequenceTagger,
  type SequenceTaggerModel,
  tag,
  trainSequenceTagger,
} from '../../learning/index.js';
import { Fault } from '../../protocol/fault.js';

const PRODUCTS = ['iphone', 'galaxy s', 'pixel', 'fold', 'nokia brick'];
const FRAMES = [
  'i want to buy a @',
  'how much is the @',
  'do you have the @ in blue',
  '@ please',
  'the @ is broken',
];

/** Each frame with each product; the product's tokens are tagged. */
const english = FRAMES.flatMap((frame) =>
  PRODUCTS.map((product) => {
    const parts = frame.split(' ').flatMap((word) => {
      if (word !== '@') return [{ token: word, tag: 'O' }];
      return product.split(' ').map((token, i) => ({ token, tag: i === 0 ? 'B-product' : 'I-product' }));
    });
    return { tokens: parts.map((p) => p.token), tags: parts.map((p) => p.tag) };
  }),
);
const chinese = ['我要买@', '有@吗', '@多少钱', '想要一部@'].flatMap((frame) =>
  ['手机', '耳机', '平板电脑'].map((product) => {
    const at = frame.indexOf('@');
    const tokens = [...frame.replace('@', product)];
    return {
      tokens,
      tags: tokens.map((_t, i) => {
        if (i < at || i >= at + product.length) return 'O';
        return i === at ? 'B-product' : 'I-product';
      }),
    };
  }),
);
const makeTagger = (seed: number) =>
  trainSequenceTagger({ sentences: [...english, ...chinese], options: { seed, passes: 50 } });
const trained = new Map<number, Promise<SequenceTaggerModel>>();

/** One training per seed for all tests. */
function train(seed = 1): Promise<SequenceTaggerModel> {
  const known = trained.get(seed) ?? makeTagger(seed);
  trained.set(seed, known);
  return known;
}
const tagsOf = async (tokens: string[]) => tag(await train(), tokens).map((t) => t.tag);

describe('a sequence tagger trained on a few sentences', () => {
  it('finds a product it never saw from the words around it', async () => {
    expect(await tagsOf('i want to buy a motorola'.split(' '))).toEqual([
      'O',
      'O',
      'O',
      'O',
      'O',
      'B-product',
    ]);
    expect(await tagsOf('i want to buy a galaxy s'.split(' ')).then((t) => t.slice(-2))).toEqual([
      'B-product',
      'I-product',
    ]);
  });

  it('tags Chinese by characters', async () => {
    expect(await tagsOf([...'我要买手机'])).toEqual(['O', 'O', 'O', 'B-product', 'I-product']);
  });

  it('gives each token a probability, lower where the word is unheard of', async () => {
    const model = await train();
    const known = tag(model, 'i want to buy a iphone'.split(' ')).at(-1)!;
    const strange = tag(model, ['zzz', 'qqq']);
    for (const { confidence } of strange) {
      expect(confidence).toBeGreaterThan(0);
      expect(confidence).toBeLessThan(known.confidence);
    }
  });

  it('never opens a span with I-, because no training sentence does', async () => {
    const model = await train();
    for (const tokens of [['s', 's', 's'], [...'电脑机板'], ['brick', 'fold', 's']]) {
      tag(model, tokens).forEach(({ tag: given }, i, all) => {
        if (given.startsWith('I-')) expect(all[i - 1]?.tag.slice(2)).toBe(given.slice(2));
      });
    }
  });

  it('follows a gazetteer that the words do not tell', async () => {
    const sentences = Array.from({ length: 30 }, (_, i) => ({
      tokens: ['take', `w${i}`],
      tags: ['O', i % 2 ? 'B-color' : 'O'],
      gazetteer: [[], i % 2 ? ['color'] : []],
    }));
    const model = await trainSequenceTagger({ sentences, options: { seed: 1, passes: 10 } });
    expect(tag(model, { tokens: ['take', 'mauve'], gazetteer: [[], ['color']] })[1]?.tag).toBe('B-color');
    expect(tag(model, { tokens: ['take', 'mauve'], gazetteer: [[], []] })[1]?.tag).toBe('O');
  });

  it('is the same for the same seed, and tags the same after storing', async () => {
    const bytes = encodeSequenceTagger(await train(3));
    expect(encodeSequenceTagger(await makeTagger(3))).toEqual(bytes);
    const tokens = 'do you have the pixel in blue'.split(' ');
    expect(tag(decodeSequenceTagger(bytes), tokens).map((t) => t.tag)).toEqual(
      tag(await train(3), tokens).map((t) => t.tag),
    );
    for (const cut of [0, 30, bytes.length - 1]) {
      expect(() => decodeSequenceTagger(bytes.slice(0, cut))).toThrow(Fault);
    }
  });

  it('refuses a sentence with more tokens than tags, and gives an empty sentence no tags', async () => {
    const broken = [{ tokens: ['a', 'b'], tags: ['O'] }];
    await expect(trainSequenceTagger({ sentences: broken, options: { seed: 1 } })).rejects.toMatchObject({
      code: 'learning.bad-data',
    });
    expect(tag(await train(), [])).toEqual([]);
  });
});
