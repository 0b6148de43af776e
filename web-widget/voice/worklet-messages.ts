/** What the page and its audio worklet say to each other over their message ports. Types only. */

export const CAPTURE_PROCESSOR = 'leadline-capture';
export const PLAYBACK_PROCESSOR = 'leadline-playback';
export const CAPTURE_RATE_HZ = 16_000;

/** From the capture processor: one 20 ms frame. */
export interface CaptureMessage {
  readonly pcm: ArrayBuffer;
  readonly level: number;
}

/** To the playback processor; `audio` is PCM16 little endian, mono. */
export type PlaybackCommand =
  | { readonly kind: 'audio'; readonly audio: ArrayBuffer; readonly sampleRateHz: number }
  | { readonly kind: 'mark'; readonly mark: string }
  | { readonly kind: 'pause' }
  | { readonly kind: 'resume' }
  | { readonly kind: 'clear' };

/** From the playback processor. */
export type PlaybackReport =
  | { readonly kind: 'mark'; readonly mark: string; readonly playedMs: number }
  | { readonly kind: 'level'; readonly level: number };
