/**
 * A trained sequence tagger as inference holds it, and `tag`: a BIO tag with a confidence for each token.
 * Dialogs call it to find slots; it never trains and never splits text into tokens.
 */
import type { KeyIndex } from '../key-index.js';
import { bestPath, type ChainScores, type ChainShape, exponentiate, marginalsOf } from './chain.js';
import { type TaggerInput, tokenFeatures } from './token-features.js';

/** int8 weights of feature f: entries starts[f] .. starts[f + 1] of `tags` and `weights`; real weight = int8 x scale of its tag. */
export interface TaggerWeights {
  readonly starts: Uint32Array;
  readonly tags: Uint16Array;
  readonly weights: Int8Array;
  readonly scales: Float32Array;
}

export interface SequenceTaggerModel {
  readonly kind: 'sequence-tagger';
  readonly tags: readonly string[];
  readonly index: KeyIndex;
  readonly unary: TaggerWeights;
  readonly chain: ChainScores;
  /** exp of `chain`, computed once. */
  readonly factors: ChainScores;
  readonly shape: ChainShape;
}

export interface TaggedToken {
  readonly tag: string;
  /** Marginal probability of this tag at this token (forward-backward), 0..1. */
  readonly confidence: number;
}

/** The best path and the marginal of each of its tags. An empty sentence gives an empty list. O(tokens x (features + steps)). */
export function tag(model: SequenceTaggerModel, input: readonly string[] | TaggerInput): TaggedToken[] {
  const sentence: TaggerInput = isInput(input) ? input : { tokens: input };
  if (sentence.tokens.length === 0) return [];
  const unary = unaryScores(model, sentence);
  const path = bestPath(model.shape, unary, model.chain);
  const marginals = marginalsOf(model.shape, unary, model.factors);
  return Array.from(path, (j, t) => ({
    tag: model.tags[j]!,
    confidence: marginals.tags[t * model.tags.length + j]!,
  }));
}

function isInput(input: readonly string[] | TaggerInput): input is TaggerInput {
  return !Array.isArray(input);
}

function unaryScores(model: SequenceTaggerModel, sentence: TaggerInput): Float64Array {
  const { starts, tags, weights, scales } = model.unary;
  const tagCount = model.tags.length;
  const scores = new Float64Array(sentence.tokens.length * tagCount);
  tokenFeatures(sentence).forEach((keys, t) => {
    const row = t * tagCount;
    for (const key of keys) {
      const column = model.index.columnOf(key);
      if (column < 0) continue;
      for (let entry = starts[column]!; entry < starts[column + 1]!; entry++) {
        scores[row + tags[entry]!]! += weights[entry]!;
      }
    }
    for (let j = 0; j < tagCount; j++) scores[row + j]! *= scales[j]!;
  });
  return scores;
}

/** Completes the parts that are stored into a model ready for `tag`. */
export function createTagger(parts: Omit<SequenceTaggerModel, 'kind' | 'factors'>): SequenceTaggerModel {
  return { kind: 'sequence-tagger', ...parts, factors: exponentiate(parts.chain) };
}
