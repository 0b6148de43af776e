/** The turn runtime: opens conversations, acknowledges turns once durable, answers each in order, feeds the leads. */
import {
  type BotTurn,
  type EventDraft,
  Fault,
  type InboundTurn,
  type TurnId,
  toContactId,
  toConversationId,
  toFault,
  toTurnId,
} from '../../protocol/index.js';
import { describeError, silentLogger } from '../telemetry/index.js';
import { ConversationLanes } from './conversation-lanes.js';
import { OutboxRelay } from './outbox-relay.js';
import type {
  AcceptedTurn,
  FailedTurnListener,
  OpenConversation,
  OpenedConversation,
  Runtime,
  RuntimeLimits,
  RuntimeObserver,
  RuntimeParts,
} from './ports.js';
import { apologise, repliedDraft } from './replied-draft.js';
import { TurnPipeline } from './turn-pipeline.js';

const DEFAULT_LIMITS: RuntimeLimits = {
  turnsPerConversation: 32,
  turnsInAll: 5000,
  parallelConversations: 16,
  stepTimeoutMs: 30_000,
};

const silentObserver: RuntimeObserver = {
  turnHandled: () => undefined,
  dropped: () => undefined,
  relayed: () => undefined,
};

interface Waiter {
  readonly resolve: (bot: BotTurn) => void;
  readonly reject: (error: unknown) => void;
}

class TurnRuntime implements Runtime {
  readonly #parts: RuntimeParts;
  readonly #limits: RuntimeLimits;
  readonly #observer: RuntimeObserver;
  readonly #lanes: ConversationLanes;
  readonly #pipeline: TurnPipeline;
  readonly #relay: OutboxRelay;
  /** Turns in a lane, each with those who wait for its reply. */
  readonly #pending = new Map<TurnId, Waiter[]>();
  /** Turns on their way to COMMIT 1: the same turn again takes no second place in the lane. */
  readonly #receiving = new Set<TurnId>();
  readonly #failureListeners = new Set<FailedTurnListener>();
  #stopListening: () => void = () => undefined;
  #isClosed = false;

  constructor(parts: RuntimeParts) {
    this.#parts = parts;
    this.#limits = { ...DEFAULT_LIMITS, ...parts.limits };
    this.#observer = parts.observer ?? silentObserver;
    const { turnsPerConversation, turnsInAll, parallelConversations, stepTimeoutMs } = this.#limits;
    this.#lanes = new ConversationLanes({
      perConversation: turnsPerConversation,
      total: turnsInAll,
      parallel: parallelConversations,
    });
    const { store, clock, engine, pack, leadHandler } = parts;
    const logger = parts.logger ?? silentLogger;
    const observer = this.#observer;
    const guard = { engine, clock, timeoutMs: stepTimeoutMs, apology: pack.apology };
    const { defaultLocale } = pack;
    this.#pipeline = new TurnPipeline({ store, guard, clock, logger, observer, defaultLocale });
    this.#relay = new OutboxRelay({ outbox: store.outbox, handler: leadHandler, clock, logger, observer });
  }

  get depth(): number {
    return this.#lanes.depth;
  }

  get blockedConversations(): number {
    return this.#relay.blocked;
  }

  async start(): Promise<number> {
    this.#stopListening = this.#parts.store.feed.onEvents(() => this.#relay.notify());
    const owed = await this.#parts.store.turns.listUnreplied(this.#limits.turnsInAll);
    for (const { turn, sequence } of owed) {
      this.#lanes.hold(turn.conversationId);
      this.#enqueue(turn, sequence);
    }
    this.#relay.start();
    return owed.length;
  }

  async openConversation(request: OpenConversation): Promise<OpenedConversation> {
    this.#refuseWhenClosed();
    const { ids, store, pack } = this.#parts;
    const { workspaceId, channel, traceparent } = request;
    const locale = request.locale ?? pack.defaultLocale;
    const conversationId = toConversationId(ids.next());
    const contactId = request.contactId ?? toContactId(ids.next());
    const opening = await this.#openingWords({ ...request, locale, conversationId });
    const isGenerated = request.isGenerated ?? false;
    const events = await store.conversations.open({
      workspaceId,
      conversationId,
      contactId,
      channel,
      locale,
      pack: pack.name,
      isGenerated,
      traceparent,
      state: opening.state,
      drafts: [this.#startedDraft(request, locale), ...opening.drafts],
    });
    const conversation = await store.conversations.find({ workspaceId, conversationId });
    if (conversation === undefined) throw new Fault('store.unavailable', 'The conversation was not stored.');
    return { conversation, bot: opening.bot, events };
  }

  async acceptTurn(turn: InboundTurn): Promise<AcceptedTurn> {
    this.#refuseWhenClosed();
    if (turn.input.text.trim() === '') throw new Fault('turn.empty', 'The turn holds no text.');
    const { turnId, conversationId } = turn;
    if (this.#pending.has(turnId) || this.#receiving.has(turnId)) return this.#receive(turn);
    this.#reserve(turn);
    this.#receiving.add(turnId);
    try {
      return await this.#receive(turn);
    } finally {
      this.#receiving.delete(turnId);
      this.#lanes.release(conversationId);
    }
  }

  /** COMMIT 1; a turn that is new, or known and lost from the lanes, goes into its lane. */
  async #receive(turn: InboundTurn): Promise<AcceptedTurn> {
    const { turnId, sequence, isReplied } = await this.#parts.store.turns.receive(turn);
    if (!isReplied && !this.#pending.has(turnId)) {
      this.#lanes.hold(turn.conversationId);
      this.#enqueue(turn, sequence);
    }
    return { turnId, sequence };
  }

  async exchange(turn: InboundTurn): Promise<BotTurn> {
    await this.acceptTurn(turn);
    const waiters = this.#pending.get(turn.turnId);
    if (waiters !== undefined) {
      return new Promise<BotTurn>((resolve, reject) => waiters.push({ resolve, reject }));
    }
    const stored = await this.#parts.store.turns.findReply(turn.workspaceId, turn.turnId);
    if (stored === undefined)
      throw new Fault('store.unavailable', 'The reply is not stored yet; send it again.');
    return stored;
  }

  async understand(key: Parameters<Runtime['understand']>[0], text: string) {
    const { store, engine, clock } = this.#parts;
    const conversation = await store.conversations.find(key);
    if (conversation === undefined) throw new Fault('conversation.not-found', 'No such conversation.');
    const expects = await this.expectation(key);
    const { locale, channel } = conversation;
    return engine.understand(text, { locale, channel, expects, now: clock.now() });
  }

  async expectation(key: Parameters<Runtime['expectation']>[0]) {
    const { state } = await this.#parts.store.turns.readState(key);
    return this.#parts.engine.expectation(state);
  }

  record(key: Parameters<Runtime['record']>[0], drafts: readonly EventDraft[], traceparent?: string) {
    return this.#parts.store.conversations.append(key, drafts, traceparent);
  }

  onEvents(listener: Parameters<Runtime['onEvents']>[0]) {
    return this.#parts.store.feed.onEvents(listener);
  }

  onFailedTurn(listener: FailedTurnListener): () => void {
    this.#failureListeners.add(listener);
    return () => this.#failureListeners.delete(listener);
  }

  async idle(): Promise<void> {
    await this.#lanes.idle();
    await this.#relay.idle();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#lanes.idle();
    this.#stopListening();
    await this.#relay.stop();
  }

  #refuseWhenClosed(): void {
    if (this.#isClosed) throw new Fault('limit.busy', 'The server is stopping; try again shortly.');
  }

  #reserve(turn: InboundTurn): void {
    try {
      this.#lanes.reserve(turn.conversationId);
    } catch (error) {
      this.#observer.dropped('turns');
      throw error;
    }
  }

  #enqueue(turn: InboundTurn, sequence: number): void {
    const startedMs = this.#parts.clock.monotonic();
    this.#pending.set(turn.turnId, []);
    this.#lanes.push(turn.conversationId, { sequence, run: () => this.#answer(turn, startedMs) });
  }

  async #answer(turn: InboundTurn, startedMs: number): Promise<void> {
    try {
      const bot = await this.#pipeline.handle(turn, startedMs);
      this.#settle(turn.turnId, (waiter) => waiter.resolve(bot));
    } catch (error) {
      const fault = toFault(error);
      this.#settle(turn.turnId, (waiter) => waiter.reject(fault));
      for (const tell of this.#failureListeners) tell(turn, fault);
    }
  }

  #settle(turnId: TurnId, tell: (waiter: Waiter) => void): void {
    const waiters = this.#pending.get(turnId) ?? [];
    this.#pending.delete(turnId);
    for (const waiter of waiters) tell(waiter);
  }

  #startedDraft(request: OpenConversation, locale: string): EventDraft {
    const { channel, page, referrer, campaign, callerNumber } = request;
    return {
      kind: 'conversation.started',
      data: {
        channel,
        locale,
        pack: this.#parts.pack.name,
        isGenerated: request.isGenerated ?? false,
        ...(page === undefined ? {} : { page }),
        ...(referrer === undefined ? {} : { referrer }),
        ...(campaign === undefined ? {} : { campaign }),
      },
      ...(callerNumber === undefined ? {} : { personal: { callerNumber } }),
    };
  }

  async #openingWords(
    request: OpenConversation & Pick<InboundTurn, 'conversationId'> & { readonly locale: string },
  ) {
    const { engine, clock, ids, pack } = this.#parts;
    const { workspaceId, conversationId, channel, locale } = request;
    const turnId = toTurnId(ids.next());
    const startedMs = clock.monotonic();
    const spent = () => clock.monotonic() - startedMs;
    try {
      const conversation = { workspaceId, conversationId, turnId, channel };
      const { bot, state, drafts } = await engine.open({ conversation, locale, now: clock.now() });
      return { bot, state, drafts: [...drafts, repliedDraft(bot, spent())] };
    } catch (error) {
      const logger = this.#parts.logger ?? silentLogger;
      logger.error({ err: describeError(error) }, 'The engine failed to open a conversation.');
      const bot = apologise({ turnId, conversationId, locale, words: pack.apology });
      return { bot, state: undefined, drafts: [repliedDraft(bot, spent())] };
    }
  }
}

/** Builds a runtime; call `start` before the first turn. */
export function createRuntime(parts: RuntimeParts): Runtime {
  return new TurnRuntime(parts);
}
