/** Reads numbers written in digits or in English or Chinese words. Called by slot reading; never reads phone numbers (see digits.ts). */
import {
  EN_COUNTS,
  EN_SCALES,
  EN_TENS,
  EN_UNITS,
  ZH_BIG_SCALES,
  ZH_DIGITS,
  ZH_SCALES,
} from './number-words.js';

export interface NumberSpan {
  readonly value: number;
  /** UTF-16 offsets, end exclusive. */
  readonly start: number;
  readonly end: number;
}

const ZH_NUMBER = /[零〇一二三四五六七八九两兩俩仨十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟萬幺]+/gu;

/** A Chinese numeral (二十三, 三百五, 两万, 一五零) as a number; undefined when it is none. */
export function parseChineseNumber(text: string): number | undefined {
  const chars = [...text];
  if (chars.length === 0) return undefined;
  if (chars.every((char) => char in ZH_DIGITS)) return Number(chars.map((char) => ZH_DIGITS[char]).join(''));
  let total = 0;
  let section = 0;
  let digit: number | undefined;
  let lastScale = 1;
  for (const char of chars) {
    if (char in ZH_DIGITS) {
      digit = ZH_DIGITS[char]!;
      if (digit === 0) lastScale = 10;
    } else if (char in ZH_SCALES) {
      lastScale = ZH_SCALES[char]!;
      section += (digit ?? 1) * lastScale;
      digit = undefined;
    } else if (char in ZH_BIG_SCALES) {
      lastScale = ZH_BIG_SCALES[char]!;
      total += (section + (digit ?? 0) || 1) * lastScale;
      section = 0;
      digit = undefined;
    } else return undefined;
  }
  // 三百五 is 350: a last bare digit counts a tenth of the scale before it.
  return total + section + (digit ?? 0) * (lastScale >= 100 ? lastScale / 10 : 1);
}

/**
 * Adds a word to the number so far; numerals said in a row are joined: "two five six" and "two fifty six" are 256.
 * @param last value of the word before, absent where there was none or a scale.
 */
function addEnglishWord(current: number, last: number | undefined, value: number): number {
  if (last === undefined || last >= 10) return current + value;
  return value < 10 ? current * 10 + value : current * 100 + value;
}

function parseEnglishWords(words: readonly string[]): number | undefined {
  let total = 0;
  let current = 0;
  let last: number | undefined;
  let seen = false;
  for (const word of words) {
    const value = EN_UNITS[word] ?? EN_TENS[word];
    if (value !== undefined) current = addEnglishWord(current, last, value);
    else if (word === 'hundred') current = (current || 1) * 100;
    else if (word in EN_SCALES) {
      total += (current || 1) * EN_SCALES[word]!;
      current = 0;
    } else if (/^\d+$/.test(word)) current += Number(word);
    else if (!(word === 'and' && seen) && !(word === 'a' && !seen)) return undefined;
    last = value;
    seen = true;
  }
  return seen ? total + current : undefined;
}

/** A whole string as a number: `2`, `1,200`, `twenty three`, `a couple`, `二十三`, `3k`; undefined when it is none. */
export function parseNumber(text: string): number | undefined {
  const plain = text.normalize('NFKC').trim().toLowerCase();
  const digits = /^(\d+(?:,\d{3})*(?:\.\d+)?|\.\d+)\s*(k|千|万)?$/.exec(plain);
  if (digits !== null) {
    const factor = digits[2] === undefined ? 1 : digits[2] === '万' ? 10_000 : 1000;
    return Number(digits[1]!.replaceAll(',', '')) * factor;
  }
  if (new RegExp(`^${ZH_NUMBER.source}$`, 'u').test(plain)) return parseChineseNumber(plain);
  const words = plain.replace(/^(a|the)\s+(?=couple|pair|dozen|single)/, '').split(/[\s-]+/);
  if (words.length === 1 && words[0]! in EN_COUNTS) return EN_COUNTS[words[0]!];
  return words.every((word) => word === 'a' || word === 'and') ? undefined : parseEnglishWords(words);
}

const EN_NUMBER_WORD = [...Object.keys(EN_UNITS), ...Object.keys(EN_TENS), ...Object.keys(EN_SCALES)].join(
  '|',
);
const EN_RUN = new RegExp(
  `\\b(?:a\\s+(?=hundred|thousand|grand))?(?:${EN_NUMBER_WORD})(?:(?:[\\s-]+(?:and\\s+)?)(?:${EN_NUMBER_WORD}))*\\b`,
  'giu',
);
const DIGIT_RUN = /(?<![\p{Script=Latin}\d.])\d+(?:,\d{3})*(?:\.\d+)?(?:k\b)?/giu;

/** All numbers of a text with their places, in order, none overlapping. */
export function findNumbers(text: string): NumberSpan[] {
  const spans: NumberSpan[] = [];
  for (const pattern of [DIGIT_RUN, EN_RUN, ZH_NUMBER]) {
    for (const match of text.matchAll(pattern)) {
      const value = parseNumber(match[0]);
      if (value !== undefined) spans.push({ value, start: match.index, end: match.index + match[0].length });
    }
  }
  return spans.sort((a, b) => a.start - b.start);
}

/** The English words a number is made of, for those who rewrite them as digits. */
export const EN_NUMBER_WORDS: readonly string[] = [
  ...Object.keys(EN_UNITS),
  ...Object.keys(EN_TENS),
  'hundred',
];
