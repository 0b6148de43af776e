/**
 * The queue in front of one trial: bounded, one question at a time, each with a deadline. A challenger that fails or is late again and
 * again is halted; nobody ever waits for it. Used by shadow-watch.ts.
 */
import { type Clock, Fault, type ShadowReport, toFault } from '../../protocol/index.js';
import type { ShadowAnswer, ShadowQuestion } from './shadow-question.js';
import type { SideReader } from './side-reader.js';

export interface ShadowJob {
  /** Asked for when its turn comes; undefined when there is nothing to compare after all. */
  readonly question: () => Promise<ShadowQuestion | undefined>;
  readonly keep: (answer: ShadowAnswer) => void;
}

export interface ShadowLaneSettings {
  readonly open: (signal: AbortSignal) => Promise<SideReader>;
  readonly clock: Clock;
  /** Hears of every question that was dropped. */
  readonly onDrop?: () => void;
  /** Hears once why the trial was halted. */
  readonly onHalt?: (fault: Fault) => void;
}

/** Questions that may wait; newer ones are dropped and counted. */
const MOST_WAITING = 200;
const READ_DEADLINE_MS = 2000;
const OPEN_DEADLINE_MS = 60_000;
/** Failures in a row after which the trial is halted. */
const STRIKES = 5;

type Lost = 'full' | 'late' | 'failed';

export class ShadowLane {
  readonly #settings: ShadowLaneSettings;
  readonly #lost: Record<Lost, number> = { full: 0, late: 0, failed: 0 };
  #waiting: ShadowJob[] = [];
  #running: Promise<void> | undefined;
  #reader: SideReader | undefined;
  #strikes = 0;
  #halt: Fault | undefined;
  readonly #closing = new AbortController();

  constructor(settings: ShadowLaneSettings) {
    this.#settings = settings;
  }

  get lost(): Omit<ShadowReport['missed'], 'setAside'> {
    return { ...this.#lost };
  }

  /** Why the trial was halted. */
  get problem(): Fault | undefined {
    return this.#halt;
  }

  /** Returns at once, whatever becomes of the question. */
  offer(job: ShadowJob): void {
    if (this.#closing.signal.aborted || this.#halt !== undefined) return;
    if (this.#waiting.length >= MOST_WAITING) {
      this.#lost.full += 1;
      this.#settings.onDrop?.();
      return;
    }
    this.#waiting.push(job);
    this.#running ??= this.#run();
  }

  /** Resolves once nothing waits. */
  async idle(): Promise<void> {
    await this.#running;
  }

  async close(): Promise<void> {
    this.#closing.abort();
    this.#waiting = [];
    await this.#drop();
    await this.#running;
  }

  async #run(): Promise<void> {
    for (let job = this.#waiting.shift(); job !== undefined; job = this.#waiting.shift()) {
      await this.#ask(job);
    }
    this.#running = undefined;
  }

  async #ask({ question, keep }: ShadowJob): Promise<void> {
    try {
      const asked = await question();
      if (asked === undefined) return;
      this.#reader ??= await this.#open();
      keep(await this.#withDeadline(READ_DEADLINE_MS, this.#reader.read(asked)));
      this.#strikes = 0;
    } catch (thrown) {
      if (this.#closing.signal.aborted) return;
      const fault = toFault(thrown);
      const isLate = thrown instanceof Late;
      this.#lost[isLate ? 'late' : 'failed'] += 1;
      if (isLate || this.#reader?.isAlive === false) await this.#drop();
      if (++this.#strikes >= STRIKES) this.#stop(fault);
    }
  }

  async #open(): Promise<SideReader> {
    const opening = new AbortController();
    const signal = AbortSignal.any([opening.signal, this.#closing.signal]);
    try {
      return await this.#withDeadline(OPEN_DEADLINE_MS, this.#settings.open(signal));
    } catch (thrown) {
      opening.abort();
      throw thrown;
    }
  }

  #stop(fault: Fault): void {
    this.#halt = fault;
    this.#waiting = [];
    this.#settings.onHalt?.(fault);
  }

  /** The thread is begun anew with the next question. */
  async #drop(): Promise<void> {
    const reader = this.#reader;
    this.#reader = undefined;
    await reader?.close();
  }

  async #withDeadline<Value>(ms: number, work: Promise<Value>): Promise<Value> {
    let cancel = () => {};
    const late = new Promise<never>((_, reject) => {
      cancel = this.#settings.clock.schedule(ms, () => reject(new Late()));
    });
    try {
      return await Promise.race([work, late]);
    } finally {
      cancel();
    }
  }
}

class Late extends Fault {
  constructor() {
    super('learning.cancelled', 'The challenger did not answer in time.');
  }
}
