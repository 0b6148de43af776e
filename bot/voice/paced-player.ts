/**
 * The bot's side of a call as a byte queue that is taken frame by frame: play, mark, pause, resume, clear.
 * Called by the media adapters; the one who takes frames sets the pace.
 */
import { type AudioFormat, FRAME_MS } from '../../protocol/index.js';
import { bytesFor, durationOf } from '../../speech/index.js';

type Entry =
  | { readonly kind: 'audio'; readonly bytes: Uint8Array }
  | { readonly kind: 'mark'; readonly name: string };

export class PacedPlayer {
  readonly #format: AudioFormat;
  readonly #frameBytes: number;
  readonly #maxQueuedMs: number;
  readonly #onMark: (name: string) => void;
  #entries: Entry[] = [];
  #queuedBytes = 0;
  /** Bytes taken of the first entry. */
  #offset = 0;
  #playedBytes = 0;
  #isPaused = false;
  #droppedMs = 0;

  /** @param onMark hears a mark once all audio before it was taken. */
  constructor(format: AudioFormat, maxQueuedMs: number, onMark: (name: string) => void) {
    this.#format = format;
    this.#frameBytes = bytesFor(FRAME_MS, format);
    this.#maxQueuedMs = maxQueuedMs;
    this.#onMark = onMark;
  }

  get queuedMs(): number {
    return durationOf(this.#queuedBytes, this.#format);
  }

  /** Audio refused because the queue was full. */
  get droppedMs(): number {
    return this.#droppedMs;
  }

  get isPaused(): boolean {
    return this.#isPaused;
  }

  play(bytes: Uint8Array): void {
    const roomMs = this.#maxQueuedMs - this.queuedMs;
    const durationMs = durationOf(bytes.length, this.#format);
    if (durationMs > roomMs) {
      this.#droppedMs += durationMs;
      return;
    }
    this.#entries.push({ kind: 'audio', bytes });
    this.#queuedBytes += bytes.length;
  }

  mark(name: string): void {
    this.#entries.push({ kind: 'mark', name });
    if (this.#queuedBytes === 0 && !this.#isPaused) this.#passMarks();
  }

  pause(): void {
    this.#isPaused = true;
  }

  resume(): void {
    this.#isPaused = false;
  }

  /** Forgets everything queued, marks included; returns how many ms since the last mark had been taken. */
  clear(): number {
    const playedMs = durationOf(this.#playedBytes, this.#format);
    this.#entries = [];
    this.#queuedBytes = 0;
    this.#offset = 0;
    this.#playedBytes = 0;
    this.#isPaused = false;
    return playedMs;
  }

  /** The next 20 ms, padded with `silence` at the end of an utterance; undefined when there is nothing to play. */
  takeFrame(silence: number): Uint8Array | undefined {
    if (this.#isPaused || this.#queuedBytes === 0) return undefined;
    const frame = new Uint8Array(this.#frameBytes).fill(silence);
    let filled = 0;
    while (filled < frame.length) {
      this.#passMarks();
      const first = this.#entries[0];
      if (first?.kind !== 'audio') break;
      const part = first.bytes.subarray(this.#offset, this.#offset + frame.length - filled);
      frame.set(part, filled);
      filled += part.length;
      this.#offset += part.length;
      this.#queuedBytes -= part.length;
      this.#playedBytes += part.length;
      if (this.#offset >= first.bytes.length) this.#dropFirst();
    }
    this.#passMarks();
    return frame;
  }

  #dropFirst(): void {
    this.#entries.shift();
    this.#offset = 0;
  }

  #passMarks(): void {
    for (let first = this.#entries[0]; first?.kind === 'mark'; first = this.#entries[0]) {
      this.#entries.shift();
      this.#playedBytes = 0;
      this.#onMark(first.name);
    }
  }
}
