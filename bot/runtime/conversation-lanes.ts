/**
 * One conversation at a time, many conversations side by side: a bounded lane per conversation, served in turn so that a
 * busy one does not hold up the others. Used by the turn pipeline; knows nothing of turns.
 */
import { type ConversationId, Fault } from '../../protocol/index.js';

export interface LaneLimits {
  /** Jobs waiting or running in one conversation. */
  readonly perConversation: number;
  /** Jobs waiting or running in all. */
  readonly total: number;
  /** Conversations worked on at the same time. */
  readonly parallel: number;
}

export interface LaneJob {
  /** Jobs of a conversation run in this order. */
  readonly sequence: number;
  readonly run: () => Promise<void>;
}

interface Lane {
  held: number;
  isRunning: boolean;
  readonly jobs: LaneJob[];
}

export class ConversationLanes {
  readonly #limits: LaneLimits;
  readonly #lanes = new Map<ConversationId, Lane>();
  readonly #ready: ConversationId[] = [];
  readonly #idle: (() => void)[] = [];
  #held = 0;
  #running = 0;

  constructor(limits: LaneLimits) {
    this.#limits = limits;
  }

  /** Places held: reserved, waiting and running. */
  get depth(): number {
    return this.#held;
  }

  /** Holds a place before the work is promised to anybody. Throws Fault `limit.busy` when there is none. */
  reserve(conversation: ConversationId): void {
    const held = this.#lanes.get(conversation)?.held ?? 0;
    if (this.#held >= this.#limits.total || held >= this.#limits.perConversation) {
      throw new Fault('limit.busy', 'Too many turns are waiting; try again shortly.');
    }
    this.hold(conversation);
  }

  /** Holds a place beyond the limit, for work that was promised before a restart. */
  hold(conversation: ConversationId): void {
    const lane = this.#lanes.get(conversation) ?? { held: 0, isRunning: false, jobs: [] };
    this.#lanes.set(conversation, lane);
    lane.held++;
    this.#held++;
  }

  /** Gives a place back unused. */
  release(conversation: ConversationId): void {
    const lane = this.#lanes.get(conversation);
    if (lane === undefined) return;
    lane.held--;
    this.#held--;
    if (lane.held === 0) this.#lanes.delete(conversation);
    if (this.#held === 0) for (const tell of this.#idle.splice(0)) tell();
  }

  /** Uses a held place; the job must not reject. The place is given back when it is done. */
  push(conversation: ConversationId, job: LaneJob): void {
    const lane = this.#lanes.get(conversation);
    if (lane === undefined) throw new TypeError('push needs a place held before');
    let at = lane.jobs.length;
    while (at > 0 && lane.jobs[at - 1]!.sequence > job.sequence) at--;
    lane.jobs.splice(at, 0, job);
    if (lane.jobs.length === 1 && !lane.isRunning) this.#ready.push(conversation);
    this.#advance();
  }

  /** Resolves when no place is held. */
  idle(): Promise<void> {
    if (this.#held === 0) return Promise.resolve();
    return new Promise((resolve) => this.#idle.push(resolve));
  }

  #advance(): void {
    while (this.#running < this.#limits.parallel) {
      const conversation = this.#ready.shift();
      if (conversation === undefined) return;
      void this.#runNext(conversation);
    }
  }

  async #runNext(conversation: ConversationId): Promise<void> {
    const lane = this.#lanes.get(conversation)!;
    const job = lane.jobs.shift()!;
    lane.isRunning = true;
    this.#running++;
    try {
      await job.run();
    } finally {
      lane.isRunning = false;
      this.#running--;
      if (lane.jobs.length > 0) this.#ready.push(conversation);
      this.release(conversation);
      this.#advance();
    }
  }
}
