/** Broken and excessive calls get the right gRPC status, and a healthy stream beside them is not disturbed. */
import {
  credentials,
  makeGenericClientConstructor,
  type ServiceClientConstructor,
  type ServiceError,
  status,
} from '@grpc/grpc-js';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { loadSpeechPackage, speechClientConstructor } from '../../bot/speech-client/speech-proto.js';
import { seededRandom } from '../../protocol/index.js';
import { callerLine } from './audio-fixtures.js';
import { framesOf, recognizeAll, type ServedSpeech, serveForTest, wordsOf } from './speech-over-grpc.js';

const SEED = 20_260_105;
const MOST_STREAMS = 6;
const PCM = { codec: 'pcm16', sampleRateHz: 16_000 } as const;

/** Real engines: a machine that is busy with something else takes its time. */
jest.setTimeout(120_000);

let speech: ServedSpeech;
beforeAll(async () => {
  speech = await serveForTest({ maxRecognitions: MOST_STREAMS, maxStreamMs: 60_000 });
});
afterAll(() => speech.close());

const start = { codec: 'PCM16', sampleRateHz: 16_000, locale: 'en' };

type SpeechClient = InstanceType<ServiceClientConstructor>;

interface Sending {
  write(message: unknown): boolean;
}

/** Makes a call with `client`, lets `send` write to it, and resolves with the status it ended with. */
function statusOfCall(
  client: SpeechClient,
  send: (call: Sending) => void,
): Promise<ServiceError | undefined> {
  return new Promise((settle) => {
    const resolve = (answer: ServiceError | undefined) => {
      client.close();
      settle(answer);
    };
    const call = client.Recognize!();
    call.on('error', (error: ServiceError) => resolve(error));
    call.on('end', () => resolve(undefined));
    call.on('data', () => undefined);
    send(call);
    call.end();
  });
}

/** Sends messages as they stand. */
function statusOf(messages: readonly object[]): Promise<ServiceError | undefined> {
  const Client = speechClientConstructor(loadSpeechPackage());
  return statusOfCall(new Client(speech.address, credentials.createInsecure()), (call) => {
    for (const message of messages) call.write(message);
  });
}

/** Sends bytes that are no protobuf. */
function statusOfBytes(bytes: Buffer): Promise<ServiceError | undefined> {
  const same = (value: Buffer) => value;
  const method = {
    path: '/speech.v1.Speech/Recognize',
    requestStream: true,
    responseStream: true,
    requestSerialize: same,
    requestDeserialize: same,
    responseSerialize: same,
    responseDeserialize: same,
  };
  const Raw = makeGenericClientConstructor({ Recognize: method }, 'Speech');
  return statusOfCall(new Raw(speech.address, credentials.createInsecure()), (call) => call.write(bytes));
}

const broken: readonly (readonly [string, readonly object[]])[] = [
  ['nothing at all', []],
  ['audio before start', [{ audio: new Uint8Array(640) }]],
  ['a hint before start', [{ hint: { form: 'YES_NO' } }]],
  ['an empty message', [{}]],
  ['start twice', [{ start }, { start }]],
  ['no codec', [{ start: { ...start, codec: 'CODEC_UNSPECIFIED' } }]],
  ['a rate that is not offered', [{ start: { ...start, sampleRateHz: 11_025 } }]],
  ['G.711 at 16 kHz', [{ start: { ...start, codec: 'PCMU' } }]],
  ['half a sample', [{ start }, { audio: new Uint8Array(641) }]],
  ['a frame of a second', [{ start }, { audio: new Uint8Array(32_000) }]],
  ['a negative limit', [{ start: { ...start, limits: { maxStreamMs: -5 } } }]],
  [
    'more audio than the limit',
    [{ start: { ...start, limits: { maxStreamMs: 30 } } }, { audio: new Uint8Array(1280) }],
  ],
];

test('streams that send nothing give their places back', async () => {
  const impatient = await serveForTest({ maxRecognitions: 2, maxIdleMs: 500 });
  try {
    const listen = async () => {
      for await (const event of impatient.client.recognize({ ...PCM, locale: 'en' }).events) return event;
    };
    const endings = await Promise.allSettled([listen(), listen()]);
    expect(endings.map((ending) => ending.status === 'rejected' && ending.reason.code)).toEqual([
      'speech.idle',
      'speech.idle',
    ]);
    expect(impatient.counts().recognitions).toBe(0);
    const frames = framesOf(callerLine('caller-5-delivery'), PCM);
    const heard = await recognizeAll(impatient.client.recognize({ ...PCM, locale: 'en' }), frames);
    expect(wordsOf(heard)).toMatch(/deliver/);
  } finally {
    await impatient.close();
  }
});

describe('broken calls are refused', () => {
  test.each(broken)('%s is INVALID_ARGUMENT', async (_name, messages) => {
    expect((await statusOf(messages))?.code).toBe(status.INVALID_ARGUMENT);
  });

  test('random bytes are refused while a healthy stream beside them is understood', async () => {
    const random = seededRandom(SEED);
    const frames = framesOf(callerLine('caller-5-delivery'), PCM);
    const healthy = recognizeAll(speech.client.recognize({ ...PCM, locale: 'en' }), frames);
    for (let i = 0; i < 60; i++) {
      const bytes = Buffer.from(Array.from({ length: 1 + random.integer(60) }, () => random.integer(256)));
      const answer = await statusOfBytes(bytes);
      if (answer?.code !== status.INVALID_ARGUMENT)
        throw new Error(`seed ${SEED}, ${i}: ${answer?.code} for ${bytes.toString('hex')}`);
    }
    expect(wordsOf(await healthy)).toMatch(/deliver to the islands/);
  });

  test('a language without an engine is said so, never guessed at', async () => {
    const answer = await statusOf([{ start: { ...start, locale: 'zh' } }]);
    expect(answer?.code).toBe(status.UNIMPLEMENTED);
    expect(answer?.details).toMatch(/"zh".*installed: en/);
    const stream = speech.client.recognize({ ...PCM, locale: 'zh' });
    await expect(recognizeAll(stream, [])).rejects.toMatchObject({ code: 'speech.no-engine' });
  });

  test('the stream one too many gets RESOURCE_EXHAUSTED with a time to try again', async () => {
    const held = Array.from({ length: MOST_STREAMS }, () =>
      speech.client.recognize({ ...PCM, locale: 'en' }),
    );
    for (const stream of held) stream.write(new Uint8Array(640));
    while (speech.counts().recognitions < MOST_STREAMS) await new Promise((resolve) => setImmediate(resolve));
    const answer = await statusOf([{ start }]);
    expect(answer?.code).toBe(status.RESOURCE_EXHAUSTED);
    expect(Number(answer?.metadata.get('retry-after-ms')[0])).toBeGreaterThan(0);
    for (const stream of held) stream.cancel();
    while (speech.counts().recognitions > 0) await new Promise((resolve) => setImmediate(resolve));
  });

  test('cancelling gives the place back and ends the events', async () => {
    const stream = speech.client.recognize({ ...PCM, locale: 'en' });
    for (const frame of framesOf(callerLine('caller-1-buy-phone'), PCM)) stream.write(frame);
    const kinds: string[] = [];
    for await (const event of stream.events) {
      kinds.push(event.kind);
      stream.cancel();
    }
    while (speech.counts().recognitions > 0) await new Promise((resolve) => setImmediate(resolve));
    expect(kinds).not.toContain('end-of-turn');
  });

  test('negative control: a correct call ends with OK', async () => {
    expect(await statusOf([{ start }, { audio: new Uint8Array(640) }, { finish: {} }])).toBeUndefined();
  });
});
