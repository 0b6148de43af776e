/**
 * Turns an utterance into hashed n-gram counts: word 1-2 grams, word pairs with a gap and character 3-5 grams for
 * scripts with spaces, character 1-3 grams for Chinese and Japanese. Called by the linear classifier only; it knows no vocabulary and no labels.
 */

import { finishHash, hashStep, hashText } from '../hashing.js';

export interface FeatureOptions {
  /** Longest word n-gram (1 = words only, without order). */
  readonly wordGrams: number;
  /** Shortest and longest character n-gram of spaced scripts. */
  readonly charGrams: readonly [number, number];
  /** Longest character n-gram of unspaced scripts. */
  readonly cjkGrams: number;
}

export const DEFAULT_FEATURES: FeatureOptions = { wordGrams: 2, charGrams: [3, 5], cjkGrams: 3 };

/** Hash space: 2^22 buckets keep collisions of a 150k-feature vocabulary under 4 %. */
export const HASH_BITS = 22;
const HASH_MASK = (1 << HASH_BITS) - 1;
/** The lowest bit of a key says whether the feature counts as a word (1) or, at less weight, as part of one or a loose pair (0). */
export const WORD_BIT = 1;
const SEED_WORD = 0x811c9dc5;
const SEED_CHAR = 0x2f0b4c47;
const SEED_CJK = 0x5bd1e995;
const SEED_CONTEXT = 0x1b873593;
const SEED_FIRST = 0x3c6ef372;
const SEED_LAST = 0x510e527f;
const SEED_GAP = 0x1f83d9ab;
const SPACE = 32;
const WIDEST_GAP = 4;

const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
const PIECES =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+|[\p{L}\p{M}\p{N}'’]+|[^\s\p{L}\p{M}\p{N}]/gu;

/** Receives one hashed feature; `key` lies in [0, 2^HASH_BITS). */
type Emit = (key: number) => void;

/** Text as the featurizer sees it: NFKC, lower case, one piece per word, mark or run of unspaced script. */
export function normalisedPieces(text: string): string[] {
  return text.normalize('NFKC').toLowerCase().replaceAll('’', "'").match(PIECES) ?? [];
}

/**
 * Counts of hashed features of one utterance. O(characters x longest n-gram).
 * @param context whole feature strings known besides the words, e.g. `expected:color`.
 */
export function extractFeatures(
  text: string,
  context: readonly string[],
  options: FeatureOptions,
): Map<number, number> {
  const counts = new Map<number, number>();
  const emit: Emit = (key) => {
    counts.set(key, (counts.get(key) ?? 0) + 1);
  };
  const pieces = normalisedPieces(text);
  emitWordGrams(pieces, options.wordGrams, emit);
  if (options.wordGrams > 1) emitOrderMarks(pieces, emit);
  for (const piece of pieces) {
    if (UNSPACED.test(piece)) emitCharGrams(piece, { from: 1, to: options.cjkGrams, seed: SEED_CJK }, emit);
    else emitPaddedGrams(piece, options, emit);
  }
  for (const feature of context) emit(finish(hashText(SEED_CONTEXT, feature)) | WORD_BIT);
  return counts;
}

function emitWordGrams(pieces: readonly string[], longest: number, emit: Emit): void {
  const hashes = pieces.map((piece) => (UNSPACED.test(piece) ? 0 : hashText(SEED_WORD, piece)));
  for (let i = 0; i < pieces.length; i++) {
    if (hashes[i] === 0) continue;
    let hash = hashes[i]!;
    emit(finish(hash) | WORD_BIT);
    for (let n = 2; n <= longest && i + n <= pieces.length && hashes[i + n - 1] !== 0; n++) {
      hash = hashText(hashStep(hash, SPACE), pieces[i + n - 1]!);
      emit(finish(hash) | WORD_BIT);
    }
  }
}

/** The first and the last word as such, and ordered pairs of words up to four apart: they tell questions from statements. */
function emitOrderMarks(pieces: readonly string[], emit: Emit): void {
  const [first, last] = [pieces[0], pieces.at(-1)];
  if (first !== undefined && !UNSPACED.test(first)) emit(finish(hashText(SEED_FIRST, first)) | WORD_BIT);
  if (last !== undefined && !UNSPACED.test(last)) emit(finish(hashText(SEED_LAST, last)) | WORD_BIT);
  const words = pieces.map((piece) => (UNSPACED.test(piece) ? undefined : piece));
  for (let i = 0; i < words.length; i++) {
    if (words[i] === undefined) continue;
    const start = hashStep(hashText(SEED_GAP, words[i]!), SPACE);
    const end = Math.min(words.length - 1, i + WIDEST_GAP);
    for (let j = i + 2; j <= end; j++) {
      if (words[j] !== undefined) emit(finish(hashText(start, words[j]!)) & ~WORD_BIT);
    }
  }
}

/** Character n-grams of a word padded with one space on each side, as in scikit-learn's `char_wb`. */
function emitPaddedGrams(piece: string, options: FeatureOptions, emit: Emit): void {
  const [from, to] = options.charGrams;
  if (to > 0) emitCharGrams(` ${piece} `, { from, to, seed: SEED_CHAR }, emit);
}

interface GramRange {
  readonly from: number;
  readonly to: number;
  readonly seed: number;
}

function emitCharGrams(text: string, { from, to, seed }: GramRange, emit: Emit): void {
  for (let start = 0; start < text.length; start++) {
    let hash = seed;
    const end = Math.min(text.length, start + to);
    for (let i = start; i < end; i++) {
      hash = hashStep(hash, text.charCodeAt(i));
      if (i - start + 1 >= from) emit(finish(hash) & ~WORD_BIT);
    }
  }
}

function finish(hash: number): number {
  return finishHash(hash) & HASH_MASK;
}
