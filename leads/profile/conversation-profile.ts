/**
 * What is known of one conversation: the running sum of its events, plain data, serialisable.
 * Built only by fold-event.ts; read by cleaning, features and headlines. It knows no pack and judges nothing.
 */
import type {
  ChannelKind,
  ContactId,
  ConversationEvent,
  ConversationId,
  Locale,
  TurnId,
  WorkspaceId,
} from '../../protocol/index.js';

/** The moment a statement rests on: the turn and, in a recording, its start in ms. */
export interface Moment {
  readonly turnId: TurnId;
  readonly atMs: number;
  readonly offsetMs?: number;
}

export interface HeardUtterance extends Moment {
  /** Empty once erased. */
  readonly text: string;
  /** Language in which the bot answered; the conversation's until then. */
  readonly locale: Locale;
  readonly inputKind: 'text' | 'choice' | 'speech';
}

export interface HeardIntent extends Moment {
  readonly intent: string;
  readonly confidence: number;
}

export interface HeardSlot extends Moment {
  readonly name: string;
  readonly value: string;
  readonly surface: string;
  readonly confidence: number;
  /** True for what a completed flow was confirmed with. */
  readonly isConfirmed: boolean;
}

export interface FlowMark extends Moment {
  readonly flow: string;
  readonly kind: 'started' | 'completed' | 'abandoned';
  /** What a completed flow did; absent where it only answered. */
  readonly action?: string;
  /** What a completed flow was confirmed with, by slot. */
  readonly values?: Readonly<Record<string, string>>;
}

export interface HeardKeyword extends Moment {
  readonly keyword: string;
  /** As it was said; empty once erased. */
  readonly surface: string;
}

export interface HandoffMark extends Moment {
  readonly reason: string;
}

export interface ProfileCounts {
  readonly visitorTurns: number;
  readonly botTurns: number;
  readonly spokenTurns: number;
  readonly choiceTurns: number;
  readonly words: number;
  readonly questions: number;
  readonly bargeIns: number;
  readonly visitorSpeechMs: number;
  readonly botSpeechMs: number;
}

export interface RecordedOutcome {
  readonly goal: string;
  readonly isWon: boolean;
  readonly atMs: number;
  readonly valueMinor?: number;
  readonly currency?: string;
}

export interface ConversationProfile {
  /** Shape of this object; raise it together with an upcaster in profile-codec.ts. */
  readonly version: 1;
  readonly workspaceId: WorkspaceId;
  readonly conversationId: ConversationId;
  readonly contactId: ContactId;
  /** Sequence of the last event folded in. */
  readonly lastSequence: number;
  readonly channel: ChannelKind;
  readonly locale: Locale;
  readonly isGenerated: boolean;
  readonly page?: string;
  readonly referrer?: string;
  readonly campaign?: string;
  readonly callerNumber?: string;
  readonly startedMs: number;
  readonly lastActiveMs: number;
  readonly utterances: readonly HeardUtterance[];
  readonly intents: readonly HeardIntent[];
  readonly slots: readonly HeardSlot[];
  readonly flows: readonly FlowMark[];
  /** Absent where none was heard. */
  readonly keywords?: readonly HeardKeyword[];
  readonly handoff?: HandoffMark;
  readonly consents: Readonly<Record<string, boolean>>;
  readonly recording?: { readonly recordingId: string; readonly durationMs: number };
  /** Known only afterwards: training reads it, scoring never does. */
  readonly outcome?: RecordedOutcome;
  readonly endReason?: string;
  readonly counts: ProfileCounts;
}

/** Lists keep their first and last entries up to these sizes; counts keep counting. */
export const PROFILE_LIMITS = { utterances: 80, intents: 80, slots: 160, flows: 60, keywords: 60 } as const;

export const NO_COUNTS: ProfileCounts = {
  visitorTurns: 0,
  botTurns: 0,
  spokenTurns: 0,
  choiceTurns: 0,
  words: 0,
  questions: 0,
  bargeIns: 0,
  visitorSpeechMs: 0,
  botSpeechMs: 0,
};

/** The profile before any event: identity from the first event's envelope, everything else empty. */
export function emptyProfile(first: ConversationEvent): ConversationProfile {
  return {
    version: 1,
    workspaceId: first.workspaceId,
    conversationId: first.conversationId,
    contactId: first.contactId,
    lastSequence: 0,
    channel: 'web',
    locale: 'en',
    isGenerated: false,
    startedMs: first.atMs,
    lastActiveMs: first.atMs,
    utterances: [],
    intents: [],
    slots: [],
    flows: [],
    consents: {},
    counts: NO_COUNTS,
  };
}
