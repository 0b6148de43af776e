/**
 * Both versions of a trial on a thread of their own, with a bounded heap: what the challenger does there, slow, wrong or greedy, no turn
 * feels. Asked by shadow-lane.ts, one question at a time.
 */
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { ModelVersion } from '../../learning/index.js';
import { Fault, type FaultPayload } from '../../protocol/index.js';
import { packageRoot } from '../package-root.js';
import type { ShadowAnswer, ShadowQuestion } from './shadow-question.js';

export interface SideReaderOrder {
  readonly packFolder: string;
  readonly active: ModelVersion;
  readonly challenger: ModelVersion;
}

export interface SideReader {
  /** Rejects with what a version threw, or with what ended the thread. */
  read(question: ShadowQuestion): Promise<ShadowAnswer>;
  /** False once the thread has ended. */
  readonly isAlive: boolean;
  /** Ends the thread, whatever it does; an open question is rejected. */
  close(): Promise<void>;
}

type Report =
  | { readonly kind: 'ready' }
  | { readonly kind: 'read'; readonly answer: ShadowAnswer }
  | { readonly kind: 'failed' | 'broken'; readonly fault: FaultPayload };

interface Waiting {
  readonly done: (answer: ShadowAnswer) => void;
  readonly failed: (error: unknown) => void;
}

const HEAP_MB = 512;
const COMPILED = 'dist/bot/shadow/shadow-worker.js';

export interface SideReaderOptions {
  /** Ends the thread, also while it loads. */
  readonly signal?: AbortSignal;
  /** The thread's code, relative to the package. */
  readonly file?: string;
}

/** Resolves once both versions are loaded; rejects with why one cannot be. */
export async function openSideReader(
  order: SideReaderOrder,
  { signal, file = COMPILED }: SideReaderOptions = {},
): Promise<SideReader> {
  const worker = new Worker(join(packageRoot(), file), {
    workerData: order,
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
  });
  const thread = new ReadingThread(worker);
  const end = () => void thread.close();
  signal?.addEventListener('abort', end, { once: true });
  try {
    if (signal?.aborted) throw ended();
    await thread.ready;
    return thread;
  } catch (error) {
    await thread.close();
    throw error;
  } finally {
    signal?.removeEventListener('abort', end);
  }
}

class ReadingThread implements SideReader {
  readonly ready: Promise<void>;
  isAlive = true;
  readonly #worker: Worker;
  #waiting: Waiting | undefined;

  constructor(worker: Worker) {
    this.#worker = worker;
    this.ready = new Promise((resolve, reject) => {
      const fail = (error: unknown) => {
        this.isAlive = false;
        this.#settle((open) => open.failed(error));
        reject(error);
      };
      worker.on('message', (report: Report) => {
        if (report.kind === 'ready') resolve();
        else if (report.kind === 'read') this.#settle((open) => open.done(report.answer));
        else if (report.kind === 'failed') this.#settle((open) => open.failed(faultOf(report.fault)));
        else fail(faultOf(report.fault));
      });
      worker.once('error', fail);
      worker.once('exit', () => fail(ended()));
    });
    // Nobody may wait for it any more when the thread ends.
    this.ready.catch(() => undefined);
  }

  read(question: ShadowQuestion): Promise<ShadowAnswer> {
    return new Promise((done, failed) => {
      if (!this.isAlive) return failed(ended());
      this.#waiting = { done, failed };
      this.#worker.postMessage(question);
    });
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #settle(finish: (open: Waiting) => void): void {
    const open = this.#waiting;
    this.#waiting = undefined;
    if (open !== undefined) finish(open);
  }
}

const ended = () => new Fault('learning.cancelled', 'The thread of the trial ended.');
const faultOf = ({ code, message, fields }: FaultPayload) => new Fault(code, message, { fields });
