/**
 * Sends stored events to the sockets that follow a conversation, and tells the console what changed. Nothing is sent that
 * is not committed.
 */
import type { Namespace } from 'socket.io';
import type {
  ConsoleClientEvents,
  ConsoleServerEvents,
  ConversationEvent,
  ConversationId,
  VisitorServerEvents,
} from '../../../protocol/index.js';
import type { ConversationKey } from '../../store/index.js';
import { describeError } from '../../telemetry/index.js';
import type { WebChannelParts } from './visitor-socket.js';

type AnyEvents = { [event: string]: (...args: readonly unknown[]) => void };
export type VisitorSpace = Namespace<AnyEvents, VisitorServerEvents>;
export type ConsoleSpace = Namespace<ConsoleClientEvents, ConsoleServerEvents>;

/** Rows are told at most this often, once per conversation. */
const ROW_PAUSE_MS = 200;
/** Rows told at once; the rest follows after the next pause. */
const ROWS_AT_ONCE = 50;
/** Conversations remembered as changed; beyond that the console reloads by itself. */
const CHANGED_LIMIT = 1000;

export const visitorRoom = (id: string) => `conversation:${id}`;
export const watchRoom = (id: string) => `watch:${id}`;

/** Conversations that a visitor's socket follows or followed until a moment ago, and may come back to. */
export class Followers {
  readonly #counts = new Map<ConversationId, number>();
  readonly #parts: Pick<WebChannelParts, 'clock'>;
  readonly #graceMs: number;
  readonly #timers = new Set<() => void>();

  constructor(parts: Pick<WebChannelParts, 'clock'>, graceMs: number) {
    this.#parts = parts;
    this.#graceMs = graceMs;
  }

  /** Returns what to call when the socket is gone. */
  add(conversation: ConversationId): () => void {
    this.#counts.set(conversation, (this.#counts.get(conversation) ?? 0) + 1);
    return () => {
      const cancel = this.#parts.clock.schedule(this.#graceMs, () => {
        this.#timers.delete(cancel);
        const count = (this.#counts.get(conversation) ?? 1) - 1;
        if (count === 0) this.#counts.delete(conversation);
        else this.#counts.set(conversation, count);
      });
      this.#timers.add(cancel);
    };
  }

  close(): void {
    for (const cancel of this.#timers) cancel();
    this.#timers.clear();
  }

  has(conversation: ConversationId): boolean {
    return this.#counts.has(conversation);
  }
}

export function sendToVisitors(space: VisitorSpace, followers: Followers, event: ConversationEvent): void {
  if (!followers.has(event.conversationId)) return;
  const room = space.to(visitorRoom(event.conversationId));
  if (event.kind === 'turn.received') room.emit('typing', { isTyping: true });
  if (event.kind === 'turn.replied') room.emit('typing', { isTyping: false });
  room.emit('event', event);
}

/** Tells the console which rows changed, gathered over a short while. */
export class ChangedRows {
  readonly #space: ConsoleSpace;
  readonly #parts: WebChannelParts;
  readonly #changed = new Map<ConversationId, ConversationKey>();
  #isScheduled = false;
  #cancel: () => void = () => undefined;

  constructor(space: ConsoleSpace, parts: WebChannelParts) {
    this.#space = space;
    this.#parts = parts;
  }

  add(key: ConversationKey): void {
    if (this.#space.sockets.size === 0) return;
    if (this.#changed.size >= CHANGED_LIMIT) this.#parts.metrics.dropped('console-rows');
    else this.#changed.set(key.conversationId, key);
    this.#schedule();
  }

  close(): void {
    this.#changed.clear();
    this.#cancel();
  }

  #schedule(): void {
    if (this.#isScheduled || this.#changed.size === 0) return;
    this.#isScheduled = true;
    this.#cancel = this.#parts.clock.schedule(ROW_PAUSE_MS, () => void this.#tell());
  }

  async #tell(): Promise<void> {
    const keys = [...this.#changed.values()].slice(0, ROWS_AT_ONCE);
    for (const key of keys) this.#changed.delete(key.conversationId);
    try {
      for (const key of keys) {
        const row = await this.#parts.store.console.findRow(key);
        if (row !== undefined) this.#space.emit('conversation.changed', row);
      }
    } catch (error) {
      this.#parts.logger.warn(
        { err: describeError(error) },
        'Changed rows could not be told to the console.',
      );
    }
    this.#isScheduled = false;
    this.#schedule();
  }
}
