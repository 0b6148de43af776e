/**
 * Finds what was asked for when it is nothing of the pack: "how much is a helicopter?". Goods are foreign when none of the
 * pack's own utterances hold their words; called where a product is wanted and none was read. Knows no list of goods.
 */
import { OUT_OF_SCOPE } from '../../protocol/index.js';
import { fold, isUnspaced, spacedPart } from '../../text/index.js';
import type { CommonWords } from './common-words.js';
import type { Gazetteer } from './gazetteer.js';
import type { PackExample } from './training-set.js';

export interface ForeignWords {
  /** The first run of words that are foreign to the pack, with what belongs to it. Offsets are UTF-16, end exclusive. */
  find(text: string, locale: string): { readonly start: number; readonly end: number } | undefined;
}

export interface ForeignWordsParts {
  readonly commonWords: CommonWords;
  readonly gazetteer: Gazetteer;
}

/** Shorter words are grammar or typing errors in spaced writing; one character says little in unspaced writing. */
const SHORTEST = { unspaced: 2, spaced: 4 };

interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const segmenters = new Map<string, Intl.Segmenter>();

function wordsOf(text: string, locale: string): Word[] {
  const segmenter = segmenters.get(locale) ?? new Intl.Segmenter(locale, { granularity: 'word' });
  segmenters.set(locale, segmenter);
  return [...segmenter.segment(text)].flatMap(({ segment, index, isWordLike }) =>
    isWordLike ? [{ text: segment, start: index, end: index + segment.length }] : [],
  );
}

/** "-ing", "-ness": with more behind an own word it is another word, as a wheelbarrow is no wheel. */
const LONGEST_ENDING = 4;

const beginningsOf = (word: string) =>
  Array.from({ length: Math.max(0, word.length - SHORTEST.spaced + 1) }, (_, i) =>
    word.slice(0, SHORTEST.spaced + i),
  );

const pairsOf = (word: string) =>
  Array.from({ length: Math.max(0, word.length - 1) }, (_, i) => word.slice(i, i + 2));

/** What the pack's own utterances hold: words and their beginnings, in unspaced writing pairs of characters. */
function learnOwn(examples: readonly PackExample[]) {
  const words = new Set<string>();
  const beginnings = new Set<string>();
  const pairs = new Set<string>();
  for (const { text, locale, intent } of examples) {
    if (intent === OUT_OF_SCOPE) continue;
    const isMixed = isUnspaced(text);
    if (isMixed) for (const pair of pairsOf(fold(text))) pairs.add(pair);
    for (const { text: said } of wordsOf(isMixed ? spacedPart(text) : text, locale)) {
      const word = fold(said);
      if (words.has(word)) continue;
      words.add(word);
      for (const beginning of beginningsOf(word)) beginnings.add(beginning);
    }
  }
  /** Another form of an own word is no foreign one: "costing", "television" where the pack says "televisions". */
  const isForm = (word: string) =>
    beginnings.has(word.slice(0, -1)) ||
    beginningsOf(word).some(
      (beginning) => word.length - beginning.length <= LONGEST_ENDING && words.has(beginning),
    );
  return {
    isOwn: (word: string) =>
      isUnspaced(word) ? pairsOf(word).every((pair) => pairs.has(pair)) : words.has(word) || isForm(word),
  };
}

export function learnForeignWords(examples: readonly PackExample[], parts: ForeignWordsParts): ForeignWords {
  const own = learnOwn(examples);
  const isForeign = ({ text }: Word) => {
    const word = fold(text);
    const shortest = isUnspaced(word) ? SHORTEST.unspaced : SHORTEST.spaced;
    return /^[\p{L}\p{M}'’-]+$/u.test(text) && word.length >= shortest && !own.isOwn(word);
  };
  return {
    find(text, locale) {
      const words = wordsOf(text, locale);
      const from = words.findIndex(isForeign);
      if (from < 0) return undefined;
      const isTail = (word: Word) =>
        isForeign(word) || /^\d+$/.test(word.text) || (isUnspaced(word.text) && belongs(word, parts));
      let first = from;
      let last = from;
      while (isNextTo(words[last], words[last + 1], text) && isTail(words[last + 1]!)) last++;
      while (first > 0 && isNextTo(words[first - 1], words[first], text) && belongs(words[first - 1]!, parts))
        first--;
      return { start: words[first]!.start, end: words[last]!.end };
    },
  };
}

/** The "phone" of a phone sofa, 机 of 洗衣机: a word for goods, or none that the pack has elsewhere. */
function belongs({ text }: Word, { commonWords, gazetteer }: ForeignWordsParts): boolean {
  const tokens = (isUnspaced(text) ? [...text] : [text]).map((part) => ({ text: part, start: 0, end: 0 }));
  if (gazetteer.find(tokens).length > 0) return true;
  const isUsual = isUnspaced(text) ? commonWords.isCommon : commonWords.isKnown;
  return tokens.some((token) => !isUsual(token.text));
}

const isNextTo = (word: Word | undefined, next: Word | undefined, text: string) =>
  word !== undefined && next !== undefined && text.slice(word.end, next.start).trim() === '';
