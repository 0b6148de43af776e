/**
 * Gives stored events to their consumer: in order per conversation, at least once, again with growing pauses when it
 * fails. One conversation that keeps failing holds up only itself.
 */
import type { EventHandler } from '../../leads/index.js';
import type { Clock, ConversationEvent, ConversationId } from '../../protocol/index.js';
import type { Outbox } from '../store/index.js';
import { describeError, type Logger } from '../telemetry/index.js';
import type { RuntimeObserver } from './ports.js';

export interface RelayParts {
  readonly outbox: Outbox;
  readonly handler: EventHandler;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly observer: RuntimeObserver;
}

interface Blocked {
  readonly attempts: number;
  /** Absent while the next attempt is due. */
  readonly cancel?: () => void;
}

const BATCH = 256;
const PARALLEL = 8;
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 60_000;
/** With more conversations waiting for a retry the relay reads nothing new: the consumer itself is down. */
const BLOCKED_LIMIT = 200;

function byConversation(events: readonly ConversationEvent[]): ConversationEvent[][] {
  const lanes = new Map<ConversationId, ConversationEvent[]>();
  for (const event of events) {
    const lane = lanes.get(event.conversationId);
    if (lane === undefined) lanes.set(event.conversationId, [event]);
    else lane.push(event);
  }
  return [...lanes.values()];
}

export class OutboxRelay {
  readonly #parts: RelayParts;
  readonly #failures = new Map<ConversationId, Blocked>();
  #running: Promise<void> | undefined;
  #isWanted = false;
  #isStopped = true;

  constructor(parts: RelayParts) {
    this.#parts = parts;
  }

  /** Conversations that wait for another try. */
  get blocked(): number {
    return this.#waiting().size;
  }

  start(): void {
    this.#isStopped = false;
    this.notify();
  }

  /** There may be something to deliver. */
  notify(): void {
    this.#isWanted = true;
    if (this.#isStopped || this.#running !== undefined) return;
    this.#running = this.#run().finally(() => {
      this.#running = undefined;
      if (this.#isWanted && !this.#isStopped) this.notify();
    });
  }

  /** Resolves when nothing is deliverable now. */
  async idle(): Promise<void> {
    while (this.#running !== undefined) await this.#running;
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    for (const blocked of this.#failures.values()) blocked.cancel?.();
    await this.idle();
  }

  #waiting(): Set<ConversationId> {
    const waiting = [...this.#failures].filter(([, blocked]) => blocked.cancel !== undefined);
    return new Set(waiting.map(([conversation]) => conversation));
  }

  async #run(): Promise<void> {
    while (this.#isWanted && !this.#isStopped) {
      this.#isWanted = false;
      try {
        const read = await this.#deliverBatch();
        if (read === BATCH) this.#isWanted = true;
      } catch (error) {
        this.#parts.logger.error({ err: describeError(error) }, 'The outbox could not be read or cleared.');
        this.#parts.clock.schedule(FIRST_PAUSE_MS, () => this.notify());
        return;
      }
    }
  }

  async #deliverBatch(): Promise<number> {
    const waiting = this.#waiting();
    if (waiting.size >= BLOCKED_LIMIT) return 0;
    const events = await this.#parts.outbox.read(BATCH, waiting);
    const lanes = byConversation(events);
    const handled: ConversationEvent[] = [];
    const workers = Array.from({ length: Math.min(PARALLEL, lanes.length) }, async () => {
      for (let lane = lanes.shift(); lane !== undefined; lane = lanes.shift()) {
        if (await this.#deliver(lane)) handled.push(...lane);
      }
    });
    await Promise.all(workers);
    if (handled.length > 0) await this.#parts.outbox.publish(handled);
    return events.length;
  }

  async #deliver(events: readonly ConversationEvent[]): Promise<boolean> {
    const { handler, logger, observer } = this.#parts;
    const conversation = events[0]!.conversationId;
    try {
      await handler.handle(events);
      this.#failures.delete(conversation);
      observer.relayed('handled', events.length);
      return true;
    } catch (error) {
      const attempts = (this.#failures.get(conversation)?.attempts ?? 0) + 1;
      logger.warn({ err: describeError(error), attempts }, 'The lead consumer failed; its events are kept.');
      observer.relayed('failed', events.length);
      this.#retryLater(conversation, attempts);
      return false;
    }
  }

  #retryLater(conversation: ConversationId, attempts: number): void {
    if (this.#isStopped) return;
    const pauseMs = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (attempts - 1));
    const cancel = this.#parts.clock.schedule(pauseMs, () => {
      this.#failures.set(conversation, { attempts });
      this.notify();
    });
    this.#failures.set(conversation, { attempts, cancel });
  }
}
