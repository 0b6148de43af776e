/** Cuts a stream of samples at the caller's rate into the detector's windows at 16 kHz. */
import { Resampler } from '../codecs/resampler.js';
import { VOICE_RATE_HZ } from '../vad/voice-detector.js';

export class VoiceWindows {
  readonly #resampler: Resampler;
  readonly #windowSamples: number;
  #rest = new Float32Array(0);

  constructor(sampleRateHz: number, windowSamples: number) {
    this.#resampler = new Resampler(sampleRateHz, VOICE_RATE_HZ);
    this.#windowSamples = windowSamples;
  }

  /** The windows that are now complete; what is left waits for more. */
  push(samples: Float32Array): readonly Float32Array[] {
    return this.#cut(this.#resampler.push(samples));
  }

  /** The last windows, the very last padded with silence. */
  flush(): readonly Float32Array[] {
    const windows = this.#cut(this.#resampler.flush());
    if (this.#rest.length === 0) return windows;
    const last = new Float32Array(this.#windowSamples);
    last.set(this.#rest);
    this.#rest = new Float32Array(0);
    return [...windows, last];
  }

  #cut(samples: Float32Array): Float32Array[] {
    const joined = new Float32Array(this.#rest.length + samples.length);
    joined.set(this.#rest);
    joined.set(samples, this.#rest.length);
    const count = Math.floor(joined.length / this.#windowSamples);
    this.#rest = joined.slice(count * this.#windowSamples);
    return Array.from({ length: count }, (_, i) =>
      joined.slice(i * this.#windowSamples, (i + 1) * this.#windowSamples),
    );
  }
}
