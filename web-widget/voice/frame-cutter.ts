/** Cuts captured samples into 20 ms frames of PCM16 with the level of each. Called by the capture worklet; knows no transport. */
import { FRAME_MS } from '../../protocol/index.js';

export interface CapturedFrame {
  /** PCM16 little endian, mono. */
  readonly pcm: ArrayBuffer;
  /** Loudness for the eye: root mean square on a decibel scale, 0 (-60 dBFS and below) .. 1 (full scale). */
  readonly level: number;
}

/** Root mean square of samples (-1..1) as a share of a 60 dB range. */
export function levelOf(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  const rms = Math.sqrt(sum / Math.max(1, samples.length));
  return rms === 0 ? 0 : Math.min(1, Math.max(0, 1 + (20 * Math.log10(rms)) / 60));
}

export class FrameCutter {
  readonly #frame: Float32Array;
  #filled = 0;

  constructor(sampleRateHz: number) {
    this.#frame = new Float32Array((sampleRateHz * FRAME_MS) / 1000);
  }

  /** Frames that `samples` complete; the rest waits for the next call. */
  cut(samples: Float32Array): readonly CapturedFrame[] {
    const frames: CapturedFrame[] = [];
    for (const sample of samples) {
      this.#frame[this.#filled++] = sample;
      if (this.#filled < this.#frame.length) continue;
      frames.push({ pcm: toPcm16(this.#frame), level: levelOf(this.#frame) });
      this.#filled = 0;
    }
    return frames;
  }
}

function toPcm16(samples: Float32Array): ArrayBuffer {
  const view = new DataView(new ArrayBuffer(samples.length * 2));
  samples.forEach((sample, index) => {
    const clipped = Math.max(-1, Math.min(1, sample));
    view.setInt16(index * 2, Math.round(clipped * 32767), true);
  });
  return view.buffer;
}

/** PCM16 little endian as samples -1..1; an odd last byte is ignored. */
export function fromPcm16(audio: ArrayBuffer): Float32Array<ArrayBuffer> {
  const view = new DataView(audio);
  const samples = new Float32Array(Math.floor(audio.byteLength / 2));
  for (let index = 0; index < samples.length; index++)
    samples[index] = view.getInt16(index * 2, true) / 32768;
  return samples;
}
