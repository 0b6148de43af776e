/** Prunes learnt weights and packs them as int8 with one scale per tag. Called at the end of the tagger's training. */
import { createKeyIndex, type KeyIndex } from '../key-index.js';
import { leastKept } from '../numerics/least-kept.js';
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
  const threshold = leastKept(unary, maxWeights);
  const floors = scales.map((scale) => Math.max(threshold, scale / 2));
  const keys: number[] = [];
  const starts: number[] = [0];
  const entryTags: number[] = [];
  const entryWeights: number[] = [];
  for (let column = 0; column < index.keys.length; column++) {
    for (let j = 0; j < tagCount; j++) {
      const k = column * tagCount + j;
      if (Math.abs(unary[k]!) < floors[j]!) continue;
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
  for (let row = 0; row < unary.length; row += tagCount) {
    for (let j = 0; j < tagCount; j++) scales[j] = Math.max(scales[j]!, Math.abs(unary[row + j]!) / 127);
  }
  return scales.map((scale) => scale || 1);
}
