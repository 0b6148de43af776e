/**
 * Bot speech waiting to be heard, with marks between samples and an exact count of what was taken from it.
 * Called by playback-stream.ts; it knows no clock and no device.
 */

/** Speech waiting beyond this is refused and counted. */
export const MAX_QUEUED_SECONDS = 120;

export interface ReachedMark {
  readonly mark: string;
  readonly playedMs: number;
}

export class PlaybackQueue {
  readonly #sampleRateHz: number;
  #chunks: Float32Array[] = [];
  #marks: { readonly mark: string; readonly atSample: number }[] = [];
  #offset = 0;
  #queued = 0;
  #played = 0;
  #dropped = 0;

  constructor(sampleRateHz: number) {
    this.#sampleRateHz = sampleRateHz;
  }

  get playedMs(): number {
    return (this.#played / this.#sampleRateHz) * 1000;
  }

  get queuedMs(): number {
    return (this.#queued / this.#sampleRateHz) * 1000;
  }

  /** True while a mark waits to be reached. */
  get hasMarks(): boolean {
    return this.#marks.length > 0;
  }

  /** Samples refused because the queue was full. */
  get dropped(): number {
    return this.#dropped;
  }

  push(samples: Float32Array): void {
    if (this.#queued + samples.length > MAX_QUEUED_SECONDS * this.#sampleRateHz) {
      this.#dropped += samples.length;
      return;
    }
    if (samples.length > 0) this.#chunks.push(samples);
    this.#queued += samples.length;
  }

  /** Reported by `read` once everything pushed before it was read. */
  mark(mark: string): void {
    this.#marks.push({ mark, atSample: this.#played + this.#queued });
  }

  /** Forgets what is queued; returns how many ms had been heard and counts from zero again. */
  clear(): number {
    const heard = this.playedMs;
    this.#chunks = [];
    this.#marks = [];
    this.#offset = 0;
    this.#queued = 0;
    this.#played = 0;
    return heard;
  }

  /** Fills `output` (silence where nothing is queued) and returns the marks that were reached. */
  read(output: Float32Array): readonly ReachedMark[] {
    output.fill(0);
    let filled = 0;
    while (filled < output.length) {
      const chunk = this.#chunks[0];
      if (chunk === undefined) break;
      const part = chunk.subarray(this.#offset, this.#offset + output.length - filled);
      output.set(part, filled);
      filled += part.length;
      this.#offset += part.length;
      if (this.#offset < chunk.length) break;
      this.#chunks.shift();
      this.#offset = 0;
    }
    this.#played += filled;
    this.#queued -= filled;
    return this.#takeMarks();
  }

  #takeMarks(): readonly ReachedMark[] {
    const due = this.#marks.filter(({ atSample }) => atSample <= this.#played);
    this.#marks = this.#marks.filter(({ atSample }) => atSample > this.#played);
    return due.map(({ mark, atSample }) => ({ mark, playedMs: (atSample / this.#sampleRateHz) * 1000 }));
  }
}
