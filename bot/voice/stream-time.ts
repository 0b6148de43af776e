/**
 * Where the samples of a recogniser's stream lie in the call. A stream has no gaps: audio that was lost on the way makes
 * the call run ahead of it. Called by the listening of a call; pure.
 */
import type { RecognitionEvent, Word } from '../../protocol/index.js';

interface Anchor {
  readonly streamMs: number;
  /** What the call is ahead of the stream from here on. */
  readonly aheadMs: number;
}

/** Places of loss that are remembered; events are never that old. */
const MOST_ANCHORS = 64;

export class StreamTime {
  #anchors: readonly Anchor[];
  #streamMs = 0;

  /** @param startMs place of the stream's first sample in the call. */
  constructor(startMs: number) {
    this.#anchors = [{ streamMs: 0, aheadMs: startMs }];
  }

  /** So much audio, which begins at `atMs` of the call, went into the stream. */
  took(durationMs: number, atMs: number): void {
    const aheadMs = atMs - this.#streamMs;
    if (aheadMs !== this.#anchors.at(-1)?.aheadMs) {
      this.#anchors = [...this.#anchors, { streamMs: this.#streamMs, aheadMs }].slice(-MOST_ANCHORS);
    }
    this.#streamMs += durationMs;
  }

  /** Call time of a place in the stream. */
  inCall(streamMs: number): number {
    const anchor = this.#anchors.findLast((each) => each.streamMs <= streamMs) ?? this.#anchors[0]!;
    return streamMs + anchor.aheadMs;
  }

  /** The event with all its times in the call. */
  eventInCall(event: RecognitionEvent): RecognitionEvent {
    switch (event.kind) {
      case 'interim':
        return { ...event, transcript: { ...event.transcript, ...this.#span(event.transcript) } };
      case 'final': {
        const { transcript } = event;
        const words = transcript.words.map((word): Word => ({ ...word, ...this.#span(word) }));
        return { ...event, transcript: { ...transcript, ...this.#span(transcript), words } };
      }
      case 'end-of-turn':
        return { ...event, atMs: this.inCall(event.atMs), decidedMs: this.inCall(event.decidedMs) };
      case 'dropped':
        return event;
      default:
        return { ...event, atMs: this.inCall(event.atMs) };
    }
  }

  #span({ startMs, endMs }: { readonly startMs: number; readonly endMs: number }) {
    return { startMs: this.inCall(startMs), endMs: this.inCall(endMs) };
  }
}
