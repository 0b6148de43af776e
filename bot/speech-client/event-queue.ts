/**
 * A bounded hand-over from callbacks to one `for await` loop. When full, the oldest entry that may be dropped goes;
 * if none may, the queue fails. Called by the speech client and the media adapters.
 */
import { Fault } from '../../protocol/index.js';

export interface EventQueueSettings<T> {
  readonly limit: number;
  /** Whether losing this entry only costs freshness. */
  isDroppable(entry: T): boolean;
}

export class EventQueue<T> implements AsyncIterable<T> {
  readonly #settings: EventQueueSettings<T>;
  readonly #entries: T[] = [];
  #wake: (() => void) | undefined;
  #end: { readonly fault?: unknown } | undefined;
  #dropped = 0;

  constructor(settings: EventQueueSettings<T>) {
    this.#settings = settings;
  }

  get dropped(): number {
    return this.#dropped;
  }

  push(entry: T): void {
    if (this.#end !== undefined) return;
    if (this.#entries.length >= this.#settings.limit && !this.#makeRoom()) {
      this.end(new Fault('limit.busy', 'Events are not read fast enough.'));
      return;
    }
    this.#entries.push(entry);
    this.#wake?.();
  }

  /** What is queued is still delivered; then the loop ends, or throws `fault`. */
  end(fault?: unknown): void {
    this.#end ??= { fault };
    this.#wake?.();
  }

  async *[Symbol.asyncIterator](): AsyncIterator<T> {
    for (;;) {
      const entry = this.#entries.shift();
      if (entry !== undefined) yield entry;
      else if (this.#end === undefined) await this.#woken();
      else if (this.#end.fault === undefined) return;
      else throw this.#end.fault;
    }
  }

  #makeRoom(): boolean {
    const at = this.#entries.findIndex((entry) => this.#settings.isDroppable(entry));
    if (at < 0) return false;
    this.#entries.splice(at, 1);
    this.#dropped++;
    return true;
  }

  #woken(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = () => {
        this.#wake = undefined;
        resolve();
      };
    });
  }
}
