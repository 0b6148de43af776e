/** What the speech service is made of and how much it takes on. */
import { type Clock, Fault } from '../../protocol/index.js';
import type { DecodeQueue } from '../asr/decode-queue.js';
import type { TranscriberEngines } from '../asr/engines.js';
import type { TurnEndJudges } from '../ports.js';
import type { Synthesis } from '../tts/synthesis.js';
import type { VoiceDetectorFactory } from '../vad/voice-detector.js';
import type { MetadataMaker } from './grpc-status.js';

export interface SpeechServiceSettings {
  readonly engines: TranscriberEngines;
  readonly decodes: DecodeQueue;
  readonly synthesis: Synthesis;
  readonly createDetector: VoiceDetectorFactory;
  readonly judges?: TurnEndJudges;
  readonly makeMetadata: MetadataMaker;
  readonly clock: Clock;
  readonly limits: ServiceLimits;
}

export interface ServiceLimits {
  readonly maxRecognitions: number;
  readonly maxSyntheses: number;
  readonly maxStreamMs: number;
  /** A stream that sends nothing for so long is ended: a caller's audio never pauses, silence is audio too. */
  readonly maxIdleMs: number;
  readonly maxUtteranceMs: number;
  readonly maxTextCharacters: number;
  /** Events a client may leave unread before its stream is ended. */
  readonly maxUnreadEvents: number;
}

export const DEFAULT_LIMITS: ServiceLimits = {
  maxRecognitions: 64,
  maxSyntheses: 64,
  maxStreamMs: 4 * 3600 * 1000,
  maxIdleMs: 20_000,
  maxUtteranceMs: 30_000,
  maxTextCharacters: 8000,
  maxUnreadEvents: 256,
};

/** Counts streams and refuses the one too many. */
export class StreamSlots {
  readonly #limit: number;
  readonly #what: string;
  #taken = 0;

  constructor(limit: number, what: string) {
    this.#limit = limit;
    this.#what = what;
  }

  get taken(): number {
    return this.#taken;
  }

  /** Returns the release, to be called once. @throws Fault `speech.overloaded`. */
  take(): () => void {
    if (this.#taken >= this.#limit) {
      throw new Fault(
        'speech.overloaded',
        `All ${this.#limit} ${this.#what} streams of this process are in use.`,
      );
    }
    this.#taken++;
    let isReleased = false;
    return () => {
      if (!isReleased) this.#taken--;
      isReleased = true;
    };
  }
}
