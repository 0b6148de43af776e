/** A rate limit: so many per second, with a burst; refills by the clock it is given. */
import type { Clock } from '../../protocol/index.js';

export interface Rate {
  readonly perSecond: number;
  readonly burst: number;
}

export class TokenBucket {
  readonly #rate: Rate;
  readonly #clock: Clock;
  #tokens: number;
  #filledMs: number;

  constructor(rate: Rate, clock: Clock) {
    this.#rate = rate;
    this.#clock = clock;
    this.#tokens = rate.burst;
    this.#filledMs = clock.monotonic();
  }

  /** True when there was one to take. */
  take(): boolean {
    const now = this.#clock.monotonic();
    const earned = ((now - this.#filledMs) / 1000) * this.#rate.perSecond;
    this.#tokens = Math.min(this.#rate.burst, this.#tokens + earned);
    this.#filledMs = now;
    if (this.#tokens < 1) return false;
    this.#tokens--;
    return true;
  }
}

/** Keys whose bucket is remembered; the one unused for longest is forgotten, which gives it a full burst again. */
const KEYS_KEPT = 10_000;

/** The same rate for each key apart: one visitor's sockets and requests share one. */
export class KeyedBuckets {
  readonly #rate: Rate;
  readonly #clock: Clock;
  readonly #buckets = new Map<string, TokenBucket>();

  constructor(rate: Rate, clock: Clock) {
    this.#rate = rate;
    this.#clock = clock;
  }

  take(key: string): boolean {
    const bucket = this.#buckets.get(key) ?? new TokenBucket(this.#rate, this.#clock);
    this.#buckets.delete(key);
    const oldest = this.#buckets.keys().next().value;
    if (this.#buckets.size >= KEYS_KEPT && oldest !== undefined) this.#buckets.delete(oldest);
    this.#buckets.set(key, bucket);
    return bucket.take();
  }
}
