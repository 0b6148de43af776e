/**
 * A call whose caller is a list of recordings: each is one turn, played at real time in 20 ms frames, and the next
 * waits until the bot's answer was heard. The bot's audio is paced and counted like on a phone. Used by `leadline call`.
 */
import {
  type AudioFormat,
  type CallMedia,
  type CallMediaEvent,
  type Clock,
  FRAME_MS,
} from '../../../protocol/index.js';
import { bytesFor, encodeAudio, resample, silentFrame, toFloat, toInt16 } from '../../../speech/index.js';
import { EventQueue } from '../../speech-client/index.js';
import { startTicker } from '../../voice/deadline-ticker.js';
import { PacedPlayer } from '../../voice/paced-player.js';
import type { CallTap } from '../../voice/ports.js';
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

export interface WavMediaSettings {
  readonly turns: readonly WavTurn[];
  readonly format: AudioFormat;
  readonly clock: Clock;
  readonly tap: CallTap;
  /** Pause before each turn, as people leave one. */
  readonly pauseMs?: number;
  /** The next turn begins even without an answer after this. */
  readonly longestWaitMs?: number;
}

const DEFAULT_PAUSE_MS = 600;
const DEFAULT_LONGEST_WAIT_MS = 20_000;
const MOST_QUEUED_MS = 60_000;
/** Events a session may leave unread: a minute of frames. */
const MOST_WAITING_EVENTS = 3000;

class WavMedia implements CallMedia {
  readonly format: AudioFormat;
  readonly #settings: WavMediaSettings;
  readonly #silence: number;
  readonly #frames: readonly (readonly Uint8Array[])[];
  readonly #events = new EventQueue<CallMediaEvent>({
    limit: MOST_WAITING_EVENTS,
    isDroppable: (event) => event.kind === 'audio',
  });
  readonly #player: PacedPlayer;
  #stopTicker = () => {};
  #nowMs = 0;
  #isOver = false;
  /** Turn that plays or comes next, and its next frame; -1 while it waits. */
  #turn = 0;
  #frame = -1;
  #waitingSinceMs = 0;
  #answerEndedMs: number | undefined;
  #botStartedMs: number | undefined;

  constructor(settings: WavMediaSettings) {
    this.#settings = settings;
    this.format = settings.format;
    this.#silence = encodeAudio(Int16Array.of(0), settings.format.codec)[0]!;
    this.#frames = settings.turns.map((turn) => this.#framesOf(turn));
    this.#player = new PacedPlayer(settings.format, MOST_QUEUED_MS, (mark) => this.#marked(mark));
  }

  get events(): AsyncIterable<CallMediaEvent> {
    return this.#events;
  }

  start(): this {
    this.#stopTicker = startTicker(this.#settings.clock, FRAME_MS, (index) => this.#tick(index * FRAME_MS));
    return this;
  }

  play(audio: Uint8Array): void {
    this.#player.play(audio);
  }

  mark(name: string): void {
    this.#player.mark(name);
  }

  pause(): void {
    this.#player.pause();
  }

  resume(): void {
    this.#player.resume();
  }

  clear(): void {
    this.#botStartedMs = undefined;
    this.#events.push({ kind: 'cleared', playedMs: this.#player.clear(), atMs: this.#nowMs });
  }

  hangUp(reason: string): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#stopTicker();
    this.#events.push({ kind: 'ended', reason });
    this.#events.end();
  }

  #tick(atMs: number): void {
    this.#nowMs = atMs;
    const bot = this.#player.takeFrame(this.#silence);
    if (bot !== undefined) {
      this.#botStartedMs ??= atMs;
      this.#settings.tap.bot(bot, atMs);
    }
    const frame = this.#callerFrame();
    this.#settings.tap.caller(frame, atMs);
    this.#events.push({ kind: 'audio', frame, atMs });
    if (this.#turn >= this.#frames.length && this.#isAnswered()) this.hangUp('completed');
  }

  #callerFrame(): Uint8Array {
    if (this.#frame < 0 && this.#turn < this.#frames.length && this.#isTimeForTurn()) this.#beginTurn();
    if (this.#frame < 0) return this.#silentFrame();
    const frames = this.#frames[this.#turn]!;
    const frame = frames[this.#frame++];
    if (this.#frame >= frames.length) this.#endTurn();
    return frame ?? this.#silentFrame();
  }

  #beginTurn(): void {
    this.#frame = 0;
    this.#answerEndedMs = undefined;
  }

  #endTurn(): void {
    this.#frame = -1;
    this.#turn++;
    this.#waitingSinceMs = this.#nowMs;
  }

  #isTimeForTurn(): boolean {
    const { start } = this.#settings.turns[this.#turn]!;
    if (start.kind === 'after-answer') return this.#isAnswered();
    return this.#botStartedMs !== undefined && this.#nowMs - this.#botStartedMs >= start.afterMs;
  }

  #isAnswered(): boolean {
    const { pauseMs = DEFAULT_PAUSE_MS, longestWaitMs = DEFAULT_LONGEST_WAIT_MS } = this.#settings;
    if (this.#answerEndedMs !== undefined) return this.#nowMs - this.#answerEndedMs >= pauseMs;
    const isQuiet = this.#player.queuedMs === 0;
    return isQuiet && this.#nowMs - this.#waitingSinceMs >= longestWaitMs;
  }

  #marked(mark: string): void {
    if (mark.endsWith(TURN_END_MARK)) {
      this.#answerEndedMs = this.#nowMs;
      this.#botStartedMs = undefined;
    }
    this.#events.push({ kind: 'played', mark, atMs: this.#nowMs + FRAME_MS });
  }

  #silentFrame(): Uint8Array {
    return silentFrame(this.format);
  }

  #framesOf({ samples, sampleRateHz }: WavTurn): readonly Uint8Array[] {
    const { codec, sampleRateHz: rate } = this.format;
    const own = sampleRateHz === rate ? samples : toInt16(resample(toFloat(samples), sampleRateHz, rate));
    const bytes = encodeAudio(own, codec);
    const size = bytesFor(FRAME_MS, this.format);
    return Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => {
      const frame = this.#silentFrame();
      frame.set(bytes.subarray(i * size, (i + 1) * size));
      return frame;
    });
  }
}

/** A started call; its first turn waits for the bot's opening. */
export function startWavCall(settings: WavMediaSettings): CallMedia {
  return new WavMedia(settings).start();
}
