/**
 * The turn-taking state machine: fed (milliseconds, isSpeech) pairs, says when speech starts, pauses, goes on and ends.
 * Pure: no audio, no clock, no text. Called by the recognition of a stream.
 */

export interface EndpointerSettings {
  /** Detected speech shorter than this is a click. */
  readonly minSpeechMs: number;
  /** Silence after which a pause is announced, so that work can start ahead of the end of turn. */
  readonly pauseMs: number;
  /** Silence after which an utterance is closed even while the turn is held open. */
  readonly utteranceSilenceMs: number;
  /** Longest utterance; a longer one is closed in mid-speech. */
  readonly maxUtteranceMs: number;
  /** Silence that ends a turn until `setWait` says otherwise. */
  readonly defaultWaitMs: number;
}

/**
 * The detector reports speech from the second window over its threshold on, so that one reported window means 64 ms of
 * voice: early enough to pause a talking bot within 200 ms. 500 ms and 15 s keep utterances short enough to decode well.
 */
export const DEFAULT_ENDPOINTING: EndpointerSettings = {
  minSpeechMs: 32,
  pauseMs: 96,
  utteranceSilenceMs: 500,
  maxUtteranceMs: 15_000,
  defaultWaitMs: 500,
};

/** Times are milliseconds from the start of the stream. */
export type EndpointEvent =
  | { readonly kind: 'speech-started'; readonly atMs: number }
  /** `atMs` is where speech ended. */
  | { readonly kind: 'speech-paused'; readonly atMs: number; readonly decidedMs: number }
  | { readonly kind: 'speech-resumed'; readonly atMs: number; readonly pausedMs: number }
  | { readonly kind: 'utterance-closed'; readonly startMs: number; readonly endMs: number }
  | { readonly kind: 'end-of-turn'; readonly atMs: number; readonly decidedMs: number };

type Phase =
  | { readonly kind: 'silent' }
  | { readonly kind: 'starting'; readonly sinceMs: number }
  | { readonly kind: 'speaking' }
  | { readonly kind: 'pausing'; readonly isAnnounced: boolean; readonly resumingSinceMs?: number };

export class Endpointer {
  readonly #settings: EndpointerSettings;
  #phase: Phase = { kind: 'silent' };
  #nowMs = 0;
  #waitMs: number;
  #isTurnOpen = false;
  /** Start of the utterance being heard; undefined once it is closed. */
  #utteranceStartMs: number | undefined;
  #speechEndMs = 0;
  #events: EndpointEvent[] = [];

  constructor(settings: EndpointerSettings = DEFAULT_ENDPOINTING) {
    this.#settings = settings;
    this.#waitMs = settings.defaultWaitMs;
  }

  get nowMs(): number {
    return this.#nowMs;
  }

  get isTurnOpen(): boolean {
    return this.#isTurnOpen;
  }

  /** Silence since the caller spoke, within a turn; 0 while the caller speaks and between turns. */
  get silenceMs(): number {
    return this.#phase.kind === 'pausing' ? this.#nowMs - this.#speechEndMs : 0;
  }

  /** Silence that ends the running turn; takes effect at the next pair, also within a pause. */
  setWait(waitMs: number): void {
    this.#waitMs = waitMs;
  }

  /** One more stretch of audio; returns what it decided, in order. */
  advance(durationMs: number, isSpeech: boolean): readonly EndpointEvent[] {
    this.#events = [];
    const startMs = this.#nowMs;
    this.#nowMs += durationMs;
    if (isSpeech) this.#hearSpeech(startMs);
    else this.#hearSilence(startMs);
    return this.#events;
  }

  /** The stream is over: closes what is open. */
  finish(): readonly EndpointEvent[] {
    this.#events = [];
    if (this.#phase.kind === 'speaking') this.#speechEndMs = this.#nowMs;
    if (this.#isTurnOpen) this.#endTurn();
    return this.#events;
  }

  #hearSpeech(startMs: number): void {
    const phase = this.#phase;
    switch (phase.kind) {
      case 'silent':
        this.#phase = { kind: 'starting', sinceMs: startMs };
        this.#startWhenLongEnough(startMs);
        break;
      case 'starting':
        this.#startWhenLongEnough(phase.sinceMs);
        break;
      case 'speaking':
        this.#closeWhenTooLong();
        break;
      case 'pausing':
        this.#resumeWhenLongEnough(phase.isAnnounced, phase.resumingSinceMs ?? startMs);
        break;
    }
  }

  #startWhenLongEnough(sinceMs: number): void {
    if (this.#nowMs - sinceMs < this.#settings.minSpeechMs) return;
    this.#phase = { kind: 'speaking' };
    this.#isTurnOpen = true;
    this.#utteranceStartMs = sinceMs;
    this.#events.push({ kind: 'speech-started', atMs: sinceMs });
  }

  /** After an announced pause a click must not restart the turn; within a word gap any speech goes on at once. */
  #resumeWhenLongEnough(isAnnounced: boolean, sinceMs: number): void {
    if (!isAnnounced) {
      this.#phase = { kind: 'speaking' };
      return;
    }
    if (this.#nowMs - sinceMs < this.#settings.minSpeechMs) {
      this.#phase = { kind: 'pausing', isAnnounced, resumingSinceMs: sinceMs };
      if (sinceMs - this.#speechEndMs >= this.#waitMs) this.#endTurn();
      return;
    }
    this.#phase = { kind: 'speaking' };
    this.#utteranceStartMs ??= sinceMs;
    this.#events.push({ kind: 'speech-resumed', atMs: sinceMs, pausedMs: sinceMs - this.#speechEndMs });
  }

  #closeWhenTooLong(): void {
    const startMs = this.#utteranceStartMs;
    if (startMs === undefined || this.#nowMs - startMs < this.#settings.maxUtteranceMs) return;
    this.#events.push({ kind: 'utterance-closed', startMs, endMs: this.#nowMs });
    this.#utteranceStartMs = this.#nowMs;
  }

  #hearSilence(startMs: number): void {
    if (this.#phase.kind === 'starting') this.#phase = { kind: 'silent' };
    if (this.#phase.kind === 'speaking') {
      this.#speechEndMs = startMs;
      this.#phase = { kind: 'pausing', isAnnounced: false };
    }
    if (this.#phase.kind === 'pausing') this.#pause(this.#phase.isAnnounced);
  }

  #pause(wasAnnounced: boolean): void {
    const silenceMs = this.#nowMs - this.#speechEndMs;
    let isAnnounced = wasAnnounced;
    if (!isAnnounced && silenceMs >= this.#settings.pauseMs) {
      isAnnounced = true;
      this.#events.push({ kind: 'speech-paused', atMs: this.#speechEndMs, decidedMs: this.#nowMs });
    }
    this.#phase = { kind: 'pausing', isAnnounced };
    if (silenceMs >= this.#waitMs) this.#endTurn();
    else if (silenceMs >= this.#settings.utteranceSilenceMs) this.#closeUtterance();
  }

  #closeUtterance(): void {
    if (this.#utteranceStartMs === undefined) return;
    this.#events.push({
      kind: 'utterance-closed',
      startMs: this.#utteranceStartMs,
      endMs: this.#speechEndMs,
    });
    this.#utteranceStartMs = undefined;
  }

  #endTurn(): void {
    this.#closeUtterance();
    this.#events.push({ kind: 'end-of-turn', atMs: this.#speechEndMs, decidedMs: this.#nowMs });
    this.#phase = { kind: 'silent' };
    this.#isTurnOpen = false;
    this.#waitMs = this.#settings.defaultWaitMs;
  }
}
