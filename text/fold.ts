/**
 * Folds text to the form in which strings are compared: full-width to half-width, lower case, Traditional characters as
 * Simplified, accents and most punctuation off, single spaces. Never used for what is shown.
 */

import { toSimplified } from './simplified.js';

/** `ＩＰＨＯＮＥ１５！` -> `iphone15`; marks between words become a space. */
export function fold(text: string): string {
  return toSimplified(text)
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[’']/g, '')
    .replace(/[^\p{L}\p{N}£$€¥%@.+]+/gu, ' ')
    .replace(/\.(?=\s|$)/g, ' ')
    .trim()
    .replace(/\s+/g, ' ');
}

/** Folded and without any space: how names are compared across "iphone 15", "iPhone15" and "i phone 15". */
export const squash = (text: string) => fold(text).replace(/[\s.+-]/g, '');
