/** What the runtime needs from the rest of bot/, and what its users need of it. */
import type { DialogEngine } from '../../dialogs/index.js';
import type { EventHandler } from '../../leads/index.js';
import type {
  BotTurn,
  ChannelKind,
  Clock,
  ContactId,
  ConversationEvent,
  EventDraft,
  ExpectedAnswer,
  Fault,
  IdSource,
  InboundTurn,
  Locale,
  LocalizedText,
  TurnId,
  Understanding,
  WorkspaceId,
} from '../../protocol/index.js';
import type {
  Conversation,
  ConversationKey,
  Conversations,
  EventFeed,
  Outbox,
  TurnStore,
} from '../store/index.js';
import type { Logger } from '../telemetry/index.js';

export interface RuntimeStore {
  readonly turns: TurnStore;
  readonly conversations: Conversations;
  readonly outbox: Outbox;
  readonly feed: EventFeed;
}

/** Hears what the runtime does, for metrics. */
export interface RuntimeObserver {
  turnHandled(turn: { readonly channel: string; readonly outcome: string; readonly runtimeMs: number }): void;
  dropped(queue: string): void;
  relayed(outcome: 'handled' | 'failed', count: number): void;
}

export interface RuntimeLimits {
  /** Turns waiting or running in one conversation. */
  readonly turnsPerConversation: number;
  /** Turns waiting or running in all. */
  readonly turnsInAll: number;
  /** Conversations whose turns are worked on at the same time. */
  readonly parallelConversations: number;
  /** After this long a step is cancelled and answered with an apology. */
  readonly stepTimeoutMs: number;
}

export interface RuntimeParts {
  readonly store: RuntimeStore;
  readonly engine: DialogEngine;
  /** Consumer of the events, told through the outbox: in order per conversation, at least once. */
  readonly leadHandler: EventHandler;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly pack: { readonly name: string; readonly defaultLocale: Locale; readonly apology?: LocalizedText };
  readonly logger?: Logger;
  readonly observer?: RuntimeObserver;
  readonly limits?: Partial<RuntimeLimits>;
}

export interface OpenConversation {
  readonly workspaceId: WorkspaceId;
  readonly channel: ChannelKind;
  readonly locale?: Locale;
  /** A contact known from before; a new one otherwise. */
  readonly contactId?: ContactId;
  readonly isGenerated?: boolean;
  readonly page?: string;
  readonly referrer?: string;
  readonly campaign?: string;
  readonly callerNumber?: string;
  readonly traceparent?: string;
}

export interface OpenedConversation {
  readonly conversation: Conversation;
  /** The bot's first words. */
  readonly bot: BotTurn;
  readonly events: readonly ConversationEvent[];
}

export type FailedTurnListener = (turn: InboundTurn, fault: Fault) => void;

export interface AcceptedTurn {
  readonly turnId: TurnId;
  readonly sequence: number;
}

export interface Runtime {
  /** Runs again what was acknowledged and not replied to, and starts the relay. Resolves with how many turns that is. */
  start(): Promise<number>;
  openConversation(request: OpenConversation): Promise<OpenedConversation>;
  /**
   * Resolves once the turn is durable; the reply follows as an event. The same turn again gives the same answer.
   * Throws Fault `turn.conflict`, `turn.empty`, `conversation.not-found`, `limit.busy`, `store.unavailable`.
   */
  acceptTurn(turn: InboundTurn): Promise<AcceptedTurn>;
  /** Accepts a turn and waits for its reply, which is stored by then. */
  exchange(turn: InboundTurn): Promise<BotTurn>;
  /** What an utterance would mean now; no side effects, safe to run speculatively. */
  understand(key: ConversationKey, text: string): Promise<Understanding>;
  /** What the conversation expects the visitor to say next. */
  expectation(key: ConversationKey): Promise<ExpectedAnswer>;
  /** Events that no turn caused: `playback.*`, `consent.recorded`, `conversation.ended`. */
  record(
    key: ConversationKey,
    drafts: readonly EventDraft[],
    traceparent?: string,
  ): Promise<readonly ConversationEvent[]>;
  /** Stored events, after their commit, in commit order. Returns the way to stop listening. */
  onEvents(listener: (events: readonly ConversationEvent[]) => void): () => void;
  /** Turns whose reply could not be stored: they stay unreplied, and run again when sent again or at the next start. */
  onFailedTurn(listener: FailedTurnListener): () => void;
  /** Resolves when no turn waits and the relay has delivered what it can. */
  idle(): Promise<void>;
  /** Turns waiting or running. */
  readonly depth: number;
  /** Conversations whose events await another try. */
  readonly blockedConversations: number;
  /** Takes no more turns, ends what is running, stops the relay. The store stays open. */
  close(): Promise<void>;
}
