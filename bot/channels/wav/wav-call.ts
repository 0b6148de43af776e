/** A spoken call from recordings to a stored conversation: what `leadline call` and the call bench run. */
import {
  type AudioFormat,
  type Codec,
  type EventDraft,
  Fault,
  type Locale,
} from '../../../protocol/index.js';
import { readWav } from '../../../speech/index.js';
import type { Desk, OpenedAtDesk } from '../../desk/index.js';
import { type CallParts, type CallReport, holdCall } from '../../voice/hold-call.js';
import type { VoiceObserver } from '../../voice/ports.js';
import { startWavCall, type WavTurn } from './wav-media.js';

export interface WavCallRequest {
  /** The caller's turns, each a whole WAV file. */
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[];
  readonly codec: Codec;
  readonly locale: Locale;
  /** Hears the bot's first words before the call begins. */
  readonly onOpening?: (opened: OpenedAtDesk) => void;
  readonly observer?: VoiceObserver;
  readonly signal?: AbortSignal;
}

export interface WavCallReport extends CallReport {
  readonly opened: OpenedAtDesk;
}

export interface WavCallParts extends Omit<CallParts, 'runtime' | 'recordings'> {
  readonly desk: Desk;
}

/** Whoever plays recordings at the bot is the caller, and asked for the recording. */
const CONSENT: EventDraft = {
  kind: 'consent.recorded',
  data: {
    scope: 'recording',
    isGranted: true,
    evidence: 'The call is made of recordings that its maker plays.',
  },
};

/** PCM16 calls are wideband; G.711 is telephone audio. */
const formatOf = (codec: Codec): AudioFormat => ({ codec, sampleRateHz: codec === 'pcm16' ? 16_000 : 8000 });

/** @throws Fault `input.invalid` naming the file that is no WAV file, before anything is opened. */
export function readCallerTurns(files: WavCallRequest['files']): readonly WavTurn[] {
  return files.map(({ name, bytes }) => {
    try {
      const { channels, sampleRateHz } = readWav(bytes);
      return { samples: channels[0]!, sampleRateHz, start: { kind: 'after-answer' } };
    } catch (thrown) {
      if (!(thrown instanceof Fault)) throw thrown;
      throw new Fault(thrown.code, `${name}: ${thrown.message}`, { cause: thrown });
    }
  });
}

/** Opens a phone conversation and holds it at real time; resolves when the last answer was heard and all is stored. */
export async function callWithWavs(parts: WavCallParts, request: WavCallRequest): Promise<WavCallReport> {
  const turns = readCallerTurns(request.files);
  const { locale, observer, onOpening, signal } = request;
  const { desk } = parts;
  const format = formatOf(request.codec);
  const opened = await desk.open({ channel: 'phone', locale });
  await desk.record(opened.key, [CONSENT], opened.traceparent);
  onOpening?.(opened);
  const report = await holdCall(
    { ...parts, runtime: desk, recordings: desk.recordings },
    {
      ...{ locale, format, observer },
      key: opened.key,
      channel: 'phone',
      traceparent: opened.traceparent,
      opening: opened.bot,
      hasRecordingConsent: true,
      endsConversation: true,
      openMedia(tap) {
        const media = startWavCall({ turns, format, clock: parts.clock, tap });
        signal?.addEventListener('abort', () => media.hangUp('interrupted'), { once: true });
        if (signal?.aborted) media.hangUp('interrupted');
        return media;
      },
    },
  );
  return { ...report, opened };
}
