/** What turns sentences into vectors for the classifiers' dense features. Adapters stand beside; nothing here knows a model. */
import type { TrainingRun } from '../training-run.js';

export interface Embedder {
  /** Names weights and version; a model trained on vectors of another id must not be used with these. */
  readonly id: string;
  readonly dimensions: number;
  /** BCP 47 languages in which vectors of like meaning lie close. */
  readonly languages: readonly string[];
  /** Size of what it loads, in bytes. */
  readonly sizeBytes: number;
  /**
   * One vector of length 1 per text, in order; a blank text has the zero vector. Reports progress after each batch.
   * Throws Fault `learning.cancelled` (the signal), `learning.no-embedder` (weights or runtime are missing or failed),
   * `limit.busy` (too many calls wait).
   */
  embed(texts: readonly string[], run?: TrainingRun): Promise<readonly Float32Array[]>;
  /** Ends its thread; calls under way fail. */
  close(): Promise<void>;
}
