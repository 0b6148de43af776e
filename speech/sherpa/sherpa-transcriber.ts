/** What all sherpa-onnx recognisers share: loading off the event loop and decoding one utterance. */
import sherpa, { type OfflineRecognizer, type OfflineRecognizerConfig } from 'sherpa-onnx-node';
import { Fault } from '../../protocol/index.js';
import type { Transcriber, TranscriberCapabilities, Transcription } from '../asr/transcriber.js';
import { VOICE_RATE_HZ } from '../vad/voice-detector.js';

type Model = Pick<OfflineRecognizerConfig['modelConfig'], 'moonshine' | 'senseVoice' | 'tokens'>;

/** Two threads for one decode gain nothing measurable; streams in parallel do. */
const THREADS_PER_DECODE = 1;

async function decode(recognizer: OfflineRecognizer, samples: Float32Array): Promise<Transcription> {
  const stream = recognizer.createStream();
  stream.acceptWaveform({ samples, sampleRate: VOICE_RATE_HZ });
  const { text } = await recognizer.decodeAsync(stream);
  const spoken = text.trim();
  return spoken === '' ? { kind: 'nothing' } : { kind: 'heard', text: spoken };
}

/** @throws Fault `speech.missing-weights` when the files cannot be loaded. */
export async function loadSherpaTranscriber(
  capabilities: TranscriberCapabilities,
  model: Model,
): Promise<Transcriber> {
  const config: OfflineRecognizerConfig = {
    featConfig: { sampleRate: VOICE_RATE_HZ, featureDim: 80 },
    modelConfig: { ...model, numThreads: THREADS_PER_DECODE, provider: 'cpu', debug: 0 },
  };
  const recognizer = await sherpa.OfflineRecognizer.createAsync(config).catch((cause: unknown) => {
    throw new Fault('speech.missing-weights', `The weights of ${capabilities.name} cannot be loaded.`, {
      cause,
    });
  });
  return {
    capabilities,
    transcribe: (samples) =>
      decode(recognizer, samples).catch((cause: unknown) => {
        throw new Fault('speech.failed', `${capabilities.name} failed on an utterance.`, { cause });
      }),
  };
}
