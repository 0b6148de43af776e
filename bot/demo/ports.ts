/** What the generated world needs to live in: a way to converse with the real bot, and calls that may be recorded. */
import type {
  BotTurn,
  ChannelKind,
  ConversationId,
  EventDraft,
  Locale,
  TurnInput,
} from '../../protocol/index.js';

export interface DemoVisit {
  readonly channel: ChannelKind;
  readonly locale: Locale;
  /** Always true: whoever opens the conversation writes it into `conversation.started`. */
  readonly isGenerated: true;
  readonly page?: string;
  readonly referrer?: string;
  readonly campaign?: string;
  readonly callerNumber?: string;
}

export interface OpenedVisit {
  readonly conversationId: ConversationId;
  /** The bot's own opening. */
  readonly bot: BotTurn;
}

/** The bot as the simulated visitors meet it: the real turn runtime, on the world's clock. */
export interface Converse {
  open(visit: DemoVisit): Promise<OpenedVisit>;
  /** One visitor turn to its final reply. */
  say(conversationId: ConversationId, input: TurnInput): Promise<BotTurn>;
  /** Appends what happened outside the dialog: playback, outcome, the end. */
  record(conversationId: ConversationId, draft: EventDraft): Promise<void>;
  /** Keeps a recording and appends `recording.stored`. Absent where recordings are not wanted. */
  storeRecording?(conversationId: ConversationId, recording: GeneratedRecording): Promise<void>;
}

/** A stereo recording made of synthetic voices: caller left, assistant right. */
export interface GeneratedRecording {
  readonly wav: Uint8Array;
  readonly durationMs: number;
  readonly sampleRateHz: number;
  readonly channels: 2;
  readonly isGenerated: true;
}

export interface Span {
  readonly startMs: number;
  readonly endMs: number;
}

/** Where the words of a call lie, ms from its start. */
export interface CallTimeline {
  caller(text: string, locale: Locale): Promise<Span>;
  assistant(speech: string, locale: Locale): Promise<Span>;
  /** The recording, where one was made. */
  finish(): GeneratedRecording | undefined;
}
