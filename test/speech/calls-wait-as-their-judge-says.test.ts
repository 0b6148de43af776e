/** Promise: over the whole service, a pause lasts as the judge of the call says, and as before where there is none. */
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { ExpectedAnswer } from '../../protocol/index.js';
import { callerLine } from './audio-fixtures.js';
import { framesOf, recognizeAll, type ServedSpeech, serveForTest } from './speech-over-grpc.js';

/** Real engines: a machine that is busy with something else takes its time. */
jest.setTimeout(120_000);

const FORMAT = { codec: 'pcm16', sampleRateHz: 16_000 } as const;
const WINDOW_MS = 32;
let finished: number | undefined;
const judged: { text: string; expects: ExpectedAnswer; locale: string }[] = [];
let speech: ServedSpeech;

beforeAll(async () => {
  speech = await serveForTest(
    {},
    {
      current: async () => {
        const answer = finished;
        if (answer === undefined) return undefined;
        return {
          judge(text, expects, locale) {
            judged.push({ text, expects, locale });
            return answer;
          },
        };
      },
    },
  );
});
afterAll(() => speech.close());

/** Silence from the end of speech to the end of the turn. */
async function waitUnder(answer: number | undefined, expects?: ExpectedAnswer): Promise<number> {
  finished = answer;
  const stream = speech.client.recognize({ ...FORMAT, locale: 'en' });
  if (expects !== undefined) stream.hint(expects);
  const samples = Int16Array.from([...callerLine('caller-1-buy-phone'), ...new Int16Array(32_000)]);
  const events = await recognizeAll(stream, framesOf(samples, FORMAT));
  const end = events.findLast((event) => event.kind === 'end-of-turn');
  return end === undefined ? Number.NaN : end.decidedMs - end.atMs;
}

describe('calls wait as their judge says', () => {
  test('300 ms for finished words, 1500 for open ones, 500 without a judge, to a window', async () => {
    for (const [answer, waitMs] of [
      [1, 300],
      [0, 1500],
      [undefined, 500],
    ] as const) {
      const waited = await waitUnder(answer);
      expect(waited).toBeGreaterThanOrEqual(waitMs);
      expect(waited).toBeLessThanOrEqual(waitMs + WINDOW_MS);
    }
  });

  test('what is asked goes first: an open "yes" is not waited for, a finished name is', async () => {
    expect(await waitUnder(0, { form: 'yes-no' })).toBeLessThanOrEqual(300 + WINDOW_MS);
    expect(await waitUnder(1, { form: 'name', slot: 'name' })).toBeGreaterThanOrEqual(800);
  });

  test('the judge hears the words of the turn, what is expected and the language', () => {
    expect(judged.at(-1)).toEqual({
      text: expect.stringMatching(/iphone fifteen/i),
      expects: { form: 'name', slot: 'name' },
      locale: 'en',
    });
  });
});
