/** What the console reads over HTTP (`/api/v1`) and hears on the socket.io namespace `/console`. */
import type { ConversationEvent } from './conversation-event.js';
import type { ScoredLead } from './lead.js';
import type { Locale, LocalizedText } from './locale.js';
import type { ChannelKind } from './turn.js';
import type { SlotReading } from './understanding.js';

export interface Page<Item> {
  readonly items: readonly Item[];
  /** Pass as `cursor` for the next page; absent on the last. */
  readonly nextCursor?: string;
  readonly total: number;
}

/** GET /api/v1/conversations?cursor&limit&query&channel&class */
export interface ConversationRow {
  readonly conversationId: string;
  readonly contactName: string;
  readonly company?: string;
  readonly channel: ChannelKind;
  readonly locale: Locale;
  readonly startedMs: number;
  readonly lastActiveMs: number;
  /** In every language of the pack; a quotation in its own alone. Empty before anything was said. */
  readonly headline: LocalizedText;
  /** Percent, 0..100; absent when not scored. */
  readonly scorePercent?: number;
  readonly readiness?: 'ready' | 'look' | 'not-yet';
  readonly leadClass?: string;
  readonly segmentName?: Readonly<Record<Locale, string>>;
  readonly isGenerated: boolean;
}

export interface RecordingInfo {
  readonly recordingId: string;
  readonly url: string;
  readonly durationMs: number;
  readonly sampleRateHz: number;
  readonly channels: 1 | 2;
  /** Peak level per step of the caller (left) and assistant (right) channel, 0..1. */
  readonly peaks: {
    readonly stepMs: number;
    readonly caller: readonly number[];
    readonly assistant: readonly number[];
  };
}

/** GET /api/v1/conversations/:id */
export interface ConversationDetail {
  readonly row: ConversationRow;
  readonly lead?: ScoredLead;
  readonly events: readonly ConversationEvent[];
  readonly recording?: RecordingInfo;
}

/** How one column lies now against training. `noise` is the index that chance alone stays below. */
export interface DriftColumn {
  readonly name: string;
  readonly psi: number;
  readonly noise: number;
  readonly verdict: 'too-few' | 'stable' | 'moderate' | 'shifted';
}

/** The newest look at a model against the world since its training. */
export interface ModelDrift {
  readonly version: string;
  readonly atMs: number;
  /** Leads looked at. */
  readonly rows: number;
  readonly verdict: DriftColumn['verdict'];
  readonly score?: DriftColumn;
  /** Those that moved most. */
  readonly inputs: readonly DriftColumn[];
  readonly calibration: {
    /** Scores whose outcome is known. */
    readonly rows: number;
    readonly promised: number;
    readonly observed: number;
    readonly verdict: 'too-few' | 'stable' | 'shifted';
  };
}

/** GET /api/v1/models and /api/v1/models/:name */
export interface ModelSummary {
  readonly name: string;
  readonly version: string;
  readonly task: string;
  readonly trainedMs: number;
  readonly rows: number;
  readonly seed: number;
  readonly isTrainedOnGenerated: boolean;
  readonly metrics: readonly {
    readonly name: string;
    readonly value: number;
    readonly low?: number;
    readonly high?: number;
  }[];
  readonly sha256: string;
  /** Addresses of the version's pictures. */
  readonly pictures: readonly { readonly name: string; readonly url: string }[];
  /** Address of the listing of its worst errors, where there is one. */
  readonly errorsUrl?: string;
  /** Version on trial beside it. */
  readonly challenger?: string;
  /** Why the version that was chosen does not serve; this one does instead. */
  readonly problem?: string;
  readonly drift?: ModelDrift;
  /** How far scoring stored leads again is, while it goes on. */
  readonly rescoring?: { readonly done: number; readonly total: number };
}

/** One prediction of POST /api/v1/models/:name/predict. */
export type Prediction =
  | {
      readonly kind: 'class';
      readonly label: string;
      readonly confidence: number;
      /** Best first, the chosen one included. */
      readonly alternatives: readonly { readonly label: string; readonly confidence: number }[];
      readonly slots?: readonly SlotReading[];
    }
  | {
      readonly kind: 'probability';
      /** The probability, 0..1, by the name that `leadline score` gives it. */
      readonly score: number;
      /** Bounds of the probability, where the model knows them. */
      readonly low?: number;
      readonly high?: number;
      /** Probability that the contributions start from. */
      readonly base?: number;
      /** Strongest first. */
      readonly reasons: readonly {
        readonly feature: string;
        readonly contribution: number;
        readonly text?: string;
      }[];
    };

/** GET /api/v1/model-versions */
export interface ModelVersionRow {
  readonly model: string;
  readonly version: string;
  readonly active: boolean;
  /** One checksum over all files; null when the card cannot be read. */
  readonly sha256: string | null;
  readonly challenger: boolean;
  readonly task?: string;
  readonly createdMs?: number;
  readonly rows?: number;
  /** Verdict of the gate: why it was or was not activated without a person. */
  readonly gate?: { readonly isPassed: boolean; readonly reason: string };
  /** Why it cannot be used; told by verification, and where the card cannot be read. */
  readonly problem?: string;
}

/** GET /api/v1/overview: numbers for the reports page. */
export interface Overview {
  readonly conversations: number;
  readonly leads: number;
  readonly generated: number;
  readonly byChannel: Readonly<Record<string, number>>;
  readonly byClass: Readonly<Record<string, number>>;
  readonly bySegment: readonly {
    readonly name: Readonly<Record<Locale, string>>;
    readonly traits: readonly Readonly<Record<Locale, string>>[];
    readonly size: number;
  }[];
  readonly readiness: Readonly<Record<string, number>>;
  readonly responseMs?: { readonly p50: number; readonly p95: number; readonly count: number };
}

/** GET /api/v1/session: who is looking, and at what. */
export interface ConsoleSession {
  readonly brand: Readonly<Record<Locale, string>>;
  /** What the pack calls its flows, by flow name and locale. */
  readonly flowTitles: Readonly<Record<string, Readonly<Record<Locale, string>>>>;
  readonly locales: readonly Locale[];
  readonly timeZone: string;
  readonly currency: string;
  readonly speechLocales: readonly Locale[];
}

export interface ConsoleServerEvents {
  'conversation.changed'(row: ConversationRow): void;
  'lead.changed'(lead: ScoredLead): void;
  'conversation.event'(event: ConversationEvent): void;
}

export interface ConsoleClientEvents {
  /** Follow the events of one conversation; an empty id follows none. */
  watch(conversationId: string): void;
}
