/**
 * The widget's microphone and speaker as a call: frames from the socket on the call's time line, bot speech paced out in
 * frames of 20 ms, marks confirmed by the browser. Called by the voice gateway.
 */
import {
  type AudioFormat,
  type CallMedia,
  type CallMediaEvent,
  type Clock,
  FRAME_MS,
} from '../../../protocol/index.js';
import { durationOf, silentFrame } from '../../../speech/index.js';
import { EventQueue } from '../../speech-client/index.js';
import { startTicker } from '../../voice/deadline-ticker.js';
import { PacedPlayer } from '../../voice/paced-player.js';
import type { CallTap } from '../../voice/ports.js';
import type { VoiceLine } from './ports.js';

export interface VoiceMediaSettings {
  readonly line: VoiceLine;
  readonly format: AudioFormat;
  readonly clock: Clock;
  readonly tap: CallTap;
}

const MOST_QUEUED_MS = 60_000;
const MOST_WAITING_EVENTS = 3000;
/** Microphone silence longer than this is filled in, so that a muted caller's turn still ends. */
const LATEST_FRAME_MS = 200;
/** Frames that come in a burst may run this far ahead of the clock. */
const EARLIEST_FRAME_MS = 1000;
/** A browser that does not confirm a mark within this time is taken to have played it. */
const CONFIRM_WITHIN_MS = 2000;

class VoiceMedia implements CallMedia {
  readonly format: AudioFormat;
  readonly #settings: VoiceMediaSettings;
  readonly #silence: Uint8Array;
  readonly #player: PacedPlayer;
  readonly #events = new EventQueue<CallMediaEvent>({
    limit: MOST_WAITING_EVENTS,
    isDroppable: (event) => event.kind === 'audio',
  });
  /** Marks that the browser was asked to confirm, with the way to stop waiting. */
  readonly #unconfirmed = new Map<string, () => void>();
  #stopTicker = () => {};
  #nowMs = 0;
  /** Call time of the caller's next frame. */
  #nextCallerMs = 0;
  #isOver = false;

  constructor(settings: VoiceMediaSettings) {
    this.#settings = settings;
    this.format = settings.format;
    this.#silence = silentFrame(settings.format);
    this.#player = new PacedPlayer(settings.format, MOST_QUEUED_MS, (mark) => this.#askBrowser(mark));
  }

  get events(): AsyncIterable<CallMediaEvent> {
    return this.#events;
  }

  start(): this {
    const { line, clock } = this.#settings;
    line.onAudio((frame) => this.#hear(frame));
    line.onMark((mark) => this.#confirm(mark));
    line.signal.addEventListener('abort', () => this.hangUp('caller-left'), { once: true });
    this.#stopTicker = startTicker(clock, FRAME_MS, (index) => this.#tick(index * FRAME_MS));
    if (line.signal.aborted) this.hangUp('caller-left');
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
    this.#tellPlayback('pause');
  }

  resume(): void {
    this.#player.resume();
    this.#tellPlayback('resume');
  }

  clear(): void {
    const playedMs = this.#player.clear();
    for (const stopWaiting of this.#unconfirmed.values()) stopWaiting();
    this.#unconfirmed.clear();
    this.#tellPlayback('clear');
    this.#events.push({ kind: 'cleared', playedMs, atMs: this.#nowMs });
  }

  hangUp(reason: string): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#stopTicker();
    for (const stopWaiting of this.#unconfirmed.values()) stopWaiting();
    this.#events.push({ kind: 'ended', reason });
    this.#events.end();
  }

  #tick(atMs: number): void {
    this.#nowMs = atMs;
    const frame = this.#player.takeFrame(0);
    if (frame !== undefined) {
      this.#settings.line.send(frame);
      this.#settings.tap.bot(frame, atMs);
    }
    while (atMs - this.#nextCallerMs > LATEST_FRAME_MS) this.#give(this.#silence);
  }

  #hear(frame: Uint8Array): void {
    if (this.#isOver || frame.length % 2 !== 0) return;
    if (this.#nextCallerMs - this.#nowMs < EARLIEST_FRAME_MS) this.#give(frame);
  }

  #give(frame: Uint8Array): void {
    const atMs = this.#nextCallerMs;
    this.#nextCallerMs += durationOf(frame.length, this.format);
    this.#settings.tap.caller(frame, atMs);
    this.#events.push({ kind: 'audio', frame, atMs });
  }

  #askBrowser(mark: string): void {
    const stopWaiting = this.#settings.clock.schedule(CONFIRM_WITHIN_MS, () => this.#confirm(mark));
    this.#unconfirmed.set(mark, stopWaiting);
    this.#settings.line.update({ kind: 'mark', mark });
  }

  #confirm(mark: string): void {
    const stopWaiting = this.#unconfirmed.get(mark);
    if (stopWaiting === undefined || this.#isOver) return;
    stopWaiting();
    this.#unconfirmed.delete(mark);
    this.#events.push({ kind: 'played', mark, atMs: this.#nowMs });
  }

  #tellPlayback(action: 'pause' | 'resume' | 'clear'): void {
    this.#settings.line.update({ kind: 'playback', action });
  }
}

/** A running call over one voice line; it ends when the line's signal aborts or on `hangUp`. */
export function startVoiceMedia(settings: VoiceMediaSettings): CallMedia {
  return new VoiceMedia(settings).start();
}
