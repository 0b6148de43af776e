/**
 * The implementation object of `speech.v1.Speech`, to be added to a gRPC server by bot/roles. Opens no socket.
 * A broken call is answered with a status and never takes the service down.
 */
import type { TranscriberCapabilities } from '../asr/transcriber.js';
import type { SpeakerCapabilities } from '../tts/speaker.js';
import type { UnaryAnswer, UnaryCall } from './grpc-call.js';
import { grpcFailureOf } from './grpc-status.js';
import { type RecognizeCall, RecognizeHandler } from './recognize-handler.js';
import { type SpeechServiceSettings, StreamSlots } from './service-settings.js';
import { timingNameOf } from './speech-messages.js';
import { handleSynthesize, type SynthesizeCall } from './synthesize-handler.js';

interface VoiceMessage {
  readonly name: string;
  readonly engine: string;
  readonly locales: readonly string[];
  readonly sampleRateHz: number;
}

interface EngineMessage {
  readonly name: string;
  readonly kind: 'transcriber' | 'speaker';
  readonly locales: readonly string[];
  readonly isStreaming: boolean;
  readonly wordTiming: string;
  readonly licence: string;
}

export interface SpeechHandlers {
  Recognize(call: RecognizeCall): void;
  Synthesize(call: SynthesizeCall): void;
  ListVoices(
    call: UnaryCall<{ readonly locale: string }>,
    answer: UnaryAnswer<{ readonly voices: readonly VoiceMessage[] }>,
  ): void;
  ListEngines(
    call: UnaryCall<object>,
    answer: UnaryAnswer<{ readonly engines: readonly EngineMessage[] }>,
  ): void;
}

export interface SpeechService {
  readonly handlers: SpeechHandlers;
  /** Open streams now, for health and metrics. */
  counts(): { readonly recognitions: number; readonly syntheses: number };
  close(): Promise<void>;
}

function voicesOf(speakers: readonly SpeakerCapabilities[], locale: string): readonly VoiceMessage[] {
  const language = locale.split('-')[0]!;
  return speakers.flatMap((speaker) =>
    speaker.voices
      .filter((voice) => language === '' || voice.locales.includes(language))
      .map((voice) => ({ ...voice, engine: speaker.name })),
  );
}

function enginesOf(
  transcribers: readonly TranscriberCapabilities[],
  speakers: readonly SpeakerCapabilities[],
): readonly EngineMessage[] {
  return [
    ...transcribers.map((engine) => ({
      ...engine,
      kind: 'transcriber' as const,
      wordTiming: timingNameOf(engine.wordTiming),
    })),
    ...speakers.map(({ name, locales, licence }) => ({
      name,
      kind: 'speaker' as const,
      locales,
      isStreaming: false,
      wordTiming: timingNameOf('none'),
      licence,
    })),
  ];
}

/** The handlers of speech.v1.Speech. Streams beyond the limits are refused with `speech.overloaded`. */
export function createSpeechHandlers(settings: SpeechServiceSettings): SpeechService {
  const recognitions = new StreamSlots(settings.limits.maxRecognitions, 'recognition');
  const syntheses = new StreamSlots(settings.limits.maxSyntheses, 'synthesis');
  const handlers: SpeechHandlers = {
    Recognize(call) {
      try {
        new RecognizeHandler(call, settings, recognitions);
      } catch (thrown) {
        call.on('error', () => undefined);
        call.emit('error', grpcFailureOf(thrown, settings.makeMetadata));
      }
    },
    Synthesize(call) {
      void handleSynthesize(call, settings, syntheses);
    },
    ListVoices(call, answer) {
      answer(null, { voices: voicesOf(settings.synthesis.list(), call.request.locale ?? '') });
    },
    ListEngines(_call, answer) {
      answer(null, { engines: enginesOf(settings.engines.list(), settings.synthesis.list()) });
    },
  };
  return {
    handlers,
    counts: () => ({ recognitions: recognitions.taken, syntheses: syntheses.taken }),
    close: () => settings.synthesis.close(),
  };
}
