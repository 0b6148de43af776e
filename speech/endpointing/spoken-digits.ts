/** Counts the digits in recognised words, however they were written: "oh two oh seven", "0207", "double four", "二零". */

const DIGIT_WORDS = new Set('zero oh o nought one two three four five six seven eight nine'.split(' '));
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
