/**
 * What widget and server say to each other on the socket.io namespace `/visitor` and when a visit opens.
 * Each schema parses at the border; an event that does not fit is answered with a Fault and changes nothing.
 */
import { z } from 'zod';
import type { ConversationEvent } from './conversation-event.js';
import type { FaultPayload } from './fault.js';
import type { BotTurn } from './turn.js';
import { MAX_TURN_CHARACTERS } from './visitor-limits.js';

/** POST /api/v1/visits: opens a conversation or resumes the one in `token`. */
export const openVisitRequest = z.strictObject({
  locale: z.string().min(2).max(35).optional(),
  page: z.string().max(2000).optional(),
  referrer: z.string().max(2000).optional(),
  campaign: z.string().max(200).optional(),
  token: z.string().max(2000).optional(),
});
export type OpenVisitRequest = z.infer<typeof openVisitRequest>;

export interface OpenVisitResponse {
  /** Signed, bound to the conversation; sent as `auth.token` when the socket opens. */
  readonly token: string;
  readonly conversationId: string;
  readonly locale: string;
  readonly locales: readonly string[];
  readonly brand: { readonly name: string; readonly accent: string };
  /** Locales in which speech is recognised on this machine. */
  readonly speechLocales: readonly string[];
  readonly disclosure: { readonly assistant: string; readonly recording: string };
  /** Events so far, oldest first, personal payload included: they are the visitor's own. */
  readonly events: readonly ConversationEvent[];
}

export const visitorTurn = z.strictObject({
  turnId: z.uuid(),
  text: z.string().min(1).max(MAX_TURN_CHARACTERS),
  /** Value of the quick reply or card button that was pressed. */
  value: z.string().max(400).optional(),
  locale: z.string().min(2).max(35).optional(),
  traceparent: z.string().max(100).optional(),
});
export type VisitorTurn = z.infer<typeof visitorTurn>;

export const visitorSync = z.strictObject({ since: z.int().min(0) });

export const voiceStart = z.strictObject({
  sampleRateHz: z.union([z.literal(8000), z.literal(16000), z.literal(24000), z.literal(48000)]),
  locale: z.string().min(2).max(35),
  /** Recording starts only with this consent. */
  hasRecordingConsent: z.boolean(),
});
export type VoiceStart = z.infer<typeof voiceStart>;

/**
 * `playedMs` is the bot audio heard since `voice.start` or the last `clear`, whichever came later. The widget answers
 * a playback `pause` with the mark PAUSED_MARK and a `clear` with CLEARED_MARK (counted up to that clear).
 */
export const voiceMark = z.strictObject({ mark: z.string().max(100), playedMs: z.number().min(0) });

/** Every acknowledgement: either `ok` with its data, or a Fault. */
export type Ack<Data> = ({ readonly ok: true } & Data) | { readonly ok: false; readonly fault: FaultPayload };

export type TurnAck = Ack<{ readonly turnId: string; readonly sequence: number }>;
export type SyncAck = Ack<{ readonly events: readonly ConversationEvent[] }>;
export type VoiceAck = Ack<{ readonly sampleRateHz: number }>;

export type VoiceState = 'connecting' | 'listening' | 'thinking' | 'speaking' | 'reconnecting' | 'ended';

/** Server to widget during a spoken conversation. */
export type VoiceUpdate =
  | { readonly kind: 'state'; readonly state: VoiceState }
  | { readonly kind: 'caption'; readonly committed: string; readonly unconfirmed: string }
  /** Playback must stop at once and hold (`pause`), go on (`resume`) or forget what is queued (`clear`). */
  | { readonly kind: 'playback'; readonly action: 'pause' | 'resume' | 'clear' }
  /** Play what was sent so far, then report this mark with `voice.mark`. */
  | { readonly kind: 'mark'; readonly mark: string };

export interface VisitorClientEvents {
  turn(turn: VisitorTurn, ack: (answer: TurnAck) => void): void;
  sync(request: { since: number }, ack: (answer: SyncAck) => void): void;
  'voice.start'(request: VoiceStart, ack: (answer: VoiceAck) => void): void;
  /** One 20 ms frame, PCM16 little endian mono at the agreed rate. */
  'voice.audio'(frame: ArrayBuffer): void;
  'voice.mark'(mark: { mark: string; playedMs: number }): void;
  'voice.stop'(): void;
}

export interface VisitorServerEvents {
  /** A stored event of this conversation, in sequence; the widget draws itself from these alone. */
  event(event: ConversationEvent): void;
  /** The reply as far as it has come; each replaces the one before, and the final one comes as an `event`. */
  provisional(reply: BotTurn): void;
  typing(state: { isTyping: boolean }): void;
  fault(fault: FaultPayload): void;
  'voice.update'(update: VoiceUpdate): void;
  /** Bot speech, PCM16 little endian mono at the agreed rate, any length up to one second. */
  'voice.audio'(audio: ArrayBuffer): void;
}
