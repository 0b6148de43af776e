/**
 * How words sound, so that what was misheard or typed by sound is recognised: 平果 for 苹果, "voda phone" for Vodafone.
 * Called by keyword spotting and by whoever matches names; the only file that knows pinyin-pro and double-metaphone.
 */
import { doubleMetaphone } from 'double-metaphone';
import { pinyin } from 'pinyin-pro';

/** What many speakers do not tell apart: zh/z, ch/c, sh/s, n/l at the start, -ing/-in, -eng/-en, -ang/-an at the end. */
const CONFUSED: readonly (readonly [RegExp, string])[] = [
  [/^([zcs])h/, '$1'],
  [/^n(?=[aeiouv])/, 'l'],
  [/([aei])ng$/, '$1n'],
];

const syllables = new Map<string, string>();
const tones = new Map<string, string>();
const HAN = /^\p{Script=Han}$/u;

/**
 * The sound of one Chinese character: pinyin without tone, what is commonly confused made equal, ü as v; undefined for what is
 * none. One reading per character, the most frequent: both sides of a comparison are read alike.
 */
export function syllableOf(character: string): string | undefined {
  if (!HAN.test(character)) return undefined;
  const known = syllables.get(character);
  if (known !== undefined) return known;
  const plain = pinyin(character, { toneType: 'none', v: true });
  const syllable = CONFUSED.reduce((sound, [pattern, same]) => sound.replace(pattern, same), plain);
  syllables.set(character, syllable);
  return syllable;
}

/** Pinyin of one Chinese character with its tone as a number and nothing made equal: 诗 and 师 are shi1. */
export function tonedSyllableOf(character: string): string | undefined {
  if (!HAN.test(character)) return undefined;
  const known = tones.get(character) ?? pinyin(character, { toneType: 'num', v: true });
  tones.set(character, known);
  return known;
}

const MEMORY_LIMIT = 20_000;
const codes = new Map<string, string>();

/** The sound of Latin letters (double metaphone, Philips 2000): `vodafone`, `vodaphone` -> FTFN. Empty without letters. */
export function metaphoneOf(letters: string): string {
  const known = codes.get(letters);
  if (known !== undefined) return known;
  const [code] = doubleMetaphone(letters);
  if (codes.size >= MEMORY_LIMIT) codes.clear();
  codes.set(letters, code);
  return code;
}
