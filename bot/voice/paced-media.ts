/**
 * What every call whose audio this process paces has in common: the bot's frames at their deadlines, both sides on the
 * call's time line, the bounded events. Held by a channel's media, which says where frames go and where they come from.
 */
import {
  type AudioFormat,
  type CallMedia,
  type CallMediaEvent,
  type Clock,
  FRAME_MS,
} from '../../protocol/index.js';
import { durationOf, silentFrame } from '../../speech/index.js';
import { EventQueue } from '../speech-client/index.js';
import { startTicker } from './deadline-ticker.js';
import { PacedPlayer } from './paced-player.js';
import type { CallTap } from './ports.js';

export interface PacedMediaSettings {
  readonly format: AudioFormat;
  readonly clock: Clock;
  readonly tap: CallTap;
}

/** The channel's part; all times in ms of the call. */
export interface PacedChannel {
  /** Once per frame after the bot's frame left; after a stall of this process some do not come. */
  tick(atMs: number): void;
  /** A frame of the bot leaves now. */
  botFrame(frame: Uint8Array, atMs: number): void;
  /** All audio before the mark left; the channel reports it as played once it was heard. */
  markReached(mark: string): void;
  /** The player was paused, resumed or cleared. */
  playback(action: 'pause' | 'resume' | 'clear'): void;
  closed(): void;
}

const MOST_QUEUED_MS = 60_000;
/** Events a session may leave unread: a minute of frames. */
const MOST_WAITING_EVENTS = 3000;

export class PacedMedia implements CallMedia {
  readonly format: AudioFormat;
  readonly #settings: PacedMediaSettings;
  readonly #channel: PacedChannel;
  readonly #silence: Uint8Array;
  readonly #player: PacedPlayer;
  readonly #events = new EventQueue<CallMediaEvent>({
    limit: MOST_WAITING_EVENTS,
    isDroppable: (event) => event.kind === 'audio',
  });
  #stopTicker = () => {};
  #nowMs = 0;
  #callerMs = 0;
  #isOver = false;

  constructor(settings: PacedMediaSettings, channel: PacedChannel) {
    this.#settings = settings;
    this.#channel = channel;
    this.format = settings.format;
    this.#silence = silentFrame(settings.format);
    this.#player = new PacedPlayer(settings.format, MOST_QUEUED_MS, (mark) => channel.markReached(mark));
  }

  get events(): AsyncIterable<CallMediaEvent> {
    return this.#events;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** Call time of the period that was paced last. */
  get nowMs(): number {
    return this.#nowMs;
  }

  /** Call time of the caller's next frame. */
  get callerMs(): number {
    return this.#callerMs;
  }

  get silence(): Uint8Array {
    return this.#silence;
  }

  /** True when no audio of the bot waits to be played. */
  get isQuiet(): boolean {
    return this.#player.queuedMs === 0;
  }

  start(): void {
    const { clock } = this.#settings;
    this.#stopTicker = startTicker(clock, FRAME_MS, (index) => this.#tick(index * FRAME_MS));
  }

  play(audio: Uint8Array): void {
    this.#player.play(audio);
  }

  mark(name: string): void {
    this.#player.mark(name);
  }

  pause(): void {
    this.#player.pause();
    this.#channel.playback('pause');
  }

  resume(): void {
    this.#player.resume();
    this.#channel.playback('resume');
  }

  clear(): void {
    const playedMs = this.#player.clear();
    this.#channel.playback('clear');
    this.#events.push({ kind: 'cleared', playedMs, atMs: this.#nowMs });
  }

  hangUp(reason: string): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#stopTicker();
    this.#channel.closed();
    this.#events.push({ kind: 'ended', reason });
    this.#events.end();
  }

  /** The caller's next frame; its place in the call follows from the samples before it, not from when it came. */
  hear(frame: Uint8Array): void {
    if (this.#isOver) return;
    const atMs = this.#callerMs;
    this.#callerMs += durationOf(frame.length, this.format);
    this.#settings.tap.caller(frame, atMs);
    this.#events.push({ kind: 'audio', frame, atMs });
  }

  /** The caller's audio up to `callerMs` is lost: the next frame begins there. */
  lose(callerMs: number): void {
    this.#callerMs = Math.max(this.#callerMs, callerMs);
  }

  /** What was before the mark was heard by the caller. */
  played(mark: string, atMs: number): void {
    this.#events.push({ kind: 'played', mark, atMs });
  }

  #tick(atMs: number): void {
    this.#nowMs = atMs;
    const frame = this.#player.takeFrame(this.#silence[0]!);
    if (frame !== undefined) {
      this.#channel.botFrame(frame, atMs);
      this.#settings.tap.bot(frame, atMs);
    }
    this.#channel.tick(atMs);
  }
}
