/**
 * Counts the digits in recognised words, however they were written: "oh two oh seven", "0207", "double four", "二零".
 * Called by the wait policy; knows nothing of what a number stands for.
 */

const DIGIT_WORDS = new Set('zero oh o nought one two three four five six seven eight nine'.split(' '));
const ZEROS = new Set(['0', 'zero', 'oh', 'o', 'nought', '零', '〇']);
const REPEATS = new Map([
  ['double', 1],
  ['triple', 2],
]);

/** Number of digits said; "double four" counts as two. */
export function countSpokenDigits(text: string): number {
  let count = [...text.matchAll(/[0-9零〇一二三四五六七八九两幺]/g)].length;
  for (const [word] of text.toLowerCase().matchAll(/[a-z]+/g)) {
    if (DIGIT_WORDS.has(word)) count++;
    count += REPEATS.get(word) ?? 0;
  }
  return count;
}

export interface TrailingDigits {
  readonly count: number;
  /** Numbers of phones and accounts begin with zero; amounts, sizes and years do not. */
  readonly startsWithZero: boolean;
}

const NO_DIGITS: TrailingDigits = { count: 0, startsWithZero: false };

/** The digits that the words end in: three in "my number is zero two zero", none in "020 is the code" or "under £400". */
export function trailingDigits(text: string): TrailingDigits {
  const words = text.toLowerCase().match(/[0-9]|[a-z]+|[^\s\p{P}]/gu) ?? [];
  let trailing = NO_DIGITS;
  for (const word of words.toReversed()) {
    if (/\p{Sc}/u.test(word)) return NO_DIGITS;
    const digits = countSpokenDigits(word);
    if (digits === 0) break;
    const startsWithZero = REPEATS.has(word) ? trailing.startsWithZero : ZEROS.has(word);
    trailing = { count: trailing.count + digits, startsWithZero };
  }
  return trailing;
}
