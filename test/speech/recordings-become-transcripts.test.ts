/** Recordings through the whole service: gRPC, voice detection, endpointing, recognition. */
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { wordErrorRate, wordErrors } from '../../learning/index.js';
import type { AudioFormat } from '../../protocol/index.js';
import { describeWithData } from '../peers.js';
import { callerLine, plainWords, realUtterances } from './audio-fixtures.js';
import { framesOf, recognizeAll, type ServedSpeech, serveForTest, wordsOf } from './speech-over-grpc.js';

/** Real engines: a machine that is busy with something else takes its time. */
jest.setTimeout(120_000);

let speech: ServedSpeech;
beforeAll(async () => {
  speech = await serveForTest();
});
afterAll(() => speech.close());

const recognize = (samples: Int16Array, format: AudioFormat) =>
  recognizeAll(speech.client.recognize({ ...format, locale: 'en' }), framesOf(samples, format));

const HALF_SECOND = new Int16Array(16_000);
const withSilence = (samples: Int16Array) => Int16Array.from([...samples, ...HALF_SECOND]);

describe('recordings become transcripts', () => {
  test('events come in the order of speech, and the final ahead is reused for the end of the turn', async () => {
    const events = await recognize(withSilence(callerLine('caller-1-buy-phone')), {
      codec: 'pcm16',
      sampleRateHz: 16_000,
    });
    const kinds = events.map(({ kind }) => kind).filter((kind) => kind !== 'interim');
    expect(kinds[0]).toBe('speech-started');
    expect(kinds.slice(-2)).toEqual(['final', 'end-of-turn']);
    const final = events.findLast((event) => event.kind === 'final');
    expect(wordsOf(events)).toBe('I want to buy the iphone fifteen in blue two of them.');
    expect(final?.transcript).toMatchObject({
      wordTiming: 'estimated',
      engine: 'moonshine-tiny',
      isSpeculative: false,
    });
    const { words, startMs, endMs } = final!.transcript;
    expect(words.map(({ text }) => text).join(' ')).toBe(final!.transcript.text);
    expect(words[0]!.startMs).toBe(startMs);
    expect(
      words.every((word, i) => word.endMs >= word.startMs && word.startMs >= (words[i - 1]?.endMs ?? 0)),
    ).toBe(true);
    expect(words.at(-1)!.endMs).toBeLessThanOrEqual(endMs);
  });

  test.each([
    { codec: 'pcmu', sampleRateHz: 8000 },
    { codec: 'pcma', sampleRateHz: 8000 },
    { codec: 'pcm16', sampleRateHz: 8000 },
    { codec: 'pcm16', sampleRateHz: 24_000 },
    { codec: 'pcm16', sampleRateHz: 48_000 },
  ] as const)('$codec at $sampleRateHz Hz is understood', async (format) => {
    const events = await recognize(callerLine('caller-5-delivery'), format);
    expect(plainWords(wordsOf(events))).toEqual(plainWords('Do you deliver to the islands'));
  });

  test('silence has no words, and says so', async () => {
    const events = await recognize(new Int16Array(32_000), { codec: 'pcm16', sampleRateHz: 16_000 });
    expect(events.map(({ kind }) => kind)).toEqual(['no-speech']);
  });

  test('negative control: another recording does not fit the words', async () => {
    const heard = wordsOf(
      await recognize(callerLine('caller-4-yes'), { codec: 'pcm16', sampleRateHz: 16_000 }),
    );
    const { errors } = wordErrors(plainWords('Do you deliver to the islands'), plainWords(heard));
    expect(errors).toBeGreaterThan(4);
  });
});

describeWithData('speech', 'people are understood', (folder) => {
  test('word error at most 12% on five real recordings', async () => {
    const ids = ['LJ001-0002', 'LJ001-0003', 'LJ001-0008', 'LJ001-0012', 'LJ001-0013'];
    const pairs: (readonly [reference: string[], heard: string[]])[] = [];
    for (const { text, samples } of realUtterances(folder, ids)) {
      const heard = wordsOf(await recognize(samples, { codec: 'pcm16', sampleRateHz: 16_000 }));
      pairs.push([plainWords(text), plainWords(heard)]);
    }
    expect(pairs.flatMap(([reference]) => reference).length).toBeGreaterThan(50);
    expect(wordErrorRate(pairs)).toBeLessThanOrEqual(0.12);
  });
});
