/**
 * The bot's speech as the device wants it: pulls from the queue and changes the rate little by little, so that a long
 * piece never holds up the audio thread. Called by the playback worklet; knows no port.
 */
import { fromPcm16 } from './frame-cutter.js';
import { PlaybackQueue, type ReachedMark } from './playback-queue.js';
import { Resampler } from './resampler.js';

export class PlaybackStream {
  readonly #deviceHz: number;
  #sourceHz: number;
  #queue: PlaybackQueue;
  #resampler: Resampler;
  #ready: Float32Array<ArrayBuffer> = new Float32Array(0);
  #isPaused = false;

  constructor(deviceHz: number) {
    this.#deviceHz = deviceHz;
    this.#sourceHz = deviceHz;
    this.#queue = new PlaybackQueue(deviceHz);
    this.#resampler = new Resampler(deviceHz, deviceHz);
  }

  get playedMs(): number {
    return this.#queue.playedMs;
  }

  /** @param audio PCM16 little endian, mono. Another rate than before forgets what is queued. */
  push(audio: ArrayBuffer, sourceHz: number): void {
    if (sourceHz !== this.#sourceHz) {
      this.#sourceHz = sourceHz;
      this.#queue = new PlaybackQueue(sourceHz);
      this.#restart();
    }
    this.#queue.push(fromPcm16(audio));
  }

  mark(mark: string): void {
    this.#queue.mark(mark);
  }

  pause(): void {
    this.#isPaused = true;
  }

  resume(): void {
    this.#isPaused = false;
  }

  /** Forgets what is queued; returns how many ms had been heard. */
  clear(): number {
    this.#isPaused = false;
    this.#restart();
    return this.#queue.clear();
  }

  /** Fills one block at the device's rate and returns the marks it reached. */
  read(output: Float32Array): readonly ReachedMark[] {
    output.fill(0);
    if (this.#isPaused) return [];
    const reached: ReachedMark[] = [];
    while (this.#ready.length < output.length) {
      const wanted = Math.ceil(((output.length - this.#ready.length) * this.#sourceHz) / this.#deviceHz);
      const source = new Float32Array(Math.max(1, wanted));
      reached.push(...this.#queue.read(source));
      this.#ready = joined(this.#ready, this.#resampler.process(source));
    }
    output.set(this.#ready.subarray(0, output.length));
    this.#ready = this.#ready.slice(output.length);
    return reached;
  }

  #restart(): void {
    this.#ready = new Float32Array(0);
    this.#resampler = new Resampler(this.#sourceHz, this.#deviceHz);
  }
}

function joined(first: Float32Array, second: Float32Array): Float32Array<ArrayBuffer> {
  const both = new Float32Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
