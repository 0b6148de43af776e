/**
 * Holds one spoken conversation from its first frame to the stored recording: the same for a WAV call, the widget's
 * microphone and the phone. Called by the channels; the channel brings its media, the role brings the rest.
 */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type AudioFormat,
  type BotTurn,
  type CallMedia,
  type ChannelKind,
  type Clock,
  type IdSource,
  type Locale,
  type SpeechService,
  toFault,
  toRecordingId,
} from '../../protocol/index.js';
import type { Runtime } from '../runtime/index.js';
import type { ConversationKey, NewRecording } from '../store/index.js';
import { adoptTraceparent } from '../telemetry/index.js';
import { CallRecorder } from './call-recorder.js';
import { type CallRules, rulesOf } from './call-rules.js';
import { CallWaveform } from './call-waveform.js';
import type { CallTap, VoiceObserver } from './ports.js';
import { createRuntimeTurns } from './runtime-turns.js';
import { createVoiceSession } from './voice-session.js';
import type { VoiceSessionReport } from './voice-session-settings.js';

/** Where finished recordings go: the store's, or a running server's. */
export interface RecordingShelf {
  readonly folder: string;
  add(recording: NewRecording): Promise<{ readonly path: string }>;
}

export interface CallParts {
  readonly speech: SpeechService;
  readonly runtime: Pick<Runtime, 'exchange' | 'record'>;
  readonly recordings: RecordingShelf;
  readonly clock: Clock;
  readonly ids: IdSource;
  /** Without them a call has an hour and no words of its own. */
  readonly rules?: CallRules;
}

export interface Call {
  readonly key: ConversationKey;
  readonly channel: ChannelKind;
  readonly locale: Locale;
  readonly format: AudioFormat;
  /** The bot's first words; none where the visitor speaks first. */
  readonly opening?: BotTurn;
  /** Nothing is recorded without it. */
  readonly hasRecordingConsent: boolean;
  /** False where the conversation goes on in another way, as in the widget. */
  readonly endsConversation: boolean;
  readonly observer?: VoiceObserver;
  /** Trace context of the conversation; a new one for this call where there is none. */
  readonly traceparent?: string;
  /** Opens the channel's media, which hands both sides' audio to the tap. */
  openMedia(tap: CallTap): CallMedia;
}

export interface CallReport extends VoiceSessionReport {
  /** Path of the stereo WAV file: caller left, bot right. */
  readonly recordingPath?: string;
}

/** Resolves when the call is over and its recording is stored. Throws only before the call begins. */
export async function holdCall(parts: CallParts, call: Call): Promise<CallReport> {
  const { speech, clock } = parts;
  const { key, observer } = call;
  const recordingId = toRecordingId(parts.ids.next());
  const path = join(parts.recordings.folder, `${recordingId}.wav`);
  const recorder = call.hasRecordingConsent
    ? await CallRecorder.create(path, call.format.sampleRateHz)
    : undefined;
  const waveform = new CallWaveform(call.format, recorder);
  const traceparent = adoptTraceparent(call.traceparent);
  const turns = createRuntimeTurns({ ...parts, ...call, traceparent });
  const media = call.openMedia(waveform);
  const session = createVoiceSession({
    ...{ ...call, media, speech, turns, waveform, clock, traceparent },
    ...rulesOf(parts.rules, call.locale),
  });
  const report = await session.run();
  if (recorder === undefined) return report;
  try {
    const { durationMs } = await recorder.close();
    if (durationMs === 0) {
      await rm(path, { force: true });
      return report;
    }
    const stored = await parts.recordings.add({ ...key, recordingId, path });
    return { ...report, recordingPath: stored.path };
  } catch (thrown) {
    observer?.fault?.(toFault(thrown));
    return report;
  }
}
