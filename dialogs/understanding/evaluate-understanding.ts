/**
 * How well a pack is understood on utterances it was not trained on: intent accuracy, slot F1 on (name, surface) and
 * out-of-scope recall per locale, with bootstrap intervals. Called at training and by `leadline eval pack`; trains nothing.
 */
import { bootstrapInterval, type Interval } from '../../learning/index.js';
import {
  type Clock,
  type Locale,
  OUT_OF_SCOPE,
  seededRandom,
  type Understanding,
} from '../../protocol/index.js';
import type { Understander } from './understander.js';

export interface ExpectedUnderstanding {
  readonly locale: Locale;
  readonly intent: string;
  readonly text: string;
  readonly slots: readonly { readonly name: string; readonly surface: string }[];
}

export interface UnderstoodExample {
  readonly expected: ExpectedUnderstanding;
  readonly given: Understanding;
  readonly elapsedMs: number;
}

export interface LocaleFigures {
  readonly locale: Locale;
  /** In-scope examples; rejecting one counts as wrong. */
  readonly intentAccuracy: Interval;
  readonly slotF1: Interval;
  /** Absent without out-of-scope examples. */
  readonly oosRecall?: Interval;
  readonly examples: number;
}

/** Understands every example once, without context. @param clock measures; its `now` resolves dates. */
export function understandAll(
  understander: Understander,
  examples: readonly ExpectedUnderstanding[],
  clock: Clock,
): readonly UnderstoodExample[] {
  return examples.map((expected) => {
    const { locale, text } = expected;
    const started = clock.monotonic();
    const given = understander.understand(text, { locale, channel: 'web', now: clock.now() });
    return { expected, given, elapsedMs: clock.monotonic() - started };
  });
}

/** One row per locale, in order of first appearance. */
export function figuresOf(understood: readonly UnderstoodExample[], seed: number): readonly LocaleFigures[] {
  const locales = [...new Set(understood.map((example) => example.expected.locale))];
  return locales.map((locale) =>
    figuresOfLocale(
      locale,
      understood.filter((e) => e.expected.locale === locale),
      seed,
    ),
  );
}

function figuresOfLocale(locale: Locale, all: readonly UnderstoodExample[], seed: number): LocaleFigures {
  const inScope = all.filter((example) => example.expected.intent !== OUT_OF_SCOPE);
  const outside = all.filter((example) => example.expected.intent === OUT_OF_SCOPE);
  const interval = (
    rows: readonly UnderstoodExample[],
    figure: (rows: readonly UnderstoodExample[]) => number,
  ) =>
    bootstrapInterval(rows.length, (drawn) => figure([...drawn].map((row) => rows[row]!)), {
      random: seededRandom(seed),
      draws: 300,
    });
  return {
    locale,
    intentAccuracy: interval(inScope, shareRight),
    slotF1: interval(inScope, slotF1),
    ...(outside.length > 0 && { oosRecall: interval(outside, shareRight) }),
    examples: all.length,
  };
}

function shareRight(rows: readonly UnderstoodExample[]): number {
  return (
    rows.filter(({ expected, given }) => expected.intent === given.intent).length / Math.max(1, rows.length)
  );
}

/** Micro F1 of (name, surface) pairs; a pair said twice counts once. */
export function slotF1(rows: readonly UnderstoodExample[]): number {
  let right = 0;
  let wanted = 0;
  let found = 0;
  for (const { expected, given } of rows) {
    const key = (slot: { readonly name: string; readonly surface: string }) => `${slot.name}=${slot.surface}`;
    const want = new Set(expected.slots.map(key));
    const got = new Set(given.slots.map(key));
    wanted += want.size;
    found += got.size;
    for (const each of got) if (want.has(each)) right++;
  }
  return wanted + found === 0 ? 1 : (2 * right) / (wanted + found);
}

/** TSV with the header `locale intent text slots`; slots are `name=surface` joined by `;`. Blank lines are skipped. */
export function parseExpected(tsv: string): readonly ExpectedUnderstanding[] {
  const [, ...lines] = tsv.replace(/^\uFEFF/, '').split(/\r?\n/);
  return lines
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [locale = '', intent = '', text = '', slots = ''] = line.split('\t');
      return { locale, intent, text, slots: slots.split(';').filter(Boolean).map(parseSlot) };
    });
}

function parseSlot(pair: string): { readonly name: string; readonly surface: string } {
  const at = pair.indexOf('=');
  return { name: pair.slice(0, at), surface: pair.slice(at + 1) };
}
