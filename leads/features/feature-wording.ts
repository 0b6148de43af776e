/**
 * How a feature's value is put into words, in every language that has a wording: reasons of scores and traits of segments.
 * Called by score/ and segment/; a pack's signals bring their own wording in the same form.
 */
import { type Locale, type LocalizedText, pickText } from '../../protocol/index.js';

/** Templates with {count}, {times} ("twice", "3 times") and {value} (what was heard last). */
export interface FeatureWording {
  readonly none: LocalizedText;
  readonly one: LocalizedText;
  readonly many?: LocalizedText;
}

/** The fact behind an amount, rounded: `none` for zero, `one` for one, else `many` (or `one` where there is no `many`). */
export function wordFact(
  wording: FeatureWording,
  amount: number,
  value: LocalizedText | string = '',
): LocalizedText {
  const count = Math.round(amount);
  const template = count <= 0 ? wording.none : count > 1 ? (wording.many ?? wording.one) : wording.one;
  return mapText(template, (text, locale) =>
    text
      .replaceAll('{times}', timesIn(locale, count))
      .replaceAll('{count}', String(count))
      .replaceAll('{value}', typeof value === 'string' ? value : pickText(value, locale)),
  );
}

export function mapText(text: LocalizedText, map: (text: string, locale: Locale) => string): LocalizedText {
  return Object.fromEntries(Object.entries(text).map(([locale, words]) => [locale, map(words, locale)]));
}

function timesIn(locale: Locale, times: number): string {
  if (locale.startsWith('zh')) return `${times} 次`;
  if (locale.startsWith('en')) return times === 2 ? 'twice' : `${times} times`;
  return `${times} ×`;
}
