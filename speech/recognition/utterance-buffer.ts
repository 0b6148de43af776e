/** Holds the recent audio of one stream at 16 kHz, addressed in milliseconds since its start; forgets what is told. */
import { VOICE_RATE_HZ } from '../vad/voice-detector.js';

const sampleAt = (atMs: number) => Math.round((atMs * VOICE_RATE_HZ) / 1000);

export class UtteranceBuffer {
  readonly #capacity: number;
  #samples: Float32Array;
  #length = 0;
  #startSample = 0;

  /** @param capacityMs beyond this the oldest audio is forgotten by itself. */
  constructor(capacityMs: number) {
    this.#capacity = sampleAt(capacityMs);
    this.#samples = new Float32Array(sampleAt(2000));
  }

  append(samples: Float32Array): void {
    if (this.#length + samples.length > this.#samples.length) this.#grow(samples.length);
    this.#samples.set(samples, this.#length);
    this.#length += samples.length;
    if (this.#length > this.#capacity) this.#drop(this.#length - this.#capacity);
  }

  /** A copy of what is held between the two times. */
  slice(fromMs: number, toMs: number): Float32Array {
    const from = Math.max(0, sampleAt(fromMs) - this.#startSample);
    const to = Math.max(from, Math.min(this.#length, sampleAt(toMs) - this.#startSample));
    return this.#samples.slice(from, to);
  }

  forgetBefore(atMs: number): void {
    const count = Math.min(this.#length, sampleAt(atMs) - this.#startSample);
    if (count > VOICE_RATE_HZ / 2) this.#drop(count);
  }

  #drop(count: number): void {
    this.#samples.copyWithin(0, count, this.#length);
    this.#length -= count;
    this.#startSample += count;
  }

  #grow(by: number): void {
    const larger = new Float32Array(Math.max(this.#samples.length * 2, this.#length + by));
    larger.set(this.#samples.subarray(0, this.#length));
    this.#samples = larger;
  }
}
