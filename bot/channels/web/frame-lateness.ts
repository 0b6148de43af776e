/**
 * Tells a microphone's late frames from lost ones and from none at all, so that lateness never becomes a pause in what
 * the caller said. Called by the voice media once per period of its ticker; pure, it reads no clock.
 */
import { FRAME_MS } from '../../../protocol/index.js';

export type FrameLateness =
  /** On time, or late and still to come. */
  | { readonly kind: 'awaited' }
  /** Frames come again, but so much of the call never will. */
  | { readonly kind: 'lost'; readonly lostMs: number }
  /** Nothing is sent any more: the caller's side is silent. */
  | { readonly kind: 'quiet' };

/**
 * A radio link that is handed over or a packet sent again takes up to about a second; what is later than this is taken
 * as not sent. A visitor who mutes keeps sending frames of zeros and is not concerned.
 */
const MOST_AWAITED_MS = 2000;
/** The least lateness over the waited time counts as loss from here on: jitter shrinks to nothing within it. */
const LEAST_LOST_MS = 100;

const AWAITED = { kind: 'awaited' } as const;
const QUIET = { kind: 'quiet' } as const;

export class FrameLatenessJudge {
  #withoutFramesMs = 0;
  #watchedMs = 0;
  #leastLateMs = Number.POSITIVE_INFINITY;

  /** A frame came. */
  arrived(): void {
    if (this.#withoutFramesMs >= MOST_AWAITED_MS) this.#watchAnew();
    this.#withoutFramesMs = 0;
  }

  /**
   * One more period that this process lived through; `lateMs` is how far the caller's frames are behind the call.
   * Periods are counted, not time: a process that stood still has not listened meanwhile and cannot say what came.
   */
  tick(lateMs: number): FrameLateness {
    this.#withoutFramesMs += FRAME_MS;
    if (this.#withoutFramesMs >= MOST_AWAITED_MS) return QUIET;
    this.#leastLateMs = Math.min(this.#leastLateMs, lateMs);
    this.#watchedMs += FRAME_MS;
    if (this.#watchedMs < MOST_AWAITED_MS) return AWAITED;
    const lostMs = Math.floor(this.#leastLateMs / FRAME_MS) * FRAME_MS;
    this.#watchAnew();
    return lostMs >= LEAST_LOST_MS ? { kind: 'lost', lostMs } : AWAITED;
  }

  #watchAnew(): void {
    this.#watchedMs = 0;
    this.#leastLateMs = Number.POSITIVE_INFINITY;
  }
}
