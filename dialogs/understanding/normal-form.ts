/** The form in which names of things are compared: folded, number words as digits, plural s off the end, no spaces. */
import { EN_NUMBER_WORDS, fold, parseNumber } from '../../text/index.js';

const ZH_NUMERAL = /[零一二三四五六七八九十百]+/g;
const WORD_RUN = new RegExp(
  `\\b(?:${EN_NUMBER_WORDS.join('|')})(?:[\\s-](?:${EN_NUMBER_WORDS.join('|')}))*\\b`,
  'g',
);

const MEMORY_LIMIT = 20_000;
const memory = new Map<string, string>();

/** `iPhone fifteen Pro`, `i-phone 15pro`, `苹果十五 Pro` -> `iphone15pro`, `iphone15pro`, `苹果15pro`. */
export function normalForm(text: string): string {
  const known = memory.get(text);
  if (known !== undefined) return known;
  const form = computeForm(text);
  if (memory.size >= MEMORY_LIMIT) memory.clear();
  memory.set(text, form);
  return form;
}

function computeForm(text: string): string {
  return fold(text)
    .replace(WORD_RUN, (run) => String(parseNumber(run) ?? run))
    .replace(ZH_NUMERAL, (run) => String(parseNumber(run) ?? run))
    .replace(/[\s.+-]/g, '');
}

/** The digit runs of a normal form: two names with different numbers are never the same thing. */
export const digitsOf = (form: string) => form.match(/\d+/g)?.join(' ') ?? '';
