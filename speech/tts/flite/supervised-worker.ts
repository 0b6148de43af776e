/**
 * Keeps one flite worker alive: runs jobs one after the other, replaces the thread when it dies or takes too long, and
 * tries a sentence a second time before it gives up. Bounded queue.
 */
import { Worker } from 'node:worker_threads';
import { type Clock, Fault } from '../../../protocol/index.js';
import type { FliteRequest } from './flite-program.js';
import type { FliteAnswer, FliteJob } from './flite-worker.js';

export interface SupervisedWorkerSettings {
  readonly workerUrl: URL;
  readonly wasmPath: string;
  readonly clock: Clock;
  readonly jobTimeoutMs: number;
  readonly maxWaiting: number;
}

interface Job {
  readonly request: FliteRequest;
  readonly resolve: (wav: Uint8Array) => void;
  readonly reject: (reason: unknown) => void;
  attempts: number;
}

const MOST_ATTEMPTS = 2;

export class SupervisedWorker {
  readonly #settings: SupervisedWorkerSettings;
  readonly #waiting: Job[] = [];
  #worker: Worker | undefined;
  #running: { readonly job: Job; readonly id: number; readonly cancelTimer: () => void } | undefined;
  #nextId = 1;
  #isClosed = false;
  #restarts = 0;

  constructor(settings: SupervisedWorkerSettings) {
    this.#settings = settings;
  }

  get restarts(): number {
    return this.#restarts;
  }

  /** The WAV bytes of one sentence. A signal removes a waiting job; a running one is left to end unheard. */
  run(request: FliteRequest, signal?: AbortSignal): Promise<Uint8Array> {
    if (this.#isClosed) return Promise.reject(new Fault('speech.unavailable', 'Synthesis is shut down.'));
    if (this.#waiting.length >= this.#settings.maxWaiting) {
      return Promise.reject(new Fault('speech.overloaded', 'Too many sentences wait to be spoken.'));
    }
    return new Promise((resolve, reject) => {
      const job: Job = { request, resolve, reject, attempts: 0 };
      const onAbort = () => {
        const at = this.#waiting.indexOf(job);
        if (at >= 0) this.#waiting.splice(at, 1);
        reject(signal?.reason);
      };
      if (signal?.aborted) return onAbort();
      signal?.addEventListener('abort', onAbort, { once: true });
      this.#waiting.push(job);
      this.#next();
    });
  }

  /** Starts the thread before the first sentence is asked for. */
  warm(): void {
    this.#worker ??= this.#start();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const gone = new Fault('speech.unavailable', 'Synthesis was shut down.');
    for (const job of this.#waiting.splice(0)) job.reject(gone);
    this.#running?.cancelTimer();
    this.#running?.job.reject(gone);
    this.#running = undefined;
    await this.#worker?.terminate();
  }

  #next(): void {
    if (this.#running !== undefined || this.#isClosed) return;
    const job = this.#waiting.shift();
    if (job === undefined) return;
    this.#worker ??= this.#start();
    const id = this.#nextId++;
    job.attempts++;
    const cancelTimer = this.#settings.clock.schedule(this.#settings.jobTimeoutMs, () =>
      this.#replace('took too long'),
    );
    this.#running = { job, id, cancelTimer };
    this.#worker.postMessage({ ...job.request, id } satisfies FliteJob);
  }

  #start(): Worker {
    const worker = new Worker(this.#settings.workerUrl, {
      workerData: { wasmPath: this.#settings.wasmPath },
    });
    worker.unref();
    worker.on('message', (answer: FliteAnswer) => this.#settle(answer));
    worker.on('error', (cause) => this.#lost(worker, String(cause)));
    worker.on('exit', (code) => this.#lost(worker, `ended with ${code}`));
    return worker;
  }

  #settle(answer: FliteAnswer): void {
    if (answer.kind === 'ready' || this.#running?.id !== answer.id) return;
    const { job, cancelTimer } = this.#running;
    cancelTimer();
    this.#running = undefined;
    if (answer.kind === 'spoken') job.resolve(answer.wav);
    else this.#retry(job, answer.reason);
    this.#next();
  }

  #lost(worker: Worker, reason: string): void {
    if (this.#worker === worker) this.#replace(reason);
  }

  #replace(reason: string): void {
    const worker = this.#worker;
    this.#worker = undefined;
    void worker?.terminate();
    if (this.#isClosed) return;
    this.#restarts++;
    const running = this.#running;
    this.#running = undefined;
    running?.cancelTimer();
    if (running !== undefined) this.#retry(running.job, reason);
    this.#next();
  }

  #retry(job: Job, reason: string): void {
    if (job.attempts < MOST_ATTEMPTS) this.#waiting.unshift(job);
    else job.reject(new Fault('speech.failed', `This sentence could not be spoken: flite ${reason}.`));
  }
}
