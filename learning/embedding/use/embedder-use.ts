/** The `Embedder` over Universal Sentence Encoder lite: English, 512 numbers, weights from its package. */
import type { Embedder } from '../embedder.js';
import { compiledWorker, createWorkerEmbedder } from '../embedder-worker.js';

/** Loads 28 MB of weights with the first call (about 0.3 s). */
export function createUseEmbedder(): Embedder {
  return createWorkerEmbedder({
    id: 'use-lite-en-0.2.0',
    dimensions: 512,
    languages: ['en'],
    sizeBytes: 28_369_009,
    workerUrl: compiledWorker(import.meta.url, 'use-worker.js'),
  });
}
