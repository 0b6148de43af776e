/**
 * Changes the rate of a mono stream by windowed-sinc interpolation (J. O. Smith, "Digital Audio Resampling", CCRMA).
 * Called by the capture worklet (down to 16 kHz) and the playback (up to the device's rate); block borders leave no trace.
 */

/** Looked up once: the inner loop runs a hundred times per sample. */
const { abs, floor } = Math;
const ZERO_CROSSINGS = 16;
const STEPS = 256;
/** Share of the lower Nyquist rate that passes; the rest is the filter's slope. */
const PASS_SHARE = 0.92;

/** One half of a Blackman-windowed sinc, STEPS points per zero crossing. */
const KERNEL = Float64Array.from({ length: ZERO_CROSSINGS * STEPS + 2 }, (_, index) => {
  const at = index / STEPS;
  if (at >= ZERO_CROSSINGS) return 0;
  const sinc = at === 0 ? 1 : Math.sin(Math.PI * at) / (Math.PI * at);
  const phase = (Math.PI * at) / ZERO_CROSSINGS;
  return sinc * (0.42 + 0.5 * Math.cos(phase) + 0.08 * Math.cos(2 * phase));
});

export class Resampler {
  readonly #step: number;
  readonly #scale: number;
  readonly #reach: number;
  #history: Float32Array;
  /** Position of the next output sample, in input samples from the start of the history. */
  #position: number;

  constructor(fromHz: number, toHz: number) {
    this.#step = fromHz / toHz;
    this.#scale = toHz < fromHz ? (toHz / fromHz) * PASS_SHARE : PASS_SHARE;
    this.#reach = Math.ceil(ZERO_CROSSINGS / this.#scale) + 1;
    this.#history = new Float32Array(this.#reach);
    this.#position = this.#reach;
  }

  /** The output that `input` completes; it lags by the filter's reach. Samples are -1..1. */
  process(input: Float32Array): Float32Array<ArrayBuffer> {
    const samples = new Float32Array(this.#history.length + input.length);
    samples.set(this.#history);
    samples.set(input, this.#history.length);
    const last = samples.length - this.#reach;
    const count = Math.max(0, Math.ceil((last - this.#position) / this.#step));
    const output = new Float32Array(count);
    for (let index = 0; index < count; index++)
      output[index] = this.#at(samples, this.#position + index * this.#step);
    const next = this.#position + count * this.#step;
    const keepFrom = Math.max(0, Math.floor(next) - this.#reach);
    this.#history = samples.slice(keepFrom);
    this.#position = next - keepFrom;
    return output;
  }

  #at(samples: Float32Array, position: number): number {
    const center = floor(position);
    const first = Math.max(0, center - this.#reach + 1);
    const end = Math.min(samples.length, center + this.#reach);
    let sum = 0;
    for (let index = first; index < end; index++) {
      const at = abs(position - index) * this.#scale * STEPS;
      const slot = floor(at);
      const left = KERNEL[slot] ?? 0;
      const right = KERNEL[slot + 1] ?? 0;
      sum += (samples[index] ?? 0) * (left + (right - left) * (at - slot));
    }
    return sum * this.#scale;
  }
}
