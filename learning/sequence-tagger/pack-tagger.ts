/** Prunes learnt weights and packs them as int8 with one scale per tag. Called at the end of the tagger's training. */
import { createKeyIndex, type KeyIndex } from '../key-index.js';
import type { ChainShape } from './chain.js';
import type { ChainWeights } from './chain-learner.js';
import { createTagger, type SequenceTaggerModel } from './sequence-tagger-model.js';

export interface TaggerParts {
  readonly tags: readonly string[];
  readonly index: KeyIndex;
  readonly shape: ChainShape;
  readonly weights: ChainWeights;
  readonly maxWeights: number;
}

/** Keeps the `maxWeights` strongest weights; features left without any are dropped. */
export function packTagger({ tags, index, shape, weights, maxWeights }: TaggerParts): SequenceTaggerModel {
  const tagCount = tags.length;
  const { unary } = weights;
  const scales = tagScales(unary, tagCount);
  const threshold = pruningThreshold(unary, maxWeights);
  const isKept = (k: number) => Math.abs(unary[k]!) >= Math.max(threshold, scales[k % tagCount]! / 2);
  const keys: number[] = [];
  const starts: number[] = [0];
  const entryTags: number[] = [];
  const entryWeights: number[] = [];
  for (let column = 0; column < index.keys.length; column++) {
    for (let j = 0; j < tagCount; j++) {
      const k = column * tagCount + j;
      if (!isKept(k)) continue;
      entryTags.push(j);
      entryWeights.push(Math.round(unary[k]! / scales[j]!));
    }
    if (entryTags.length === starts.at(-1)) continue;
    keys.push(index.keys[column]!);
    starts.push(entryTags.length);
  }
  return createTagger({
    tags,
    shape,
    index: createKeyIndex(Uint32Array.from(keys)),
    unary: {
      starts: Uint32Array.from(starts),
      tags: Uint16Array.from(entryTags),
      weights: Int8Array.from(entryWeights),
      scales,
    },
    chain: { steps: weights.steps, start: weights.start },
  });
}

function tagScales(unary: Float32Array, tagCount: number): Float32Array {
  const scales = new Float32Array(tagCount);
  for (let k = 0; k < unary.length; k++) {
    scales[k % tagCount] = Math.max(scales[k % tagCount]!, Math.abs(unary[k]!) / 127);
  }
  return scales.map((scale) => scale || 1);
}

function pruningThreshold(unary: Float32Array, maxWeights: number): number {
  const magnitudes = unary.filter((weight) => weight !== 0).map(Math.abs);
  return magnitudes.length <= maxWeights ? 0 : magnitudes.sort()[magnitudes.length - maxWeights]!;
}
