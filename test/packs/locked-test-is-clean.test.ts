// Promise: the locked test set covers every intent, keeps the annotation rules, and stands apart from the training data.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { type ExpectedUnderstanding, parseExpected } from '../../dialogs/index.js';
import { annotationFaults } from './annotation-faults.js';
import { readPackUtterances, type SlotSpan } from './pack-utterances.js';
import { findOverlaps, foldWording } from './training-overlap.js';

const FILE = 'packs/aurora/locked/test.tsv';
const FEWEST = 8;
/** Said only in reply to a question, which no row has before it; tested after their question in test/dialogs. */
const REPLIES = new Set(['withhold', 'ask_why']);
/** "thx", 退出: everybody says them, so a few may stand in both. */
const COURTESY_ROWS = 2;
const COURTESY_WORDS = 2;
const COURTESY_CHARACTERS = 4;

const training = readPackUtterances('packs', ['common', 'aurora']);
const rows = parseExpected(readFileSync(FILE, 'utf8'));

const cellOf = (row: Pick<ExpectedUnderstanding, 'intent' | 'locale'>) => `${row.intent} ${row.locale}`;

function countByCell(some: readonly ExpectedUnderstanding[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const row of some) counts.set(cellOf(row), (counts.get(cellOf(row)) ?? 0) + 1);
  return counts;
}

function isCourtesy({ locale, text }: ExpectedUnderstanding): boolean {
  return locale === 'zh'
    ? foldWording(text).length <= COURTESY_CHARACTERS
    : text.trim().split(/\s+/).length <= COURTESY_WORDS;
}

/** Sentences about rows that the training utterances repeat beyond the courtesy rows; empty when nothing does. */
function overlapFaults(some: readonly ExpectedUnderstanding[]): string[] {
  const overlaps = findOverlaps(some, training);
  const tooLong = overlaps
    .filter(({ row }) => !isCourtesy(row))
    .map(({ row, of }) => `${cellOf(row)}: "${row.text}" is trained as "${of}"`);
  const tooMany = [...countByCell(overlaps.map(({ row }) => row))]
    .filter(([, count]) => count > COURTESY_ROWS)
    .map(([cell, count]) => `${cell}: ${count} rows are trained word for word`);
  return [...tooLong, ...tooMany];
}

/** Sentences about slots that are not copied from the text in its order, or that break the annotation rules. */
function slotFaults(row: ExpectedUnderstanding): string[] {
  const { locale, intent, text } = row;
  const slots: SlotSpan[] = [];
  let from = 0;
  for (const { name, surface } of row.slots) {
    const start = surface === '' ? -1 : text.indexOf(surface, from);
    if (start < 0) return [`${text}: "${surface}" is not in the text after the slot before it`];
    slots.push({ slot: name, surface, start });
    from = start + surface.length;
  }
  return annotationFaults({ file: FILE, intent, locale, source: text, text, slots });
}

const control = (text: string, slots: ExpectedUnderstanding['slots'] = []): ExpectedUnderstanding => ({
  locale: 'en',
  intent: 'greet',
  text,
  slots,
});

describe('the locked test set', () => {
  test('covers every intent in every locale', () => {
    const wanted = new Set(training.filter(({ intent }) => !REPLIES.has(intent)).map(cellOf));
    const counts = countByCell(rows);
    expect([...counts.keys()].sort()).toEqual([...wanted].sort());
    expect([...counts].filter(([, count]) => count < FEWEST)).toEqual([]);
  });

  test('says nothing twice', () => {
    const said = rows.map(({ locale, text }) => `${locale} ${foldWording(text)}`);
    expect(said.filter((one, i) => said.indexOf(one) !== i)).toEqual([]);
  });

  test('stands apart from the training utterances', () => {
    expect(overlapFaults(rows)).toEqual([]);
  });

  test('copies its slots from the text and keeps the annotation rules', () => {
    expect(rows.flatMap(slotFaults)).toEqual([]);
  });
});

describe('what would spoil it is found (negative control)', () => {
  const long = training.find((one) => one.locale === 'en' && one.text.split(' ').length > 8)!;
  const short = training.filter(
    (one) => one.locale === 'en' && one.intent === 'greet' && isCourtesy(control(one.text)),
  );

  test('a training utterance, whatever its case and marks, and one with another ending', () => {
    expect(overlapFaults([control(long.text)])).toHaveLength(1);
    expect(overlapFaults([control(`${long.text.toUpperCase().replaceAll(' ', '  ')}!!`)])).toHaveLength(1);
    expect(overlapFaults([control(`${long.text} ok`)])).toHaveLength(1);
    expect(overlapFaults([control('my grandmother keeps seven bees in a teapot')])).toEqual([]);
  });

  test('more courtesy rows than two of an intent', () => {
    expect(short.length).toBeGreaterThan(COURTESY_ROWS);
    const rowsOf = (count: number) => short.slice(0, count).map(({ text }) => control(text));
    expect(overlapFaults(rowsOf(COURTESY_ROWS))).toEqual([]);
    expect(overlapFaults(rowsOf(COURTESY_ROWS + 1))).toHaveLength(1);
  });

  test('a slot that is not in the text, or that holds what the rules leave out', () => {
    expect(slotFaults(control('a blue one', [{ name: 'color', surface: 'green' }]))).toHaveLength(1);
    expect(slotFaults(control('call me on Monday', [{ name: 'date', surface: 'on Monday' }]))).toHaveLength(
      1,
    );
    expect(slotFaults(control('a blue one', [{ name: 'color', surface: 'blue' }]))).toEqual([]);
  });
});
