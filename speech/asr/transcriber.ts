/**
 * The port of speech recognition: one utterance in, its words out. Implemented by the adapters in speech/sherpa.
 * A transcriber keeps no state between utterances and may be used by many streams at once.
 */
import type { Locale, Word, WordTiming } from '../../protocol/index.js';

export interface TranscriberCapabilities {
  readonly name: string;
  /** Languages it recognises, as BCP 47 language tags. */
  readonly locales: readonly Locale[];
  readonly isStreaming: boolean;
  readonly wordTiming: WordTiming;
  readonly licence: string;
}

export type Transcription =
  | {
      readonly kind: 'heard';
      readonly text: string;
      /** Present only where `wordTiming` is `exact`; ms from the start of the utterance. */
      readonly words?: readonly Word[];
    }
  /** The engine ran and found no words: a cough, a door, music. */
  | { readonly kind: 'nothing' };

export interface Transcriber {
  readonly capabilities: TranscriberCapabilities;
  /**
   * Recognises mono samples, -1..1, at 16 kHz, off the event loop.
   * @throws Fault `speech.failed` when the engine breaks.
   */
  transcribe(samples: Float32Array): Promise<Transcription>;
}
