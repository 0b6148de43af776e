import { beforeAll, describe, expect, it } from '@jest/globals';
import { createCatalogIndex, type Understander } from '../../dialogs/index.js';
import type { ExpectedAnswer, Locale } from '../../protocol/index.js';
import { NOW } from './conversation.js';
import { TRAINING_TIMEOUT_MS, trainedPack } from './trained-pack.js';

let understander: Understander;
beforeAll(async () => {
  understander = (await trainedPack()).understander;
}, TRAINING_TIMEOUT_MS);

const read = (text: string, expects?: ExpectedAnswer, locale: Locale = 'en') =>
  understander.understand(text, { locale, channel: 'web', now: NOW, expects });
const slotsOf = (text: string, expects?: ExpectedAnswer, locale?: Locale) =>
  Object.fromEntries(read(text, expects, locale).slots.map((slot) => [slot.name, slot.value]));

describe('utterances are understood in context', () => {
  it.each([
    ['two', { slot: 'quantity', form: 'number' }, { quantity: '2' }],
    ['the blue one', { slot: 'color', form: 'choice' }, { color: 'blue' }],
    ['256', { slot: 'storage', form: 'choice' }, { storage: '256GB' }],
    ['two fifty six please', { slot: 'storage', form: 'choice' }, { storage: '256GB' }],
    ['Saturday', { slot: 'date', form: 'date' }, { date: '2026-01-10' }],
    ['half past ten', { slot: 'time', form: 'date' }, { time: '10:30' }],
    ['02079460958', { slot: 'phone_number', form: 'digits' }, { phone_number: '+442079460958' }],
    [
      'oh two oh seven nine four six oh nine five eight',
      { slot: 'phone_number', form: 'digits' },
      { phone_number: '+442079460958' },
    ],
    ['Camden', { slot: 'store', form: 'choice' }, { store: 'camden' }],
    ['pixle 8a', { slot: 'product', form: 'choice' }, { product: 'pixel-8a' }],
    [
      'A U one oh four two double three',
      { slot: 'order_number', form: 'digits' },
      { order_number: 'AU104233' },
    ],
    ['两台', { slot: 'quantity', form: 'number' }, { quantity: '2' }],
    ['蓝色的', { slot: 'color', form: 'choice' }, { color: 'blue' }],
    ['下周三', { slot: 'date', form: 'date' }, { date: '2026-01-14' }],
    ['下午三点半', { slot: 'time', form: 'date' }, { time: '15:30' }],
    ['小米十四', { slot: 'product', form: 'choice' }, { product: 'xiaomi-14' }],
  ] as const)('"%s" answers %j', (text, expects, slots) => {
    const given = read(text, expects, /\p{Script=Han}/u.test(text) ? 'zh' : 'en');
    expect(given.intent).toBe('inform');
    expect(Object.fromEntries(given.slots.map((slot) => [slot.name, slot.value]))).toMatchObject(slots);
  });

  it('control: the same words mean another slot when another was asked, and a question stays a question', () => {
    expect(slotsOf('two', { slot: 'quantity', form: 'number' })).toHaveProperty('quantity');
    expect(slotsOf('two', { slot: 'color', form: 'choice' })).not.toHaveProperty('color');
    expect(read('where is my order', { slot: 'color', form: 'choice' }).intent).toBe('order_status');
    expect(read('I want to talk to a human', { slot: 'person_name', form: 'name' }).intent).toBe(
      'talk_to_human',
    );
  });

  it.each([
    'My number is zero two zero one two eight four',
    'My number is zero two zero, seven nine four six, zero one two eight.',
    'zero one two eight',
    'one two eight four',
  ])('"%s" holds a size only as digits of another number: it is none', (text) => {
    expect(slotsOf(text, { slot: 'storage', form: 'choice' }).storage ?? '').not.toMatch(/GB|TB/);
  });

  it.each([
    'one two eight',
    'the 128 one please',
    'the iPhone 15 one two eight',
    '128 and my number is 020 7946 0958',
    'One hundred and twenty eight gigabytes, please.',
  ])('control: "%s" does name a size', (text) => {
    expect(slotsOf(text, { slot: 'storage', form: 'choice' })).toHaveProperty('storage', '128GB');
  });

  it.each([
    ['how much is the iPhone 15 Pro', 'ask_price', { product: 'iphone-15-pro' }],
    ['I want to buy an eye phone fifteen', 'buy_phone', { product: 'iphone-15' }],
    [
      'please call me back tomorrow at 3pm on 07700 900123',
      'request_callback',
      { date: '2026-01-06', time: '15:00', phone_number: '+447700900123' },
    ],
    ['where is my order AU104233', 'order_status', { order_number: 'AU104233' }],
    [
      '我想预约明天下午两点去唐人街店',
      'book_visit',
      { date: '2026-01-06', time: '14:00', store: 'chinatown' },
    ],
    ['我要买两台黑色的小米14', 'buy_phone', { quantity: '2', color: 'black', product: 'xiaomi-14' }],
    ['转人工', 'talk_to_human', {}],
  ] as const)('"%s" is %s', (text, intent, slots) => {
    const given = read(text);
    expect(given.intent).toBe(intent);
    expect(Object.fromEntries(given.slots.map((slot) => [slot.name, slot.value]))).toMatchObject(slots);
    expect(given.alternatives[0]).toEqual({ intent, confidence: given.confidence });
    for (const slot of given.slots) expect(text.slice(slot.start, slot.end)).toBe(slot.surface);
  });

  it.each(['what is the capital of France', 'tell me a joke about penguins', '今天天气怎么样'])(
    '"%s" is out of scope',
    (text) => {
      expect(read(text).intent).toBe('out_of_scope');
    },
  );

  it('survives any text', () => {
    for (const text of ['', ' ', '!!!', '\u0000', '😀', '[[[', 'a'.repeat(4000), '的'.repeat(2000)]) {
      expect(() => read(text)).not.toThrow();
    }
  });

  it('tells models of another number apart', async () => {
    const catalog = createCatalogIndex((await trainedPack()).pack);
    expect(catalog.match('iphone fifteen')).toMatchObject({ kind: 'one', product: { id: 'iphone-15' } });
    expect(catalog.match('iPhone 12')).toEqual({ kind: 'none' });
    expect(catalog.match('手机')).toEqual({ kind: 'category', category: 'phone' });
    expect(catalog.match('samsung phone')).toMatchObject({ kind: 'several' });
    expect(catalog.match('banana')).toEqual({ kind: 'none' });
  });

  it('reads Traditional characters as the Simplified ones it was trained on, and keeps them in what it returns', () => {
    const traditionalText = '我叫王偉，想買兩部黑色的手機';
    const simplified = read('我叫王伟，想买两部黑色的手机', undefined, 'zh');
    const traditional = read(traditionalText, undefined, 'zh');
    expect(traditional.intent).toBe('buy_phone');
    expect(traditional.confidence).toBe(simplified.confidence);
    const name = traditional.slots.find((slot) => slot.name === 'person_name');
    expect(name).toMatchObject({ surface: '王偉', value: '王偉' });
    expect(traditional.slots.map((slot) => [slot.name, slot.start, slot.end])).toEqual(
      simplified.slots.map((slot) => [slot.name, slot.start, slot.end]),
    );
    expect(read('我想賣手機', undefined, 'zh').confidence).not.toBe(simplified.confidence);
  });
});
