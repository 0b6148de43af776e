/** One caller's audio, whatever carries it: a WAV file, the widget's microphone, RTP, a carrier's WebSocket. */
import type { AudioFormat } from './audio.js';

export type CallMediaEvent =
  /**
   * One frame of the caller's audio; `atMs` counts from the start of the call in samples, however late the frame came.
   * A gap to the frame before is audio that was lost: nobody knows what was said in it, and it is never a silence.
   */
  | { readonly kind: 'audio'; readonly frame: Uint8Array; readonly atMs: number }
  /** Playback reached a mark. */
  | { readonly kind: 'played'; readonly mark: string; readonly atMs: number }
  /** Playback was cleared; `playedMs` of the current utterance had been heard. */
  | { readonly kind: 'cleared'; readonly playedMs: number; readonly atMs: number }
  | { readonly kind: 'dtmf'; readonly digit: string; readonly atMs: number }
  | { readonly kind: 'ended'; readonly reason: string };

export interface CallMedia {
  readonly format: AudioFormat;
  /** Ends with `ended`, then closes. */
  readonly events: AsyncIterable<CallMediaEvent>;
  /** Queues audio for the caller; the carrier paces it in frames of 20 ms. */
  play(audio: Uint8Array): void;
  /** Reported as `played` once everything queued before it was heard. */
  mark(name: string): void;
  /** Holds playback at the current sample; `resume` goes on from there. */
  pause(): void;
  resume(): void;
  /** Throws away what is not yet played. */
  clear(): void;
  hangUp(reason: string): void;
}
