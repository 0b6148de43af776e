/**
 * The two-step barge-in: speech while the bot talks pauses it; within a short time either words take the turn, or a
 * back-channel, a cough or silence lets the bot go on at the paused sample. Pure but for the clock it is given.
 */
import type { Clock, ExpectedAnswer } from '../../protocol/index.js';
import { isBackChannel } from './back-channel.js';

export interface BargeInActions {
  /** Hold playback. */
  pause(): void;
  /** Go on at the paused sample. */
  resume(): void;
  /** The caller has the turn: stop for good. */
  commit(): void;
}

/** A pause without words ends after this. */
export const COMMIT_WITHIN_MS = 900;

export class BargeIn {
  readonly #clock: Clock;
  readonly #actions: BargeInActions;
  #cancelTimer: (() => void) | undefined;

  constructor(clock: Clock, actions: BargeInActions) {
    this.#clock = clock;
    this.#actions = actions;
  }

  get isHeld(): boolean {
    return this.#cancelTimer !== undefined;
  }

  /** The caller began to speak while the bot talks. */
  onset(): void {
    if (this.isHeld) return;
    this.#cancelTimer = this.#clock.schedule(COMMIT_WITHIN_MS, () => this.release());
    this.#actions.pause();
  }

  /** Words so far, decided or not, held or not: a committed barge-in may come late on a slow machine. */
  words(text: string, expects: ExpectedAnswer | undefined): void {
    if (isBackChannel(text, expects)) return;
    this.#stopTimer();
    this.#actions.commit();
  }

  /** The caller's utterance is over; what was said did not take the turn. */
  release(): void {
    if (!this.isHeld) return;
    this.#stopTimer();
    this.#actions.resume();
  }

  /** Nothing to hold any more. */
  reset(): void {
    this.#stopTimer();
  }

  #stopTimer(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
  }
}
