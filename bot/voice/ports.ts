/** What a spoken conversation needs of the rest of bot/, and what it tells about itself. */
import type {
  BotTurn,
  ConversationId,
  Fault,
  FinalTranscript,
  TurnId,
  VoiceState,
} from '../../protocol/index.js';

/** What the caller said in one turn. */
export interface HeardTurn {
  /** Joined text of the turn's utterances. */
  readonly text: string;
  /** One transcript over the whole turn; times in ms of the call. */
  readonly transcript: FinalTranscript;
}

/** What was played of a bot turn, all times in ms of the call. */
export interface PlayedTurn {
  readonly turnId: TurnId;
  readonly startMs: number;
  readonly endMs: number;
  /** Last sample of the caller's speech to first sample of the bot's, on the waveform; absent on the bot's own words. */
  readonly responseMs?: number;
}

export interface CutTurn {
  readonly turnId: TurnId;
  readonly playedMs: number;
  /** The words that were heard before the cut. */
  readonly playedText: string;
}

export interface UnaskedWords {
  /** Reply key, as `voice.time_limit`. */
  readonly key: string;
  readonly text: string;
  readonly why: string;
}

/** The turn pipeline as a spoken conversation uses it; implemented over bot/runtime in `runtime-turns.ts`. */
export interface VoiceTurns {
  readonly conversationId: ConversationId;
  /** The bot's first words; undefined when the conversation was opened before and they were said. */
  open(): Promise<BotTurn | undefined>;
  /** Stores the turn, then answers it; both are durable when this resolves. */
  understandAndReply(heard: HeardTurn): Promise<BotTurn>;
  /** Stores words that answer nobody, as a turn of the bot's own. */
  sayUnasked(words: UnaskedWords): Promise<BotTurn>;
  recordPlayed(played: PlayedTurn): Promise<void>;
  recordCut(cut: CutTurn): Promise<void>;
  recordEnd(reason: string): Promise<void>;
}

/** One exchange as it went, for the command line and benches. */
export interface VoiceTurnReport {
  readonly transcript: string;
  readonly bot: BotTurn;
  /** Absent when the bot's answer was cut before its first sample. */
  readonly responseMs?: number;
  readonly isCut: boolean;
}

/** Hears what happens in a spoken conversation; must not throw. */
export interface VoiceObserver {
  state?(state: VoiceState): void;
  /** Live words of the caller: what is decided, and what may still change. */
  caption?(committed: string, unconfirmed: string): void;
  playback?(action: 'pause' | 'resume' | 'clear'): void;
  turnDone?(report: VoiceTurnReport): void;
  /** So much of the caller's audio never reached the recogniser: it was too slow for too long. */
  dropped?(durationMs: number): void;
  fault?(fault: Fault): void;
}

/** Takes both sides of a call as they were heard; implemented by the recorder. */
export interface CallTap {
  caller(frame: Uint8Array, atMs: number): void;
  bot(frame: Uint8Array, atMs: number): void;
}
