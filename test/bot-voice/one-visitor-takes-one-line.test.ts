/** Promise: a visitor holds one voice line, however often the call is started, and gets it back as soon as the call is over. */
import { expect, test } from '@jest/globals';
import type { VoiceLine } from '../../bot/channels/web/index.js';
import { createVoiceGateway } from '../../bot/channels/web/voice-gateway.js';
import {
  DEFAULT_WORKSPACE,
  type SpeechService,
  systemClock,
  systemIds,
  toContactId,
  toConversationId,
} from '../../protocol/index.js';

/** An empty sequence that ends when `ended` does. */
function nothingUntil<Item>(ended: Promise<void>): AsyncIterable<Item> {
  const next = async () => {
    await ended;
    return { done: true as const, value: undefined };
  };
  return { [Symbol.asyncIterator]: () => ({ next }) };
}

/** Hears nothing until it is told to stop. */
const quietSpeech: SpeechService = {
  recognize() {
    let end: () => void = () => undefined;
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    return {
      write: () => true,
      hint: () => undefined,
      finish: end,
      cancel: end,
      events: nothingUntil(ended),
    };
  },
  synthesize: () => nothingUntil(Promise.resolve()),
};

const request = { sampleRateHz: 16_000, locale: 'en', hasRecordingConsent: false } as const;

function openLine(conversation: string): { readonly line: VoiceLine; hangUp(): void } {
  const controller = new AbortController();
  const line = {
    workspaceId: DEFAULT_WORKSPACE,
    conversationId: toConversationId(conversation),
    contactId: toContactId('contact'),
    signal: controller.signal,
    update: () => undefined,
    send: () => true,
    onAudio: () => undefined,
    onMark: () => undefined,
  };
  return { line, hangUp: () => controller.abort() };
}

const faults: string[] = [];
const gateway = createVoiceGateway({
  speech: quietSpeech,
  runtime: {
    exchange: () => Promise.reject(new Error('nobody speaks here')),
    record: async () => [],
  },
  recordings: { folder: '.', add: async ({ path }) => ({ path }) },
  clock: systemClock,
  ids: systemIds,
  recognisedLocales: () => ['en'],
  maxCalls: 2,
  onFault: (fault) => faults.push(fault.code),
});

test('a second start in the same conversation is refused while the first goes on', async () => {
  const first = openLine('a');
  await gateway.start(first.line, request);
  const starts = Array.from({ length: 50 }, () => gateway.start(openLine('a').line, request));
  const outcomes = await Promise.allSettled(starts);
  expect(outcomes.map((outcome) => outcome.status === 'rejected' && outcome.reason.code)).toEqual(
    Array.from({ length: 50 }, () => 'limit.rate'),
  );
  const other = openLine('b');
  await expect(gateway.start(other.line, request)).resolves.toEqual({ sampleRateHz: 16_000 });
  await expect(gateway.start(openLine('c').line, request)).rejects.toMatchObject({
    code: 'speech.overloaded',
  });

  first.hangUp();
  const again = openLine('a');
  await expect(gateway.start(again.line, request)).resolves.toEqual({ sampleRateHz: 16_000 });
  again.hangUp();
  other.hangUp();
  expect(faults).toEqual([]);
});

test('of starts that come at the same moment one gets the line, and every line counts', async () => {
  const [one, two, other] = [openLine('d'), openLine('d'), openLine('e')];
  const outcomes = await Promise.allSettled([one, two].map(({ line }) => gateway.start(line, request)));
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  one.hangUp();
  await gateway.start(two.line, request);
  await gateway.start(other.line, request);
  await expect(gateway.start(openLine('f').line, request)).rejects.toMatchObject({
    code: 'speech.overloaded',
  });
  two.hangUp();
  other.hangUp();
});
