/** What the web channel needs: a voice gateway, plugged in by bot/roles where speech runs. */
import type { VoiceStart, VoiceUpdate } from '../../../protocol/index.js';
import type { Visitor } from '../../access/index.js';

/** One visitor's microphone and speaker over the socket. */
export interface VoiceLine extends Visitor {
  /** Aborts when the visitor hangs up or the connection is gone. */
  readonly signal: AbortSignal;
  update(update: VoiceUpdate): void;
  /** PCM16 little endian mono at the agreed rate. False when the visitor is too slow and the audio was thrown away. */
  send(audio: Uint8Array): boolean;
  /** One frame of the microphone, false from the listener when it refuses it; frames beyond the rate are dropped before. */
  onAudio(listener: (frame: Uint8Array) => boolean): void;
  onMark(listener: (mark: string, playedMs: number) => void): void;
}

export interface VoiceGateway {
  /** Starts a spoken conversation on the line. Throws Fault `speech.*`. */
  start(line: VoiceLine, request: VoiceStart): Promise<{ readonly sampleRateHz: number }>;
}
