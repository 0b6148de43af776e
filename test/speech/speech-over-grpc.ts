/** The real speech service served in this process on a free port, for tests that need to look inside. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSpeechService } from '../../bot/roles/speech-parts.js';
import { connectSpeech, type SpeechConnection, serveSpeech } from '../../bot/speech-client/index.js';
import {
  type AudioFormat,
  type RecognitionEvent,
  type RecognitionStream,
  systemClock,
} from '../../protocol/index.js';
import {
  encodeAudio,
  resample,
  type ServiceLimits,
  type TurnEndJudges,
  toFloat,
  toInt16,
} from '../../speech/index.js';

export interface ServedSpeech {
  readonly address: string;
  readonly client: SpeechConnection;
  counts(): { readonly recognitions: number; readonly syntheses: number };
  close(): Promise<void>;
}

export async function serveForTest(
  limits: Partial<ServiceLimits> = {},
  judges?: TurnEndJudges,
): Promise<ServedSpeech> {
  const folder = mkdtempSync(join(tmpdir(), 'leadline-speech-'));
  const settings = {
    cacheFolder: folder,
    modelsFolder: join(folder, 'models'),
    clock: systemClock,
    decodeWidth: 2,
    limits,
    judges,
  };
  const service = await createSpeechService(settings);
  const server = await serveSpeech(service);
  const address = `127.0.0.1:${server.port}`;
  const client = connectSpeech(address);
  return {
    address,
    client,
    counts: () => service.counts(),
    async close() {
      client.close();
      await server.close(100);
    },
  };
}

/** The frames of 16 kHz samples in another format, 20 ms each. */
export function framesOf(samples: Int16Array, format: AudioFormat): readonly Uint8Array[] {
  const { codec, sampleRateHz } = format;
  const own = sampleRateHz === 16_000 ? samples : toInt16(resample(toFloat(samples), 16_000, sampleRateHz));
  const bytes = encodeAudio(own, codec);
  const size = (sampleRateHz / 50) * (codec === 'pcm16' ? 2 : 1);
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
    bytes.slice(i * size, (i + 1) * size),
  );
}

/** Feeds frames as fast as the service takes them and collects its events. */
export async function recognizeAll(
  stream: RecognitionStream,
  frames: readonly Uint8Array[],
): Promise<RecognitionEvent[]> {
  const events: RecognitionEvent[] = [];
  const reading = (async () => {
    for await (const event of stream.events) events.push(event);
  })();
  for (const [index, frame] of frames.entries()) {
    stream.write(frame);
    if (index % 25 === 24) await new Promise((resolve) => setImmediate(resolve));
  }
  stream.finish();
  await reading;
  return events;
}

/** The words of the finals that are no speculation. */
export function wordsOf(events: readonly RecognitionEvent[]): string {
  return events
    .flatMap((event) =>
      event.kind === 'final' && !event.transcript.isSpeculative ? [event.transcript.text] : [],
    )
    .join(' ');
}
