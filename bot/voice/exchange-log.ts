/**
 * Writes down what became of each answer: played or cut, how much of it, and how fast it came, read from the waveform.
 * Stores in order and one after the other. Called by the voice session.
 */
import { toFault } from '../../protocol/index.js';
import type { CallWaveform } from './call-waveform.js';
import type { HeardTurn, VoiceObserver, VoiceTurnReport, VoiceTurns } from './ports.js';
import type { SpokenTurn } from './spoken-turn.js';

/** An answer and what it answers. */
export interface Exchange {
  readonly spoken: SpokenTurn;
  /** Said by the session itself; not a turn of the conversation. */
  readonly isPrompt: boolean;
  /** Call time at which the answer was ready to be played. */
  readonly readyMs: number;
  readonly heard?: HeardTurn;
  /** End of the caller's speech by voice detection, call time. */
  readonly callerEndMs?: number;
}

export interface ExchangeLogParts {
  readonly turns: VoiceTurns;
  readonly waveform: CallWaveform;
  readonly observer: VoiceObserver;
}

/** A call report keeps this many turns; all are stored. */
const MOST_REPORTS = 1000;

export class ExchangeLog {
  readonly #parts: ExchangeLogParts;
  readonly #reports: VoiceTurnReport[] = [];
  #storing: Promise<void> = Promise.resolve();

  constructor(parts: ExchangeLogParts) {
    this.#parts = parts;
  }

  get reports(): readonly VoiceTurnReport[] {
    return this.#reports;
  }

  /** The answer was played to its end, at `atMs` of the call. */
  played(exchange: Exchange, atMs: number): void {
    const { waveform, turns } = this.#parts;
    const { turnId } = exchange.spoken.bot;
    const startMs = Math.round(waveform.botStartAfter(exchange.readyMs) ?? exchange.readyMs);
    const endMs = Math.round(waveform.botEndBetween(startMs, atMs) ?? atMs);
    const responseMs = this.#responseOf(exchange);
    const response = responseMs === undefined ? {} : { responseMs };
    if (!exchange.isPrompt) this.#store(() => turns.recordPlayed({ turnId, startMs, endMs, ...response }));
    this.#report(exchange, false);
  }

  /** The caller took the turn; `runningMs` of the running sentence had been heard. */
  cut(exchange: Exchange, runningMs: number): void {
    const { turnId } = exchange.spoken.bot;
    const heard = exchange.spoken.heard(runningMs);
    if (!exchange.isPrompt) this.#store(() => this.#parts.turns.recordCut({ turnId, ...heard }));
    this.#report(exchange, true);
  }

  /** The call is over; resolves when all of the above is stored. */
  async close(reason: string): Promise<void> {
    this.#store(() => this.#parts.turns.recordEnd(reason));
    await this.#storing;
  }

  #responseOf({ callerEndMs, readyMs }: Exchange): number | undefined {
    if (callerEndMs === undefined) return undefined;
    const { waveform } = this.#parts;
    const startMs = waveform.botStartAfter(readyMs);
    return startMs === undefined ? undefined : Math.round(startMs - waveform.callerEndNear(callerEndMs));
  }

  #report(exchange: Exchange, isCut: boolean): void {
    const { heard, spoken } = exchange;
    if (heard === undefined) return;
    const responseMs = this.#responseOf(exchange);
    const report: VoiceTurnReport = { transcript: heard.text, bot: spoken.bot, isCut, responseMs };
    if (this.#reports.length < MOST_REPORTS) this.#reports.push(report);
    this.#parts.observer.turnDone?.(report);
  }

  #store(step: () => Promise<void>): void {
    this.#storing = this.#storing
      .then(step)
      .catch((thrown: unknown) => this.#parts.observer.fault?.(toFault(thrown)));
  }
}
