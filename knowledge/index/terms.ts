/**
 * Index terms of a text: stemmed words without stop words for Latin script, unigrams and bigrams for Han script.
 * Measured on XQuAD: no Chinese segmenter beats unigrams + bigrams for retrieval.
 */
import { stemmer } from 'stemmer';
import { toSimplified } from '../../text/index.js';

const STOP_WORDS = new Set(
  (
    'a an and any are as at be been but by can could d did do does for from get had has have he her him his how i if in ' +
    'into is it its ll m may me might my no not of on or our s shall she should so t than that the their them then ' +
    'there these they this those to us ve was we were what when where which who whom why will with would you your please'
  ).split(' '),
);

const HAN_STOP = new Set([...'的了吗呢吧啊呀么我你您他她它们是有在和与及就都也还请']);

const RUN = /\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{N}])+(?:['’]\p{L}+)?/gu;

/** Terms in order of appearance, with repeats; lower case, Unicode NFKC, Chinese in Simplified characters. */
export function termsOf(text: string): readonly string[] {
  const terms: string[] = [];
  for (const [run] of toSimplified(text).normalize('NFKC').toLowerCase().matchAll(RUN)) {
    if (/^\p{Script=Han}/u.test(run)) pushHanTerms(run, terms);
    else pushWord(run, terms);
  }
  return terms;
}

function pushWord(word: string, into: string[]): void {
  const bare = word.replace(/['’].*$/, '');
  if (bare === '' || STOP_WORDS.has(bare)) return;
  into.push(stemmer(bare));
}

function pushHanTerms(run: string, into: string[]): void {
  const characters = [...run];
  for (let i = 0; i < characters.length; i++) {
    const here = characters[i]!;
    if (!HAN_STOP.has(here)) into.push(here);
    const next = characters[i + 1];
    if (next !== undefined && !(HAN_STOP.has(here) && HAN_STOP.has(next))) into.push(here + next);
  }
}
