/**
 * Bytes on the wire to samples and back, for every codec of the protocol; also says what a valid format and frame are.
 * Called at the service's door and by the voice session; never resamples.
 */
import { type AudioFormat, assertNever, type Codec, Fault, FRAME_MS } from '../../protocol/index.js';
import { decodeALaw, decodeMuLaw, encodeALaw, encodeMuLaw } from './g711.js';

const SAMPLE_RATES: readonly number[] = [8000, 16_000, 24_000, 48_000];

/** @throws Fault `speech.bad-format` with the reason when the codec and rate do not go together. */
export function checkFormat(format: AudioFormat): void {
  const { codec, sampleRateHz } = format;
  if (!SAMPLE_RATES.includes(sampleRateHz)) {
    throw new Fault(
      'speech.bad-format',
      `A rate of ${sampleRateHz} Hz is not one of ${SAMPLE_RATES.join(', ')}.`,
    );
  }
  if (codec !== 'pcm16' && sampleRateHz !== 8000) {
    throw new Fault('speech.bad-format', `G.711 (${codec}) is defined at 8000 Hz only, not ${sampleRateHz}.`);
  }
}

export const bytesPerSample = (codec: Codec): number => (codec === 'pcm16' ? 2 : 1);

/** Bytes that `durationMs` of mono audio take. */
export function bytesFor(durationMs: number, format: AudioFormat): number {
  return Math.round((durationMs * format.sampleRateHz) / 1000) * bytesPerSample(format.codec);
}

/** Milliseconds that `sizeBytes` of mono audio last. */
export function durationOf(sizeBytes: number, format: AudioFormat): number {
  return (sizeBytes / bytesPerSample(format.codec) / format.sampleRateHz) * 1000;
}

function littleEndianToSamples(bytes: Uint8Array): Int16Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const samples = new Int16Array(bytes.byteLength >> 1);
  for (let i = 0; i < samples.length; i++) samples[i] = view.getInt16(i * 2, true);
  return samples;
}

function samplesToLittleEndian(samples: Int16Array): Uint8Array {
  const bytes = new Uint8Array(samples.length * 2);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < samples.length; i++) view.setInt16(i * 2, samples[i]!, true);
  return bytes;
}

/** Wire bytes to 16 bit samples. @throws Fault `speech.bad-format` on half a sample. */
export function decodeAudio(bytes: Uint8Array, codec: Codec): Int16Array {
  switch (codec) {
    case 'pcm16':
      if (bytes.byteLength % 2 !== 0)
        throw new Fault('speech.bad-format', 'PCM16 audio ends in half a sample.');
      return littleEndianToSamples(bytes);
    case 'pcmu':
      return decodeMuLaw(bytes);
    case 'pcma':
      return decodeALaw(bytes);
    default:
      return assertNever(codec);
  }
}

/** 16 bit samples to wire bytes. */
export function encodeAudio(samples: Int16Array, codec: Codec): Uint8Array {
  switch (codec) {
    case 'pcm16':
      return samplesToLittleEndian(samples);
    case 'pcmu':
      return encodeMuLaw(samples);
    case 'pcma':
      return encodeALaw(samples);
    default:
      return assertNever(codec);
  }
}

/** One frame of silence. */
export function silentFrame(format: AudioFormat): Uint8Array {
  return encodeAudio(new Int16Array(Math.round((FRAME_MS * format.sampleRateHz) / 1000)), format.codec);
}

/** 16 bit samples to -1..1. */
export function toFloat(samples: Int16Array): Float32Array {
  const floats = new Float32Array(samples.length);
  for (let i = 0; i < samples.length; i++) floats[i] = samples[i]! / 32_768;
  return floats;
}

/** -1..1 to 16 bit samples, clipped. */
export function toInt16(floats: Float32Array): Int16Array {
  const samples = new Int16Array(floats.length);
  for (let i = 0; i < floats.length; i++) {
    samples[i] = Math.max(-32_768, Math.min(32_767, Math.round(floats[i]! * 32_768)));
  }
  return samples;
}
