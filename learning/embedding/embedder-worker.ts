/**
 * Runs an encoder in a worker thread behind the `Embedder` port: the thread starts with the first call and is replaced when it
 * dies. Bounded: a call sends one batch at a time, and few calls may be under way. The adapters in use/ and transformers/ build on it.
 */
import { existsSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { Fault } from '../../protocol/index.js';
import { type TrainingRun, throwIfCancelled } from '../training-run.js';
import type { Embedder } from './embedder.js';
import type { EmbeddingAnswer, EmbeddingJob } from './serve-encoder.js';

export interface WorkerEmbedderSettings
  extends Pick<Embedder, 'id' | 'dimensions' | 'languages' | 'sizeBytes'> {
  /** A worker that calls `serveEncoder`. */
  readonly workerUrl: URL;
  readonly workerData?: object;
}

/** Larger batches are not faster (8 ms a text from 16 on) and cancel later. */
const BATCH = 32;
const MOST_CALLS = 64;

interface Waiting {
  readonly resolve: (vectors: readonly Float32Array[]) => void;
  readonly reject: (reason: Fault) => void;
}

class WorkerEmbedder implements Embedder {
  readonly id: string;
  readonly dimensions: number;
  readonly languages: readonly string[];
  readonly sizeBytes: number;
  readonly #settings: WorkerEmbedderSettings;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #nextId = 1;
  #calls = 0;
  #isClosed = false;

  constructor(settings: WorkerEmbedderSettings) {
    this.#settings = settings;
    this.id = settings.id;
    this.dimensions = settings.dimensions;
    this.languages = settings.languages;
    this.sizeBytes = settings.sizeBytes;
  }

  async embed(texts: readonly string[], run: TrainingRun = {}): Promise<readonly Float32Array[]> {
    if (this.#calls >= MOST_CALLS) throw new Fault('limit.busy', 'Too many texts wait to be embedded.');
    this.#calls++;
    try {
      const vectors: Float32Array[] = [];
      for (let start = 0; start < texts.length; start += BATCH) {
        throwIfCancelled(run.signal);
        vectors.push(...(await this.#batch(texts.slice(start, start + BATCH))));
        run.onProgress?.({ stage: 'embedding sentences', done: vectors.length, total: texts.length });
      }
      return vectors;
    } finally {
      this.#calls--;
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#end('was closed');
  }

  #batch(texts: readonly string[]): Promise<readonly Float32Array[]> {
    if (this.#isClosed) return Promise.reject(unusable('was closed'));
    const id = this.#nextId++;
    this.#worker ??= this.#start();
    this.#worker.ref();
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker?.postMessage({ id, texts } satisfies EmbeddingJob);
    });
  }

  #start(): Worker {
    const { workerUrl, workerData } = this.#settings;
    const worker = new Worker(workerUrl, { workerData });
    const lost = (reason: string) => {
      if (this.#worker === worker) void this.#end(reason);
    };
    worker.on('message', (answer: EmbeddingAnswer) => this.#settle(answer));
    worker.on('error', (cause) => lost(String(cause)));
    worker.on('exit', (code) => lost(`ended with ${code}`));
    return worker;
  }

  #settle(answer: EmbeddingAnswer): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if (this.#waiting.size === 0) this.#worker?.unref();
    if (answer.kind === 'embedded') waiting?.resolve(answer.vectors);
    else waiting?.reject(unusable(answer.reason));
  }

  async #end(reason: string): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    for (const waiting of this.#waiting.values()) waiting.reject(unusable(reason));
    this.#waiting.clear();
    await worker?.terminate();
  }
}

function unusable(reason: string): Fault {
  return new Fault('learning.no-embedder', `The sentence encoder cannot be used: ${reason}.`, {
    fields: { reason },
  });
}

export function createWorkerEmbedder(settings: WorkerEmbedderSettings): Embedder {
  return new WorkerEmbedder(settings);
}

/** A worker file beside the caller; threads start from compiled code, also where the caller runs as TypeScript. */
export function compiledWorker(callerUrl: string, file: string): URL {
  const beside = new URL(file, callerUrl);
  if (existsSync(beside)) return beside;
  const path = fileURLToPath(beside).replace(/learning([\\/])embedding/, 'dist$1learning$1embedding');
  return pathToFileURL(path);
}
