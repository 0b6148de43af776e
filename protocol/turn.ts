/** The two halves of an exchange: what came in (InboundTurn) and what the bot answered (BotTurn). */
import type { ConversationId, TurnId, WorkspaceId } from './ids.js';
import type { Locale } from './locale.js';
import type { ExpectedAnswer, FinalTranscript } from './transcript.js';
import type { Understanding } from './understanding.js';

export type ChannelKind = 'web' | 'voice-web' | 'phone' | 'terminal';

/** True where answers are heard rather than read. */
export const isSpoken = (channel: ChannelKind) => channel === 'voice-web' || channel === 'phone';

export type TurnInput =
  | { readonly kind: 'text'; readonly text: string }
  /** A quick reply or card button; `text` is its label, `value` what it means to the flow. */
  | { readonly kind: 'choice'; readonly text: string; readonly value: string }
  | { readonly kind: 'speech'; readonly text: string; readonly transcript: FinalTranscript };

export interface InboundTurn {
  readonly workspaceId: WorkspaceId;
  readonly conversationId: ConversationId;
  /** Made by the sender; the same id again means the same turn sent again. */
  readonly turnId: TurnId;
  readonly channel: ChannelKind;
  readonly input: TurnInput;
  /** What the sender prefers; the language of the words decides in the end. */
  readonly locale?: Locale;
  /** W3C trace context. */
  readonly traceparent?: string;
}

export interface Citation {
  readonly document: string;
  readonly title: string;
  readonly passage: string;
  /** Retrieval score, 0..1. */
  readonly score: number;
}

export interface Choice {
  readonly label: string;
  readonly value: string;
}

export interface CardAction extends Choice {
  readonly isPrimary: boolean;
}

export type BotPart =
  | {
      readonly kind: 'say';
      /** Response key, or `knowledge` for an answer from documents. */
      readonly key: string;
      /** Markdown subset for the screen. */
      readonly text: string;
      /** Plain words for the voice. */
      readonly speech: string;
      readonly citations: readonly Citation[];
    }
  | { readonly kind: 'choices'; readonly choices: readonly Choice[] }
  | {
      readonly kind: 'card';
      readonly title: string;
      readonly subtitle: string;
      readonly facts: readonly string[];
      readonly image?: string;
      readonly actions: readonly CardAction[];
    }
  | { readonly kind: 'handoff'; readonly reason: string; readonly summary: string };

export interface BotTurn {
  readonly turnId: TurnId;
  readonly conversationId: ConversationId;
  readonly locale: Locale;
  readonly parts: readonly BotPart[];
  readonly expects?: ExpectedAnswer;
  /** What the visitor's turn was taken to mean; absent on the bot's own opening. */
  readonly understanding?: Understanding;
  /** One plain sentence: which flow, slot or document produced this reply. */
  readonly why: string;
  /** Version of the understanding model that answered: one for the whole turn. */
  readonly modelVersion?: string;
}

/** The words of a bot turn, as shown. */
export function textOf(turn: BotTurn): string {
  return turn.parts.flatMap((part) => (part.kind === 'say' ? [part.text] : [])).join('\n');
}

/** The words of a bot turn, as spoken. */
export function speechOf(turn: BotTurn): string {
  return turn.parts.flatMap((part) => (part.kind === 'say' ? [part.speech] : [])).join(' ');
}
