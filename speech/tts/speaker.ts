/**
 * The port of speech synthesis: one sentence in, its audio out. Implemented by flite (bundled) and espeak-ng (where
 * installed). A speaker works off the event loop and keeps no state between sentences.
 */
import type { Locale } from '../../protocol/index.js';

export interface Voice {
  readonly name: string;
  readonly locales: readonly Locale[];
  readonly sampleRateHz: number;
}

export interface SpeakerCapabilities {
  readonly name: string;
  /** Language tags; the first voice of a language is its default. */
  readonly locales: readonly Locale[];
  readonly voices: readonly Voice[];
  readonly licence: string;
}

export interface SentenceRequest {
  readonly text: string;
  readonly locale: Locale;
  /** A voice of the speaker; undefined for its default. */
  readonly voice?: string;
  /** 1 is the voice's own rate; 0.5..2. */
  readonly rate: number;
}

/** Mono. */
export interface SpokenAudio {
  readonly samples: Int16Array;
  readonly sampleRateHz: number;
}

export interface Speaker {
  readonly capabilities: SpeakerCapabilities;
  /** @throws Fault `speech.failed`, `speech.overloaded`; the signal's reason when aborted. */
  synthesize(request: SentenceRequest, signal?: AbortSignal): Promise<SpokenAudio>;
  close(): Promise<void>;
}
