/** What happens when a caller says nothing: a prompt, another prompt, then the end of the call. */
import type { Clock } from '../../protocol/index.js';

export interface SilenceSettings {
  /** Silence before each step. */
  readonly afterMs: number;
  /** Said in this order; then the call ends. */
  readonly prompts: readonly string[];
}

export interface SilenceActions {
  prompt(text: string): void;
  giveUp(): void;
}

export class SilenceLadder {
  readonly #settings: SilenceSettings;
  readonly #clock: Clock;
  readonly #actions: SilenceActions;
  #step = 0;
  #cancelTimer = () => {};
  #isClosed = false;

  constructor(settings: SilenceSettings, clock: Clock, actions: SilenceActions) {
    this.#settings = settings;
    this.#clock = clock;
    this.#actions = actions;
  }

  /** The caller is to speak now. */
  wait(): void {
    this.#cancelTimer();
    if (this.#isClosed) return;
    this.#cancelTimer = this.#clock.schedule(this.#settings.afterMs, () => this.#climb());
  }

  /** Somebody is speaking or thinking. */
  stop(): void {
    this.#cancelTimer();
  }

  /** The caller spoke words: back to the first step. */
  reset(): void {
    this.#cancelTimer();
    this.#step = 0;
  }

  /** The call is over. */
  close(): void {
    this.#isClosed = true;
    this.#cancelTimer();
  }

  #climb(): void {
    const prompt = this.#settings.prompts[this.#step++];
    if (prompt === undefined) this.#actions.giveUp();
    else this.#actions.prompt(prompt);
  }
}
