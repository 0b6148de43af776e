/** The worker's side of an embedder: takes batches from its parent, one at a time, and posts vectors back. It knows no model. */
import { parentPort } from 'node:worker_threads';

export interface EmbeddingJob {
  readonly id: number;
  readonly texts: readonly string[];
}

export type EmbeddingAnswer =
  | { readonly kind: 'embedded'; readonly id: number; readonly vectors: readonly Float32Array[] }
  | { readonly kind: 'failed'; readonly id: number; readonly reason: string };

/** One vector per text, in order. */
export type Encode = (texts: readonly string[]) => Promise<readonly Float32Array[]>;

/** Answers every job until the thread is ended; an encoder that does not load fails them all with the reason. */
export function serveEncoder(loading: Promise<Encode>): void {
  const answer = (message: EmbeddingAnswer) => parentPort?.postMessage(message);
  const encode = loading.catch(
    (thrown: unknown): Encode =>
      () =>
        Promise.reject(thrown),
  );
  let last: Promise<void> = Promise.resolve();
  const work = async ({ id, texts }: EmbeddingJob) => {
    try {
      answer({ kind: 'embedded', id, vectors: await (await encode)(texts) });
    } catch (thrown) {
      answer({ kind: 'failed', id, reason: thrown instanceof Error ? thrown.message : String(thrown) });
    }
  };
  parentPort?.on('message', (job: EmbeddingJob) => {
    last = last.then(() => work(job));
  });
}
