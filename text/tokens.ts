/** Cuts text into tokens with their place: words, numbers, single Chinese characters, single marks. Loses no visible character. */

export interface Token {
  readonly text: string;
  /** UTF-16 offsets, end exclusive. */
  readonly start: number;
  readonly end: number;
}

/** E-mail-like strings stay whole; letters and digits part (`256GB` is two tokens); CJK goes by character. */
const TOKEN =
  /[\w.+-]+@[\w-]+(?:\.[\w-]+)+|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{Script=Latin}\p{M}]+(?:['’][\p{Script=Latin}]+)*|\d+(?:[.,]\d+)*|[^\p{Script=Han}\p{Script=Latin}\p{M}\d\s\p{P}\p{S}][^\p{Script=Han}\p{Script=Latin}\d\s\p{P}\p{S}]*|[\p{P}\p{S}]/gu;

/** Words, numbers, single CJK characters and signs in order; spaces are left out. Offsets point into `text` as it is. */
export function tokenize(text: string): Token[] {
  return Array.from(text.matchAll(TOKEN), (match) => ({
    text: match[0],
    start: match.index,
    end: match.index + match[0].length,
  }));
}
