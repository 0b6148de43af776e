/**
 * The seam between the turn runtime and the dialog library behind it: one turn in, one bot turn and the next state out.
 * An engine is pure with regard to storage: it neither loads nor saves state, and sends nothing.
 */
import type {
  BotTurn,
  ChannelKind,
  EpochMs,
  EventDraft,
  ExpectedAnswer,
  InboundTurn,
  Locale,
  Understanding,
} from '../protocol/index.js';

/** Serialised dialog state; only the engine knows what is inside. */
export type DialogState = string;

export interface UnderstandingContext {
  /** Language of the conversation so far; the words may change it. */
  readonly locale: Locale;
  readonly channel: ChannelKind;
  readonly expects?: ExpectedAnswer;
  readonly now: EpochMs;
}

export interface DialogInput {
  readonly turn: InboundTurn;
  readonly state: DialogState | undefined;
  readonly now: EpochMs;
  readonly locale: Locale;
  readonly signal?: AbortSignal;
}

export interface OpeningInput {
  readonly conversation: Pick<InboundTurn, 'workspaceId' | 'conversationId' | 'turnId' | 'channel'>;
  readonly locale: Locale;
  readonly now: EpochMs;
}

export interface DialogOutcome {
  readonly state: DialogState;
  readonly bot: BotTurn;
  /** Flow, handoff and consent events that happened in this step, in order. */
  readonly drafts: readonly EventDraft[];
}

export interface DialogEngine {
  /** The bot's first words: says that it is an assistant. */
  open(input: OpeningInput): Promise<DialogOutcome>;
  /** What an utterance means in its context; no side effects, safe to run speculatively. */
  understand(text: string, context: UnderstandingContext): Promise<Understanding>;
  /**
   * Handles one turn. Actions carry the turn id as idempotency key, so that running a turn again has no second effect.
   * A failing step answers the visitor with an apology and keeps the conversation alive; it does not throw.
   */
  step(input: DialogInput): Promise<DialogOutcome>;
  /** What the state expects the visitor to say next. */
  expectation(state: DialogState | undefined): ExpectedAnswer;
}
