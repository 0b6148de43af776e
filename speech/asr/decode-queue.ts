/**
 * Shares the recognition engines' threads among all streams: finals first, interims only when nobody waits.
 * Bounded: interims are refused when busy, finals beyond the limit are refused with a Fault.
 */
import { Fault } from '../../protocol/index.js';

export interface DecodeQueueSettings {
  /** Decodes that run at once; one per core. */
  readonly width: number;
  /** Finals that may wait. */
  readonly maxWaiting: number;
}

export class DecodeQueue {
  readonly #settings: DecodeQueueSettings;
  /** Each hands a freed thread to the one who waits. */
  readonly #waiting: (() => void)[] = [];
  #running = 0;
  #refusedInterims = 0;

  constructor(settings: DecodeQueueSettings) {
    this.#settings = settings;
  }

  get counts() {
    return { running: this.#running, waiting: this.#waiting.length, refusedInterims: this.#refusedInterims };
  }

  /** Runs `work` if a thread is free and no final waits; otherwise counts the refusal and returns undefined. */
  tryInterim<T>(work: () => Promise<T>): Promise<T> | undefined {
    if (this.#waiting.length > 0 || this.#running >= this.#settings.width) {
      this.#refusedInterims++;
      return undefined;
    }
    this.#running++;
    return this.#run(work);
  }

  /**
   * Runs `work` as soon as a thread is free. A signal takes a waiting decode out of the queue at once.
   * @throws Fault `speech.overloaded` when too many finals wait.
   */
  async final<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    signal?.throwIfAborted();
    if (this.#running < this.#settings.width) this.#running++;
    else if (this.#waiting.length < this.#settings.maxWaiting) await this.#turn(signal);
    else throw new Fault('speech.overloaded', 'Too many utterances wait to be recognised.');
    return this.#run(work);
  }

  #turn(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const start = () => {
        signal?.removeEventListener('abort', onAbort);
        resolve();
      };
      const onAbort = () => {
        this.#waiting.splice(this.#waiting.indexOf(start), 1);
        reject(signal?.reason);
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      this.#waiting.push(start);
    });
  }

  async #run<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#running--;
      else next();
    }
  }
}
