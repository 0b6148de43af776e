/**
 * Time as a guest: every room receives a Clock instead of reading the machine's.
 * `systemClock` is the real one; `ManualClock` is the fake, public so that packs and plug-ins can test without sleeps.
 */

/** Milliseconds since 1970-01-01 UTC. */
export type EpochMs = number;

export interface Clock {
  /** Wall time, ms since the epoch. */
  now(): EpochMs;
  /** Monotonic time in ms, for durations only. */
  monotonic(): number;
  /** Runs `task` once after `delayMs`; the returned function cancels it. */
  schedule(delayMs: number, task: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  schedule(delayMs, task) {
    const timer = setTimeout(task, delayMs);
    return () => clearTimeout(timer);
  },
};

/** Resolves after `delayMs` on the given clock, or rejects with the signal's reason as soon as it aborts. */
export function delay(clock: Clock, delayMs: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason);
      return;
    }
    const onAbort = () => {
      cancel();
      reject(signal?.reason);
    };
    const cancel = clock.schedule(delayMs, () => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    });
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}

/** A clock that moves only when told; scheduled tasks run in order of their due time. */
export class ManualClock implements Clock {
  #now: EpochMs;
  #sequence = 0;
  readonly #start: EpochMs;
  readonly #tasks = new Map<number, { readonly due: EpochMs; readonly task: () => void }>();

  constructor(startMs: EpochMs = Date.UTC(2026, 0, 5, 9, 0, 0)) {
    this.#now = startMs;
    this.#start = startMs;
  }

  now(): EpochMs {
    return this.#now;
  }

  monotonic(): number {
    return this.#now - this.#start;
  }

  schedule(delayMs: number, task: () => void): () => void {
    const key = this.#sequence++;
    this.#tasks.set(key, { due: this.#now + Math.max(0, delayMs), task });
    return () => {
      this.#tasks.delete(key);
    };
  }

  /** Moves time forward and runs what falls due, including tasks scheduled by those that ran. */
  advance(byMs: number): void {
    const end = this.#now + byMs;
    for (;;) {
      const next = this.#earliest(end);
      if (next === undefined) break;
      const [key, entry] = next;
      this.#tasks.delete(key);
      this.#now = Math.max(this.#now, entry.due);
      entry.task();
    }
    this.#now = end;
  }

  /** Time passes while nothing runs, as on a machine without a free core; what fell due meanwhile runs late, at its end. */
  stall(byMs: number): void {
    this.#now += byMs;
    this.advance(0);
  }

  #earliest(end: EpochMs) {
    let best: [number, { readonly due: EpochMs; readonly task: () => void }] | undefined;
    for (const entry of this.#tasks) {
      if (entry[1].due <= end && (best === undefined || entry[1].due < best[1].due)) best = entry;
    }
    return best;
  }
}
