import { describe, expect, it } from '@jest/globals';
import {
  catalogRowSchema,
  flowFileSchema,
  intentFileSchema,
  parseAnnotated,
  responseCatalogSchema,
  slotOfValuesFile,
  toProduct,
  valuesSchema,
} from '../../dialogs/index.js';

describe('pack parts have their shape', () => {
  it('takes slot marks out of an utterance', () => {
    const { text, spans } = parseAnnotated('[两](quantity)台[iPhone 15](product) 蓝色');
    expect(text).toBe('两台iPhone 15 蓝色');
    expect(spans.map((span) => [span.slot, text.slice(span.start, span.end)])).toEqual([
      ['quantity', '两'],
      ['product', 'iPhone 15'],
    ]);
    expect(() => parseAnnotated('[iPhone 15(product)')).toThrow(/slot marks/);
    expect(() => parseAnnotated('an [iPhone] please')).toThrow(/slot marks/);
  });

  it('makes a product of a catalog row', () => {
    const row = catalogRowSchema.parse({
      id: 'x-1',
      category: 'phone',
      brand: 'X',
      name: 'X One',
      name_zh: '叉一',
      synonyms: 'ex one|叉1',
      price: '9.5',
      colors: 'red|blue',
      storages: '',
      stock: '3',
      description: 'd',
    });
    expect(toProduct(row, 'en')).toMatchObject({
      price: 9.5,
      stock: 3,
      name: { en: 'X One', zh: '叉一' },
      synonyms: ['ex one', '叉1'],
      attributes: { color: ['red', 'blue'] },
    });
    expect(toProduct(row, 'en').attributes).not.toHaveProperty('storage');
    expect(catalogRowSchema.safeParse({ ...row, price: 'cheap' }).success).toBe(false);
  });

  it('takes the picture of a catalog row as a path or an https address, never as an attribute', () => {
    const row = { id: 'x-1', category: 'phone', name: 'X', price: '1', stock: '1', colors: 'red|blue' };
    const product = (image?: string) =>
      toProduct(catalogRowSchema.parse({ ...row, ...(image && { image }) }), 'en');
    expect(product('/art/x-1.svg')).toMatchObject({ image: '/art/x-1.svg' });
    expect(product('https://example.com/x.svg').image).toBe('https://example.com/x.svg');
    expect(product('/art/x-1.svg').attributes).toEqual({ color: ['red', 'blue'] });
    expect(product()).not.toHaveProperty('image');
    for (const image of [
      '//evil.example/x.svg',
      'javascript:alert(1)',
      'http://example.com/x.svg',
      'x.svg',
    ]) {
      expect(catalogRowSchema.safeParse({ ...row, image }).success).toBe(false);
    }
  });

  it.each([
    [
      'an unknown key',
      { flow: 'a', title: { en: 'a' }, intents: ['a'], finish: [{ kind: 'say', key: 'x' }], extra: 1 },
    ],
    ['no finish', { flow: 'a', title: { en: 'a' }, intents: ['a'], finish: [] }],
    [
      'a slot that is neither asked nor optional',
      {
        flow: 'a',
        title: { en: 'a' },
        intents: ['a'],
        slots: [{ name: 's', label: { en: 's' }, domain: { kind: 'phone' } }],
        finish: [{ kind: 'say', key: 'x' }],
      },
    ],
    [
      'an unknown domain',
      {
        flow: 'a',
        title: { en: 'a' },
        intents: ['a'],
        slots: [{ name: 's', label: { en: 's' }, ask: 'x', domain: { kind: 'colour' } }],
        finish: [{ kind: 'say', key: 'x' }],
      },
    ],
  ])('refuses a flow with %s', (_what, flow) => expect(flowFileSchema.safeParse(flow).success).toBe(false));

  it('control: accepts a whole flow, intents, values and responses', () => {
    const flow = {
      flow: 'a',
      title: { en: 'a' },
      intents: ['a'],
      slots: [{ name: 's', label: { en: 's' }, ask: 'x', domain: { kind: 'phone' } }],
      finish: [{ kind: 'say', key: 'x' }],
    };
    expect(flowFileSchema.safeParse(flow).success).toBe(true);
    expect(intentFileSchema.safeParse({ intent: 'a', utterances: { en: ['hi'] } }).success).toBe(true);
    expect(valuesSchema.safeParse({ red: { en: ['red'], zh: ['红色'] } }).success).toBe(true);
    expect(responseCatalogSchema.parse({ 'a.b': 'x', c: ['y', 'z'], d: { text: 'x', speech: 'y' } })).toEqual(
      {
        'a.b': { text: ['x'] },
        c: { text: ['y', 'z'] },
        d: { text: ['x'], speech: ['y'] },
      },
    );
    expect(responseCatalogSchema.safeParse({ 'Bad Key': 'x' }).success).toBe(false);
  });

  it('names the slot of a values file', () => {
    expect(['colors.yaml', 'values/categories.yml', 'store.yaml'].map(slotOfValuesFile)).toEqual([
      'color',
      'category',
      'store',
    ]);
  });
});
