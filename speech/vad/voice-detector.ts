/**
 * The port of voice activity detection: is this window speech? Called by the recognition of a stream.
 * A detector holds the state of one stream and never looks ahead.
 */

/** One detector per stream. */
export interface VoiceDetector {
  /** Samples per window at `VOICE_RATE_HZ`. */
  readonly windowSamples: number;
  /** Takes exactly one window, -1..1, and says whether the stream is in speech now. */
  isSpeech(window: Float32Array): boolean;
}

export type VoiceDetectorFactory = () => VoiceDetector;

/** The rate at which voice detection and recognition work. */
export const VOICE_RATE_HZ = 16_000;
