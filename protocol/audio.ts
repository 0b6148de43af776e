/** Audio on the wire: codecs, the frame length, and what the speech service offers to the voice session. */
import type { Locale } from './locale.js';
import type { ExpectedAnswer, RecognitionEvent } from './transcript.js';

export type Codec = 'pcm16' | 'pcmu' | 'pcma';

export interface AudioFormat {
  readonly codec: Codec;
  readonly sampleRateHz: number;
}

/** Every audio path moves frames of this length. */
export const FRAME_MS = 20;

export interface RecognitionSettings extends AudioFormat {
  readonly locale: Locale;
  readonly maxStreamMs?: number;
  readonly maxUtteranceMs?: number;
  /** W3C trace context of the call; travels as gRPC metadata. */
  readonly traceparent?: string;
}

/** One caller's stream to the recogniser. */
export interface RecognitionStream {
  /** Queues one frame. False when the bound is reached: the frame is dropped, and a `dropped` event will say how much was. */
  write(frame: Uint8Array): boolean;
  hint(expected: ExpectedAnswer): void;
  /** No more audio: what is pending is decided, then the events end. */
  finish(): void;
  /** Stops all work for this stream at once. */
  cancel(): void;
  /** Ends normally after `finish`; throws a Fault `speech.*` when the service fails. */
  readonly events: AsyncIterable<RecognitionEvent>;
}

export interface SynthesisSettings extends AudioFormat {
  readonly locale: Locale;
  readonly voice?: string;
  readonly rate?: number;
  /** W3C trace context of the call; travels as gRPC metadata. */
  readonly traceparent?: string;
}

export interface SpokenSentence {
  readonly text: string;
  /** Whole sentence, mono, in the requested format. */
  readonly audio: Uint8Array;
}

/** What the bot needs of speech; implemented over gRPC in bot/speech-client. */
export interface SpeechService {
  recognize(settings: RecognitionSettings, signal?: AbortSignal): RecognitionStream;
  /** Sentences in order, each as soon as it is ready. Throws a Fault `speech.*`. */
  synthesize(text: string, settings: SynthesisSettings, signal?: AbortSignal): AsyncIterable<SpokenSentence>;
}
