/**
 * Puts a wish into words by the pack's templates, in every language they have: each language shows values by the catalog's names,
 * never in the language that the visitor happened to use. Called by wishes.ts.
 */
import type { Locale, LocalizedText } from '../../protocol/index.js';
import type { LeadPack } from '../lead-pack.js';
import type { HeardWish } from './heard-wishes.js';

/** The words, and the values in them: two wishes with the same values are the same wish. */
export interface WordedWish {
  readonly text: LocalizedText;
  readonly known: Readonly<Record<string, string>>;
}

type Shown = Readonly<Record<string, LocalizedText | string>>;

/** Undefined when the pack has no template for the purpose whose slots are known. */
export function wordWish(wish: HeardWish, pack: LeadPack): WordedWish | undefined {
  const templates = Object.entries(pack.headlines[wish.purpose] ?? {});
  const slots = slotsIn(templates.flatMap(([, lines]) => lines));
  const shown: Record<string, LocalizedText | string> = {};
  const known: Record<string, string> = {};
  for (const slot of slots) {
    const heard = wish.values[slot];
    const words = heard && shownValue(pack, { slot, purpose: wish.purpose, ...heard });
    if (heard === undefined || words === undefined) continue;
    shown[slot] = words;
    known[slot] = heard.value;
  }
  const text: Record<Locale, string> = {};
  for (const [locale, lines] of templates) {
    const filled = firstFilled(lines, shown, locale);
    if (filled !== undefined) text[locale] = filled;
  }
  return Object.keys(text).length === 0 ? undefined : { text, known };
}

const slotsIn = (lines: readonly string[]) =>
  new Set(lines.flatMap((line) => Array.from(line.matchAll(/\{(\w+)\}/gu), (match) => match[1]!)));

interface ShownAs {
  readonly slot: string;
  readonly purpose: string;
  readonly value: string;
  readonly surface: string;
}

function shownValue(pack: LeadPack, { slot, purpose, value, surface }: ShownAs) {
  const reading = pack.readValue?.(slot, value, purpose) ?? { kind: 'as-said' };
  if (reading.kind === 'named') return reading.text;
  if (reading.kind === 'unfit') return undefined;
  const isNumberInWords = /^\d+(?:\.\d+)?$/u.test(value) && !/\d/u.test(surface);
  return isNumberInWords ? value : surface || value;
}

function firstFilled(lines: readonly string[], shown: Shown, locale: Locale): string | undefined {
  for (const line of lines) {
    const text = fillTemplate(line, shown, locale);
    if (text !== undefined) return text;
  }
  return undefined;
}

/** Undefined when a slot outside brackets is unknown. */
function fillTemplate(template: string, shown: Shown, locale: Locale): string | undefined {
  let isComplete = true;
  const fill = (part: string, onMissing: () => void) =>
    part.replace(/\{(\w+)\}/gu, (_, slot: string) => {
      const words = shown[slot];
      const text = typeof words === 'object' ? words[locale] : words;
      if (text === undefined) onMissing();
      return text ?? '';
    });
  const optional = template.replace(/\[([^\]]*)\]/gu, (_, part: string) => {
    let isKnown = true;
    const filled = fill(part, () => {
      isKnown = false;
    });
    return isKnown ? filled : '';
  });
  const text = fill(optional, () => {
    isComplete = false;
  });
  return isComplete ? text : undefined;
}
