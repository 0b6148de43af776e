/** The worker thread in which the sentence encoder runs: one batch at a time, vectors back. Started by embedder-use only. */
import { parentPort } from 'node:worker_threads';
import { loadSentenceEncoder } from './sentence-encoder.js';

export interface EmbeddingJob {
  readonly id: number;
  readonly texts: readonly string[];
}

export type EmbeddingAnswer =
  | { readonly kind: 'embedded'; readonly id: number; readonly vectors: readonly Float32Array[] }
  | { readonly kind: 'failed'; readonly id: number; readonly reason: string };

const answer = (message: EmbeddingAnswer) => parentPort?.postMessage(message);
const encoder = loadSentenceEncoder();
let last: Promise<void> = Promise.resolve();

async function work({ id, texts }: EmbeddingJob): Promise<void> {
  try {
    const encode = await encoder;
    answer({ kind: 'embedded', id, vectors: await encode(texts) });
  } catch (thrown) {
    answer({ kind: 'failed', id, reason: String(thrown) });
  }
}

parentPort?.on('message', (job: EmbeddingJob) => {
  last = last.then(() => work(job));
});
