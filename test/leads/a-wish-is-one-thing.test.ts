/**
 * What the visitor wants is told one thing at a time: no wish takes a value that was said for another, what was agreed stands first,
 * and every language shows the catalog's own names.
 */
import { describe, expect, it } from '@jest/globals';
import { loadPack } from '../../bot/pack/index.js';
import { foldEvents, headlineOf, toRawLead, wishesOf } from '../../leads/index.js';
import { type EventDraft, type SlotReading, toTurnId } from '../../protocol/index.js';
import { exchange, slot, started, toEvents } from './lead-fixtures.js';

const pack = loadPack('packs/aurora').leads;

type FlowFact =
  | 'started'
  | 'abandoned'
  | { readonly action?: string; readonly slots: Readonly<Record<string, string>> };
interface Told {
  readonly intent: string;
  readonly slots?: readonly SlotReading[];
  readonly flows?: readonly (readonly [flow: string, fact: FlowFact])[];
}

/** A turn as the runtime writes it: received, what became of the flows, replied. */
function turn(id: string, { intent, slots = [], flows = [] }: Told): readonly EventDraft[] {
  const turnId = toTurnId(id);
  const [received, replied] = exchange(id, {
    text: slots.map((each) => each.surface).join(' '),
    intent,
    slots,
  });
  const marks = flows.map(([flow, fact]): EventDraft => {
    if (fact === 'started') return { kind: 'flow.started', data: { flow, turnId } };
    if (fact === 'abandoned') return { kind: 'flow.abandoned', data: { flow, turnId } };
    const { action, slots: confirmed } = fact;
    return { kind: 'flow.completed', data: { flow, turnId, action }, personal: { slots: confirmed } };
  });
  return [received!, ...marks, replied!];
}

const profileOf = (...turns: readonly (readonly EventDraft[])[]) =>
  foldEvents(toEvents('c1', [started('en'), ...turns.flat()]))!;
const wishes = (...turns: readonly (readonly EventDraft[])[]) =>
  wishesOf(profileOf(...turns), pack).map(({ purpose, stage, text }) => [purpose, stage, text.en, text.zh]);

const twoBlueIphones = orderOfTwo(['t1', 't2', 't3']);
const orderedAgain = orderOfTwo(['t4', 't5', 't6']);

function orderOfTwo([first, second, third]: readonly [string, string, string]) {
  return [
    turn(first, {
      intent: 'buy_phone',
      slots: [slot('quantity', '2', 'two'), slot('color', 'blue'), slot('product', 'iphone-15', 'iPhone 15')],
      flows: [['buy_phone', 'started']],
    }),
    turn(second, { intent: 'inform', slots: [slot('storage', '128GB', '128 gig')] }),
    turn(third, {
      intent: 'affirm',
      flows: [
        [
          'buy_phone',
          {
            action: 'place_order',
            slots: { product: 'iphone-15', color: 'blue', storage: '128GB', quantity: '2' },
          },
        ],
      ],
    }),
  ];
}
const ORDERED = [
  'buy_phone',
  'agreed',
  'Wants to buy 2 × iPhone 15, blue, 128GB',
  '想买 2 台iPhone 15，蓝色，128GB',
];

describe('a wish is one thing', () => {
  it('keeps the finished purchase whole and first when another is begun in another language', () => {
    const later = turn('t4', {
      intent: 'buy_phone',
      slots: [slot('product', 'phone', '手机')],
      flows: [['buy_phone', 'started']],
    });
    expect(wishes(...twoBlueIphones, later)).toEqual([
      ORDERED,
      ['buy_phone', 'open', 'Wants to buy a phone', '想买手机'],
    ]);
    const profile = profileOf(...twoBlueIphones, later);
    expect(headlineOf(wishesOf(profile, pack), profile, pack).en).toBe(ORDERED[2]);
  });

  it('gives a question inside a purchase its own values', () => {
    const price = turn('t2', {
      intent: 'ask_price',
      slots: [slot('product', 'xiaomi-14', 'Xiaomi 14')],
      flows: [
        ['ask_price', 'started'],
        ['ask_price', { slots: { product: 'xiaomi-14' } }],
      ],
    });
    const color = turn('t3', { intent: 'inform', slots: [slot('color', 'green', '绿色')] });
    expect(wishes(twoBlueIphones[0]!, price, color)).toEqual([
      ['buy_phone', 'open', 'Wants to buy 2 × iPhone 15, green', '想买 2 台iPhone 15，绿色'],
      ['ask_price', 'asked', 'Asked for the price of Xiaomi 14', '询问小米14的价格'],
    ]);
  });

  it('takes "I will have it" for what was talked about, and never for what was settled before', () => {
    const asked = turn('t1', {
      intent: 'ask_price',
      slots: [slot('product', 'pixel-8a', '8a')],
      flows: [
        ['ask_price', 'started'],
        ['ask_price', { slots: { product: 'pixel-8a' } }],
      ],
    });
    const taken = turn('t9', { intent: 'affirm', flows: [['buy_phone', 'started']] });
    expect(wishes(asked, taken)[0]).toEqual(['buy_phone', 'open', 'Wants to buy Pixel 8a', '想买Pixel 8a']);
    expect(wishes(...twoBlueIphones, taken)).toEqual([
      ORDERED,
      ['buy_phone', 'open', 'Wants to buy a phone', '想买手机'],
    ]);
  });

  it('leaves out what the purpose does not take: a phone is no plan', () => {
    const plan = turn('t1', {
      intent: 'buy_plan',
      slots: [slot('plan', 'huawei-p60', '华为P60')],
      flows: [['buy_plan', 'started']],
    });
    expect(wishes(plan)).toEqual([['buy_plan', 'open', 'Wants a plan', '想办套餐']]);
    const control = turn('t1', {
      intent: 'buy_plan',
      slots: [slot('plan', 'sim-l', '大套餐')],
      flows: [['buy_plan', 'started']],
    });
    expect(wishes(control)[0]?.[2]).toBe('Wants the plan SIM-only L');
  });

  it('tells a wish that was begun again once, and two orders twice', () => {
    const left = turn('t0', {
      intent: 'buy_phone',
      slots: [slot('product', 'iphone-15', 'iPhone 15')],
      flows: [['buy_phone', 'started']],
    });
    const gone = turn('t0b', { intent: 'stop', flows: [['buy_phone', 'abandoned']] });
    expect(wishes(left, gone, ...twoBlueIphones)).toEqual([ORDERED]);
    expect(wishes(...twoBlueIphones, ...orderedAgain)).toEqual([ORDERED, ORDERED]);
  });

  it('shows days and sums in the language of the reader', () => {
    const call = turn('t1', {
      intent: 'request_callback',
      slots: [slot('date', '2026-09-25', '周五'), slot('time', '16:30', '下午四点半')],
      flows: [['request_callback', 'started']],
    });
    expect(wishes(call)[0]?.slice(2)).toEqual([
      'Wants a call back on Friday 25 September at 16:30',
      '希望9月25日星期五 16:30回电',
    ]);
    const heard = toRawLead(profileOf(call), pack).heard;
    expect(heard[0]).toMatchObject({ surface: '周五', label: { en: 'Friday 25 September' } });
  });

  it('control: one wish for all that was said would mix the two', () => {
    const mixed = turn('t1', {
      intent: 'buy_phone',
      slots: [slot('product', 'iphone-15'), slot('color', 'blue'), slot('product', 'xiaomi-14')],
      flows: [['buy_phone', 'started']],
    });
    expect(wishes(mixed)[0]?.[2]).toBe('Wants to buy Xiaomi 14, blue');
  });
});
