/**
 * A call whose caller is a list of recordings: each is one turn, played at real time in 20 ms frames, and the next
 * waits until the bot's answer was heard. Like a caller on a phone it goes on while this process is held up: frames that
 * became due meanwhile come late and together, and none is left out. Used by `leadline call`.
 */
import { type AudioFormat, type CallMedia, FRAME_MS } from '../../../protocol/index.js';
import { bytesFor, encodeAudio, resample, silentFrame, toFloat, toInt16 } from '../../../speech/index.js';
import { type PacedChannel, PacedMedia, type PacedMediaSettings } from '../../voice/paced-media.js';
import { TURN_END_MARK } from '../../voice/spoken-turn.js';

export interface WavTurn {
  /** Mono. */
  readonly samples: Int16Array;
  readonly sampleRateHz: number;
  /** When it begins: after the bot's answer, or so long after the bot began to speak (to talk over it). */
  readonly start:
    | { readonly kind: 'after-answer' }
    | { readonly kind: 'during-answer'; readonly afterMs: number };
}

export interface WavMediaSettings extends PacedMediaSettings {
  readonly turns: readonly WavTurn[];
  /** Pause before each turn, as people leave one. */
  readonly pauseMs?: number;
  /** The next turn begins even without an answer after this. */
  readonly longestWaitMs?: number;
}

const DEFAULT_PAUSE_MS = 600;
const DEFAULT_LONGEST_WAIT_MS = 20_000;

class WavCaller implements PacedChannel {
  readonly media: PacedMedia;
  readonly #settings: WavMediaSettings;
  readonly #frames: readonly (readonly Uint8Array[])[];
  /** Turn that plays or comes next, and its next frame; -1 while it waits. */
  #turn = 0;
  #frame = -1;
  #waitingSinceMs = 0;
  #answerEndedMs: number | undefined;
  #botStartedMs: number | undefined;

  constructor(settings: WavMediaSettings) {
    this.#settings = settings;
    this.#frames = settings.turns.map((turn) => framesOf(turn, settings.format));
    this.media = new PacedMedia(settings, this);
  }

  tick(atMs: number): void {
    while (this.media.callerMs <= atMs && !this.media.isOver) this.#speak(this.media.callerMs);
  }

  botFrame(_frame: Uint8Array, atMs: number): void {
    this.#botStartedMs ??= atMs;
  }

  markReached(mark: string): void {
    const { nowMs } = this.media;
    if (mark.endsWith(TURN_END_MARK)) {
      this.#answerEndedMs = nowMs;
      this.#botStartedMs = undefined;
    }
    this.media.played(mark, nowMs + FRAME_MS);
  }

  playback(action: 'pause' | 'resume' | 'clear'): void {
    if (action === 'clear') this.#botStartedMs = undefined;
  }

  closed(): void {}

  #speak(atMs: number): void {
    this.media.hear(this.#nextFrame(atMs));
    if (this.#turn >= this.#frames.length && this.#isAnswered(atMs)) this.media.hangUp('completed');
  }

  #nextFrame(atMs: number): Uint8Array {
    if (this.#frame < 0 && this.#turn < this.#frames.length && this.#isTimeForTurn(atMs)) this.#beginTurn();
    if (this.#frame < 0) return this.media.silence;
    const frames = this.#frames[this.#turn]!;
    const frame = frames[this.#frame++];
    if (this.#frame >= frames.length) this.#endTurn(atMs);
    return frame ?? this.media.silence;
  }

  #beginTurn(): void {
    this.#frame = 0;
    this.#answerEndedMs = undefined;
  }

  #endTurn(atMs: number): void {
    this.#frame = -1;
    this.#turn++;
    this.#waitingSinceMs = atMs;
  }

  #isTimeForTurn(atMs: number): boolean {
    const { start } = this.#settings.turns[this.#turn]!;
    if (start.kind === 'after-answer') return this.#isAnswered(atMs);
    return this.#botStartedMs !== undefined && atMs - this.#botStartedMs >= start.afterMs;
  }

  #isAnswered(atMs: number): boolean {
    const { pauseMs = DEFAULT_PAUSE_MS, longestWaitMs = DEFAULT_LONGEST_WAIT_MS } = this.#settings;
    if (this.#answerEndedMs !== undefined) return atMs - this.#answerEndedMs >= pauseMs;
    return this.media.isQuiet && atMs - this.#waitingSinceMs >= longestWaitMs;
  }
}

function framesOf({ samples, sampleRateHz }: WavTurn, format: AudioFormat): readonly Uint8Array[] {
  const { codec, sampleRateHz: rate } = format;
  const own = sampleRateHz === rate ? samples : toInt16(resample(toFloat(samples), sampleRateHz, rate));
  const bytes = encodeAudio(own, codec);
  const size = bytesFor(FRAME_MS, format);
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => {
    const frame = silentFrame(format);
    frame.set(bytes.subarray(i * size, (i + 1) * size));
    return frame;
  });
}

/** A started call; its first turn waits for the bot's opening. */
export function startWavCall(settings: WavMediaSettings): CallMedia {
  const { media } = new WavCaller(settings);
  media.start();
  return media;
}
