// Promise: every intent has enough utterances in every locale, and slot marks follow docs/annotation.md.
import { describe, expect, test } from '@jest/globals';
import { annotationFaults, SLOTS } from './annotation-faults.js';
import { parseUtterance, readPackUtterances } from './pack-utterances.js';

const INTENTS = [
  'greet goodbye thanks affirm deny help repeat stop talk_to_human ask_identity request_callback complaint',
  'opt_out privacy_request give_feedback business_hours buy_phone buy_plan buy_accessory ask_price',
  'ask_availability compare_products ask_promotion ask_financing trade_in book_visit request_quote',
  'order_status change_order cancel_order return_or_refund delivery_time warranty_repair broadband_check',
  'network_problem billing_question inform withhold ask_why out_of_scope',
].flatMap((line) => line.split(' '));

/** Fewest utterances an intent may have in a locale. */
const FEWEST: Readonly<Record<string, number>> = { inform: 120, out_of_scope: 250 };
const FEWEST_ELSEWHERE = 60;

const utterances = readPackUtterances('packs', ['common', 'aurora']);

describe('the intents of the shipped packs', () => {
  test('are the agreed ones', () => {
    expect([...new Set(utterances.map((one) => one.intent))].sort()).toEqual([...INTENTS].sort());
  });

  test.each(INTENTS.flatMap((intent) => [[intent, 'en'] as const, [intent, 'zh'] as const]))(
    '%s has enough utterances in %s',
    (intent, locale) => {
      const count = utterances.filter((one) => one.intent === intent && one.locale === locale).length;
      expect(count).toBeGreaterThanOrEqual(FEWEST[intent] ?? FEWEST_ELSEWHERE);
    },
  );

  test('never claim the same text twice', () => {
    const owners = new Map<string, string>();
    const clashes: string[] = [];
    for (const one of utterances) {
      const key = `${one.locale} ${one.text.toLowerCase()}`;
      const owner = owners.get(key);
      if (owner !== undefined) clashes.push(`${key}: ${owner} and ${one.intent}`);
      owners.set(key, one.intent);
    }
    expect(clashes).toEqual([]);
  });
});

describe('slot marks', () => {
  test('follow the annotation rules', () => {
    expect(utterances.flatMap(annotationFaults)).toEqual([]);
  });

  test('show every slot at least 12 times in each locale', () => {
    for (const locale of ['en', 'zh']) {
      for (const slot of SLOTS) {
        const seen = utterances.filter((one) => one.locale === locale).flatMap((one) => one.slots);
        expect([slot, seen.filter((span) => span.slot === slot).length >= 12]).toEqual([slot, true]);
      }
    }
  });

  test('that are wrong are found (negative control)', () => {
    const wrong = (source: string, locale = 'en'): string[] =>
      annotationFaults({ file: 'control', intent: 'control', locale, source, ...parseUtterance(source) });
    expect(wrong('call me [on Monday](date)')).toHaveLength(1);
    expect(wrong('two [iphone](product)s')).toHaveLength(1);
    expect(wrong('the [blue ](color) one')).toHaveLength(1);
    expect(wrong('[fast](speed)')).toHaveLength(1);
    expect(wrong('我要[两台](quantity)', 'zh')).toHaveLength(1);
    expect(() => parseUtterance('a [blue(color)')).toThrow('stray bracket');
    expect(wrong('I want [two](quantity) [iPhones](product) in [blue](color)')).toEqual([]);
  });
});
