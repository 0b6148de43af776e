/**
 * The words of a turn so far as features of "has the caller finished?": the last words before all, and how the turn began.
 * Called by the end-of-turn model in training and in use; knows no language.
 */
import { tokenize, toSimplified } from '../../text/index.js';

/** Beyond this many words only the last ones count. */
const MOST_WORDS = 24;
const SUFFIX = 3;
const LONG = 8;

/** Words as a recogniser and a writer have in common: lower case, no marks, digits alike but for their number. */
export function turnWords(text: string): string[] {
  return tokenize(toSimplified(text).normalize('NFKC').toLowerCase().replaceAll('’', "'"))
    .map(({ text: word }) => word)
    .filter((word) => /[\p{L}\p{N}]/u.test(word))
    .map((word) => word.replace(/\p{N}/gu, '0'));
}

/** Feature strings of the words so far, the last word last. O(words). */
export function turnEndFeatures(words: readonly string[]): string[] {
  const recent = words.slice(-MOST_WORDS);
  const back = (i: number) => recent[recent.length - i] ?? '^';
  const [last, second, third] = [back(1), back(2), back(3)];
  const first = words[0] ?? '^';
  const length = Math.min(words.length, LONG);
  return [
    `1 ${last}`,
    `2 ${second} ${last}`,
    `3 ${third} ${second} ${last}`,
    `p ${second}`,
    `q ${third}`,
    `s ${last.slice(-SUFFIX)}`,
    `sp ${second.slice(-SUFFIX)} ${last}`,
    `n ${length}`,
    `n1 ${Math.min(length, 4)} ${last}`,
    `f ${first}`,
    `f2 ${first} ${words[1] ?? '$'}`,
    `fl ${first} ${last}`,
    `fn ${first} ${length}`,
    ...recent.map((word) => `b ${word}`),
  ];
}
