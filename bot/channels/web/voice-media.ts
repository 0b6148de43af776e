/**
 * The widget's microphone and speaker as a call: frames from the socket on the call's time line, bot speech paced out in
 * frames of 20 ms, marks confirmed by the browser. Called by the voice gateway.
 */
import type { CallMedia } from '../../../protocol/index.js';
import { type PacedChannel, PacedMedia, type PacedMediaSettings } from '../../voice/paced-media.js';
import { FrameLatenessJudge } from './frame-lateness.js';
import type { VoiceLine } from './ports.js';

export interface VoiceMediaSettings extends PacedMediaSettings {
  readonly line: VoiceLine;
}

/** Frames that come in a burst may run this far ahead of the clock. */
const EARLIEST_FRAME_MS = 1000;
/** A browser that does not confirm a mark within this time is taken to have played it. */
const CONFIRM_WITHIN_MS = 2000;

class MicrophoneCaller implements PacedChannel {
  readonly media: PacedMedia;
  readonly #settings: VoiceMediaSettings;
  readonly #lateness = new FrameLatenessJudge();
  /** Marks that the browser was asked to confirm, with the way to stop waiting. */
  readonly #unconfirmed = new Map<string, () => void>();
  #hasSpoken = false;

  constructor(settings: VoiceMediaSettings) {
    this.#settings = settings;
    this.media = new PacedMedia(settings, this);
  }

  start(): void {
    const { line } = this.#settings;
    line.onAudio((frame) => this.#hear(frame));
    line.onMark((mark) => this.#confirm(mark));
    line.signal.addEventListener('abort', () => this.media.hangUp('caller-left'), { once: true });
    this.media.start();
    if (line.signal.aborted) this.media.hangUp('caller-left');
  }

  tick(atMs: number): void {
    const { media } = this;
    const lateness = this.#lateness.tick(atMs - media.callerMs);
    if (lateness.kind === 'lost') media.lose(media.callerMs + lateness.lostMs);
    if (lateness.kind === 'quiet') while (media.callerMs <= atMs && !media.isOver) media.hear(media.silence);
  }

  botFrame(frame: Uint8Array): void {
    this.#settings.line.send(frame);
  }

  markReached(mark: string): void {
    const { clock, line } = this.#settings;
    const stopWaiting = clock.schedule(CONFIRM_WITHIN_MS, () => this.#confirm(mark));
    this.#unconfirmed.set(mark, stopWaiting);
    line.update({ kind: 'mark', mark });
  }

  playback(action: 'pause' | 'resume' | 'clear'): void {
    if (action === 'clear') this.#forgetMarks();
    this.#settings.line.update({ kind: 'playback', action });
  }

  closed(): void {
    this.#forgetMarks();
  }

  /** False when the frame was refused. */
  #hear(frame: Uint8Array): boolean {
    const { media } = this;
    if (media.isOver || frame.length % 2 !== 0) return false;
    this.#lateness.arrived();
    if (!this.#hasSpoken) media.lose(media.nowMs);
    this.#hasSpoken = true;
    if (media.callerMs - media.nowMs >= EARLIEST_FRAME_MS) return false;
    media.hear(frame);
    return true;
  }

  #confirm(mark: string): void {
    const stopWaiting = this.#unconfirmed.get(mark);
    if (stopWaiting === undefined || this.media.isOver) return;
    stopWaiting();
    this.#unconfirmed.delete(mark);
    this.media.played(mark, this.media.nowMs);
  }

  #forgetMarks(): void {
    for (const stopWaiting of this.#unconfirmed.values()) stopWaiting();
    this.#unconfirmed.clear();
  }
}

/** A running call over one voice line; it ends when the line's signal aborts or on `hangUp`. */
export function startVoiceMedia(settings: VoiceMediaSettings): CallMedia {
  const caller = new MicrophoneCaller(settings);
  caller.start();
  return caller.media;
}
