/** One utterance through a transcriber, with what measured practice adds: padding, retries of empty results, a loop guard. */
import { VOICE_RATE_HZ } from '../vad/voice-detector.js';
import { guardRepetition } from './repetition-guard.js';
import type { Transcriber, Transcription } from './transcriber.js';

/** Moonshine returned nothing for two of 66 clips and everything once 0.5 s at their head was cut. */
const HEAD_SHIFTS_MS = [0, 250, 500] as const;
/** Shorter audio is padded with silence: the encoder needs a few frames to work on. */
const SHORTEST_MS = 600;

const samplesOf = (durationMs: number) => Math.round((durationMs * VOICE_RATE_HZ) / 1000);

function padded(samples: Float32Array): Float32Array {
  const least = samplesOf(SHORTEST_MS);
  if (samples.length >= least) return samples;
  const longer = new Float32Array(least);
  longer.set(samples, Math.floor((least - samples.length) / 2));
  return longer;
}

export interface DecodeOptions {
  /** An interim is worth one attempt; a final is worth all. */
  readonly isFinal: boolean;
  readonly signal?: AbortSignal;
}

/** @throws the signal's reason between attempts; Fault `speech.failed` from the engine. */
export async function decodeUtterance(
  transcriber: Transcriber,
  samples: Float32Array,
  options: DecodeOptions,
): Promise<Transcription> {
  for (const shiftMs of options.isFinal ? HEAD_SHIFTS_MS : [0]) {
    options.signal?.throwIfAborted();
    if (shiftMs > 0 && samples.length < samplesOf(shiftMs + SHORTEST_MS)) break;
    const heard = await transcriber.transcribe(padded(samples.subarray(samplesOf(shiftMs))));
    if (heard.kind === 'nothing') continue;
    const text = guardRepetition(heard.text, (samples.length / VOICE_RATE_HZ) * 1000);
    if (text !== '') return { ...heard, text };
  }
  return { kind: 'nothing' };
}
