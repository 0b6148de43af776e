/** What one voice session is given and what it reports at its end. Types only; voice-session.ts reads them. */
import type { CallMedia, Clock, Locale, SpeechService } from '../../protocol/index.js';
import type { CallLimitSettings } from './call-limit.js';
import type { CallWaveform } from './call-waveform.js';
import type { VoiceObserver, VoiceTurnReport, VoiceTurns } from './ports.js';
import type { SilenceSettings } from './silence-ladder.js';

export interface VoiceSessionSettings {
  readonly media: CallMedia;
  readonly speech: SpeechService;
  readonly turns: VoiceTurns;
  readonly waveform: CallWaveform;
  readonly clock: Clock;
  readonly locale: Locale;
  /** Trace context of the call; the speech service gets it with every request. */
  readonly traceparent?: string;
  readonly silence?: SilenceSettings;
  readonly limit?: CallLimitSettings;
  readonly observer?: VoiceObserver;
}

export interface VoiceSessionReport {
  readonly turns: readonly VoiceTurnReport[];
  readonly endReason: string;
}
