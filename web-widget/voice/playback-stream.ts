/**
 * The bot's speech as the device wants it: pulls from the queue and changes the rate little by little, so that a long
 * piece never holds up the audio thread. Called by the playback worklet; knows no port.
 */
import { fromPcm16 } from './frame-cutter.js';
import { PlaybackQueue, type ReachedMark } from './playback-queue.js';
import { Resampler } from './resampler.js';

/** Speech gathered before it is heard, after silence: the server sends it in real time, and the network shakes it. */
export const PRIME_MS = 60;

export class PlaybackStream {
  readonly #deviceHz: number;
  #sourceHz: number;
  #queue: PlaybackQueue;
  #resampler: Resampler;
  #ready: Float32Array<ArrayBuffer> = new Float32Array(0);
  readonly #primeMs: number;
  #isPaused = false;
  #isPrimed = false;
  #waitedMs = 0;

  constructor(deviceHz: number, primeMs = PRIME_MS) {
    this.#primeMs = primeMs;
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
    if (this.#isPaused || !this.#isReady(output.length)) return [];
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

  /** Waits for a little speech before it starts; what a mark follows is complete and starts at once. */
  #isReady(samples: number): boolean {
    const { queuedMs, hasMarks } = this.#queue;
    if (queuedMs === 0 && !hasMarks) {
      this.#waitedMs = 0;
      // What left the queue but is still in the filter is played out first.
      this.#isPrimed &&= this.#ready.some((sample) => sample !== 0);
      return this.#isPrimed;
    }
    this.#waitedMs += (samples / this.#deviceHz) * 1000;
    this.#isPrimed ||= hasMarks || queuedMs >= this.#primeMs || this.#waitedMs >= 2 * this.#primeMs;
    return this.#isPrimed;
  }

  #restart(): void {
    this.#isPrimed = false;
    this.#waitedMs = 0;
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
