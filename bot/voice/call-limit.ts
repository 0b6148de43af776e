/**
 * The longest that a call may last: a goodbye, then the end, whatever the caller does meanwhile. Started by the voice
 * session; says and ends nothing itself.
 */
import type { Clock } from '../../protocol/index.js';

export interface CallLimitSettings {
  readonly afterMs: number;
  /** Without it the call ends unannounced. */
  readonly goodbye?: string;
}

export interface CallLimitActions {
  goodbye(text: string): void;
  end(): void;
}

export const DEFAULT_CALL_LIMIT: CallLimitSettings = { afterMs: 60 * 60_000 };
/** For the answer that is being given, and the goodbye. */
export const GOODBYE_WITHIN_MS = 30_000;

export class CallLimit {
  readonly #settings: CallLimitSettings;
  readonly #clock: Clock;
  readonly #actions: CallLimitActions;
  #cancelTimer = () => {};
  #isSaid = false;

  constructor(settings: CallLimitSettings, clock: Clock, actions: CallLimitActions) {
    this.#settings = settings;
    this.#clock = clock;
    this.#actions = actions;
  }

  /** The call begins. */
  start(): void {
    this.#cancelTimer = this.#clock.schedule(this.#settings.afterMs, () => this.#reached());
  }

  /** The goodbye is on its way: the next words that are heard to their end are the last. */
  said(): void {
    this.#isSaid = true;
  }

  /** Words of the bot were heard to their end. */
  played(): void {
    if (this.#isSaid) this.#actions.end();
  }

  /** The call is over. */
  close(): void {
    this.#cancelTimer();
  }

  #reached(): void {
    const { goodbye } = this.#settings;
    if (goodbye === undefined) {
      this.#actions.end();
      return;
    }
    this.#cancelTimer = this.#clock.schedule(GOODBYE_WITHIN_MS, () => this.#actions.end());
    this.#actions.goodbye(goodbye);
  }
}
