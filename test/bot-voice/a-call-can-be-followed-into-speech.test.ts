/** The trace context of a call reaches the speech service with every request: a loopback gRPC server writes down what it was sent. */
import {
  type Metadata,
  Server,
  ServerCredentials,
  type ServerDuplexStream,
  type ServerWritableStream,
} from '@grpc/grpc-js';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { startWavCall } from '../../bot/channels/wav/index.js';
import { connectSpeech, type SpeechConnection } from '../../bot/speech-client/index.js';
import { loadSpeechPackage, speechServiceDefinition } from '../../bot/speech-client/speech-proto.js';
import { isTraceparent, newTraceparent } from '../../bot/telemetry/index.js';
import { holdCall } from '../../bot/voice/index.js';
import {
  DEFAULT_WORKSPACE,
  type InboundTurn,
  type RecognitionEvent,
  systemClock,
  systemIds,
  toConversationId,
} from '../../protocol/index.js';
import { eventMessageOf, type RecognizeRequestMessage } from '../../speech/index.js';
import { botTurn } from './scripted-turns.js';

const FORMAT = { codec: 'pcm16', sampleRateHz: 16_000 } as const;
const KEY = {
  workspaceId: DEFAULT_WORKSPACE,
  conversationId: toConversationId('0198b0aa-0000-7000-8000-000000000001'),
};
const HEARD: readonly RecognitionEvent[] = [
  {
    kind: 'final',
    transcript: {
      ...{ text: 'Hello there', startMs: 0, endMs: 20, words: [], wordTiming: 'none' },
      ...{ confidence: 1, engine: 'loopback', isSpeculative: false },
    },
  },
  { kind: 'end-of-turn', atMs: 20, decidedMs: 40 },
];

/** What arrived, in order: the method and its `traceparent`, `none` where there was none. */
const arrived: (readonly [method: string, traceparent: string])[] = [];
const note = (method: string, metadata: Metadata) =>
  void arrived.push([method, metadata.get('traceparent').map(String).join() || 'none']);

const server = new Server();
let client: SpeechConnection;
beforeAll(async () => {
  server.addService(speechServiceDefinition(loadSpeechPackage()), {
    Recognize(call: ServerDuplexStream<RecognizeRequestMessage, object>) {
      note('Recognize', call.metadata);
      let isHeard = false;
      call.on('data', ({ request }: RecognizeRequestMessage) => {
        if (request !== 'audio' || isHeard) return;
        isHeard = true;
        for (const event of HEARD) call.write(eventMessageOf(event));
      });
      call.on('end', () => call.end());
    },
    Synthesize(call: ServerWritableStream<{ text: string }, object>) {
      note('Synthesize', call.metadata);
      const audio = new Uint8Array(640).fill(1);
      call.write({ audio, sentence: 0, text: call.request.text, isLastOfSentence: true });
      call.end();
    },
  });
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    ),
  );
  client = connectSpeech(`127.0.0.1:${port}`);
});
afterAll(() => {
  client.close();
  server.forceShutdown();
});
beforeEach(() => void arrived.splice(0));

/** One call in which the bot greets, hears a turn and answers it; returns the turns the runtime was given. */
async function hold(traceparent?: string): Promise<readonly InboundTurn[]> {
  const turns: InboundTurn[] = [];
  const runtime = {
    exchange: async (turn: InboundTurn) => {
      turns.push(turn);
      return botTurn('answer', 'Good day.');
    },
    record: async () => [],
  };
  const recordings = { folder: '', add: async () => ({ path: '' }) };
  await holdCall(
    { speech: client, runtime, recordings, clock: systemClock, ids: systemIds },
    {
      ...{ key: KEY, channel: 'phone', locale: 'en', format: FORMAT, traceparent },
      ...{ hasRecordingConsent: false, endsConversation: false, opening: botTurn('opening', 'Hello.') },
      openMedia: (tap) => startWavCall({ turns: [], format: FORMAT, clock: systemClock, tap, pauseMs: 500 }),
    },
  );
  return turns;
}

describe('a call can be followed into speech', () => {
  test('the trace context of the conversation is on both requests and on the turn', async () => {
    const traceparent = newTraceparent();
    const turns = await hold(traceparent);
    expect(new Set(arrived.map(([method]) => method))).toEqual(new Set(['Recognize', 'Synthesize']));
    expect(new Set(arrived.map(([, given]) => given))).toEqual(new Set([traceparent]));
    expect(turns.map((turn) => turn.traceparent)).toEqual([traceparent]);
  }, 30_000);

  test('a call without one gets its own, another for each call', async () => {
    await hold();
    const first = new Set(arrived.splice(0).map(([, given]) => given));
    await hold('not a trace context');
    const second = new Set(arrived.map(([, given]) => given));
    expect([first.size, second.size]).toEqual([1, 1]);
    expect([...first, ...second].every(isTraceparent)).toBe(true);
    expect([...first]).not.toEqual([...second]);
  }, 30_000);

  test('negative control: a request made without one carries none', async () => {
    for await (const _ of client.synthesize('Hello.', { ...FORMAT, locale: 'en' }));
    expect(arrived).toEqual([['Synthesize', 'none']]);
  });
});
