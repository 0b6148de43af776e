/** Remembers where in a stream the voice was active, for the estimate of word times. */
import type { VoicedSpan } from '../asr/word-times.js';

const MOST_SPANS = 2000;

export class VoicedSpans {
  #spans: VoicedSpan[] = [];

  note(startMs: number, endMs: number): void {
    const last = this.#spans.at(-1);
    if (last !== undefined && last.endMs === startMs)
      this.#spans[this.#spans.length - 1] = { ...last, endMs };
    else this.#spans.push({ startMs, endMs });
    if (this.#spans.length > MOST_SPANS) this.#spans.shift();
  }

  /** The spans between two times; the whole stretch when the voice was never active in it. */
  within(startMs: number, endMs: number): readonly VoicedSpan[] {
    const inside = this.#spans
      .filter((span) => span.endMs > startMs && span.startMs < endMs)
      .map((span) => ({ startMs: Math.max(startMs, span.startMs), endMs: Math.min(endMs, span.endMs) }));
    return inside.length > 0 ? inside : [{ startMs, endMs }];
  }

  forgetBefore(atMs: number): void {
    this.#spans = this.#spans.filter((span) => span.endMs > atMs);
  }
}
