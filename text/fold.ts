/**
 * Folds text to the form in which strings are compared: full-width to half-width, lower case, Traditional characters as
 * Simplified, accents and most punctuation off, single spaces. Never used for what is shown.
 */

import { toSimplified } from './simplified.js';

/** Most English needs no Unicode tables: a fifth of the time. */
const PRINTABLE_ASCII = /^[ -~]*$/;

/** `ＩＰＨＯＮＥ１５！` -> `iphone15`; marks between words become a space. */
export function fold(text: string): string {
  return (PRINTABLE_ASCII.test(text) ? foldAscii(text) : foldUnicode(text))
    .replace(/\.(?=\s|$)/g, ' ')
    .trim()
    .replace(/\s+/g, ' ');
}

const foldAscii = (text: string) =>
  text
    .toLowerCase()
    .replace(/'/g, '')
    .replace(/[^a-z0-9$%@.+]+/g, ' ');

const foldUnicode = (text: string) =>
  toSimplified(text)
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[’']/g, '')
    .replace(/[^\p{L}\p{N}£$€¥%@.+]+/gu, ' ');

/** Folded and without any space: how names are compared across "iphone 15", "iPhone15" and "i phone 15". */
export const squash = (text: string) => fold(text).replace(/[\s.+-]/g, '');
