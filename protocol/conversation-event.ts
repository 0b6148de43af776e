/**
 * What happened in a conversation, append-only and versioned: the truth that leads, console and exports are built from.
 * `data` never holds personal words; `personal` does, is stored beside the event and can be erased without it.
 */
import type { ContactId, ConversationId, EventId, RecordingId, TurnId, WorkspaceId } from './ids.js';
import type { Locale } from './locale.js';
import type { Word, WordTiming } from './transcript.js';
import type { BotPart, ChannelKind } from './turn.js';
import type { IntentReading, KeywordReading, SlotReading } from './understanding.js';

interface Envelope<Kind extends string, Data, Personal = Readonly<Record<string, never>>> {
  readonly eventId: EventId;
  readonly workspaceId: WorkspaceId;
  readonly conversationId: ConversationId;
  readonly contactId: ContactId;
  /** Gap-free from 1 within the conversation. */
  readonly sequence: number;
  /** Schema version of `data` and `personal` for this kind. */
  readonly version: number;
  readonly atMs: number;
  readonly traceparent?: string;
  readonly kind: Kind;
  readonly data: Data;
  /** Absent once erased. */
  readonly personal?: Personal;
}

export type ConversationStarted = Envelope<
  'conversation.started',
  {
    readonly channel: ChannelKind;
    readonly locale: Locale;
    readonly pack: string;
    /** True for demo and training worlds; shown wherever the conversation shows. */
    readonly isGenerated: boolean;
    readonly page?: string;
    readonly referrer?: string;
    readonly campaign?: string;
  },
  { readonly callerNumber?: string }
>;

export type TurnReceived = Envelope<
  'turn.received',
  {
    readonly turnId: TurnId;
    readonly inputKind: 'text' | 'choice' | 'speech';
    readonly channel: ChannelKind;
    /** Where the words lie in the recording, ms from its start; speech only. */
    readonly startMs?: number;
    readonly endMs?: number;
    readonly wordTiming?: WordTiming;
  },
  { readonly text: string; readonly value?: string; readonly words?: readonly Word[] }
>;

export type TurnReplied = Envelope<
  'turn.replied',
  {
    readonly turnId: TurnId;
    readonly locale: Locale;
    readonly intent?: string;
    readonly confidence?: number;
    readonly alternatives: readonly IntentReading[];
    /** The wishes of a turn that held several, in the order they were said; absent where there was one. */
    readonly wishes?: readonly IntentReading[];
    readonly replyKeys: readonly string[];
    readonly why: string;
    /** Version of the understanding model that answered this turn. */
    readonly modelVersion?: string;
    readonly runtimeMs: number;
    readonly responseMs?: number;
  },
  {
    readonly parts: readonly BotPart[];
    readonly slots: readonly SlotReading[];
  }
>;

/** The caller talked over the bot: what was stored as said is cut to what was played. */
export type PlaybackCut = Envelope<
  'playback.cut',
  { readonly turnId: TurnId; readonly playedMs: number },
  { readonly playedText: string }
>;

export type PlaybackFinished = Envelope<
  'playback.finished',
  {
    readonly turnId: TurnId;
    readonly startMs: number;
    readonly endMs: number;
    /** End of the caller's speech to first bot audio, on the recording; absent on the opening. */
    readonly responseMs?: number;
  }
>;

export type FlowStarted = Envelope<'flow.started', { readonly flow: string; readonly turnId: TurnId }>;
export type FlowCompleted = Envelope<
  'flow.completed',
  { readonly flow: string; readonly turnId: TurnId; readonly action?: string },
  { readonly slots: Readonly<Record<string, string>> }
>;
export type FlowAbandoned = Envelope<'flow.abandoned', { readonly flow: string; readonly turnId: TurnId }>;
/** The visitor said a phrase that the pack wants noticed. */
export type KeywordSpotted = Envelope<
  'keyword.spotted',
  { readonly keyword: string; readonly match: KeywordReading['match']; readonly turnId: TurnId },
  { readonly surface: string }
>;
export type HandoffRequested = Envelope<
  'handoff.requested',
  { readonly reason: string; readonly turnId: TurnId },
  { readonly summary: string }
>;
export type ConsentRecorded = Envelope<
  'consent.recorded',
  {
    readonly scope: 'processing' | 'recording' | 'marketing';
    readonly isGranted: boolean;
    readonly evidence: string;
  }
>;
export type RecordingStored = Envelope<
  'recording.stored',
  {
    readonly recordingId: RecordingId;
    readonly durationMs: number;
    readonly sampleRateHz: number;
    readonly channels: 1 | 2;
  }
>;
export type OutcomeRecorded = Envelope<
  'outcome.recorded',
  { readonly goal: string; readonly isWon: boolean; readonly valueMinor?: number; readonly currency?: string }
>;
export type ConversationEnded = Envelope<'conversation.ended', { readonly reason: string }>;

export type ConversationEvent =
  | ConversationStarted
  | TurnReceived
  | TurnReplied
  | PlaybackCut
  | PlaybackFinished
  | FlowStarted
  | FlowCompleted
  | FlowAbandoned
  | KeywordSpotted
  | HandoffRequested
  | ConsentRecorded
  | RecordingStored
  | OutcomeRecorded
  | ConversationEnded;

export type ConversationEventKind = ConversationEvent['kind'];

/** An event as a room proposes it, before the store gives it id, sequence and time. */
export type EventDraft = {
  [Kind in ConversationEventKind]: Pick<
    Extract<ConversationEvent, { kind: Kind }>,
    'kind' | 'data' | 'personal'
  >;
}[ConversationEventKind];

/** The schema version written today, per kind; raise it together with an upcaster. */
export const EVENT_VERSION = 1;
