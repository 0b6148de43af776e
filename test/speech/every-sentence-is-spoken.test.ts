/** Synthesis loses no sentence: varied text, cancelled calls, a dead worker thread, languages, formats. */
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { type AudioFormat, seededRandom, systemClock } from '../../protocol/index.js';
import { createFliteSpeaker, durationOf, Synthesis, splitForSpeech, toFloat } from '../../speech/index.js';
import { describeWithPeer } from '../peers.js';
import { type ServedSpeech, serveForTest } from './speech-over-grpc.js';

const SEED = 7;
const PCM: AudioFormat = { codec: 'pcm16', sampleRateHz: 16_000 };

/** Real engines: a machine that is busy with something else takes its time. */
jest.setTimeout(120_000);

let speech: ServedSpeech;
beforeAll(async () => {
  speech = await serveForTest();
});
afterAll(() => speech.close());

/** Sales talk with prices, numbers, abbreviations, odd marks and odd lengths. */
function variedSentences(count: number): string[] {
  const random = seededRandom(SEED);
  const openings = [
    'That comes to',
    'We have',
    'Your order no.',
    "I'm sorry, but",
    'Dr. Miller (sales) said',
    '"Hello" &',
  ];
  const middles = [
    '£1,299.99',
    '3.5 GB',
    '020 7946 0958',
    'the iPhone 15 Pro — in blue',
    'a 24-month plan',
    '<b>two</b> of them',
    '100%',
  ];
  const endings = [
    'today.',
    'by 12/03/2026!',
    'okay?',
    'and so on…',
    ', which is in stock, and can be sent.',
    'e.g. tomorrow.',
  ];
  return Array.from({ length: count }, () =>
    [openings, middles, endings].map((part) => random.pick(part)).join(' '),
  );
}

describe('every sentence is spoken', () => {
  test('50 varied sentences: each has audio of a likely length', async () => {
    for (const text of variedSentences(50)) {
      let heardMs = 0;
      for await (const { audio } of speech.client.synthesize(text, { ...PCM, locale: 'en' })) {
        heardMs += durationOf(audio.length, PCM);
      }
      const perCharacter = heardMs / text.length;
      if (perCharacter < 25 || perCharacter > 250)
        throw new Error(`seed ${SEED}: ${heardMs} ms for "${text}"`);
    }
  }, 180_000);

  test('sentences come one by one, in order, in the asked format', async () => {
    const text = 'Thank you for calling. We deliver to all islands! What can I do for you?';
    const format = { codec: 'pcmu', sampleRateHz: 8000 } as const;
    const spoken: string[] = [];
    for await (const sentence of speech.client.synthesize(text, { ...format, locale: 'en', voice: 'rms' })) {
      spoken.push(sentence.text);
      expect(durationOf(sentence.audio.length, format)).toBeGreaterThan(700);
    }
    expect(spoken).toEqual(splitForSpeech(text));
    expect(spoken.length).toBe(3);
  });

  test('voices are equally loud', async () => {
    const levels: number[] = [];
    for (const voice of ['awb', 'rms', 'slt', 'kal16']) {
      for await (const { audio } of speech.client.synthesize('We deliver to all islands.', {
        ...PCM,
        locale: 'en',
        voice,
      })) {
        const samples = toFloat(
          new Int16Array(audio.buffer.slice(audio.byteOffset, audio.byteOffset + audio.length)),
        );
        levels.push(10 * Math.log10(samples.reduce((sum, v) => sum + v * v, 0) / samples.length));
      }
    }
    expect(Math.max(...levels) - Math.min(...levels)).toBeLessThan(3);
  });

  test('a cancelled answer stops: no sentence after the abort, the place is free again', async () => {
    const stop = new AbortController();
    const text = variedSentences(30).join(' ');
    let heard = 0;
    const listening = (async () => {
      for await (const _ of speech.client.synthesize(text, { ...PCM, locale: 'en' }, stop.signal)) {
        heard++;
        stop.abort(new Error('barge-in'));
      }
    })();
    await expect(listening).rejects.toThrow('barge-in');
    while (speech.counts().syntheses > 0) await new Promise((resolve) => setImmediate(resolve));
    expect(heard).toBe(1);
  });

  test.each([
    { name: 'no text', text: ' ', wanted: { locale: 'en' }, code: 'input.invalid' },
    { name: 'far too much text', text: 'a'.repeat(9000), wanted: { locale: 'en' }, code: 'input.too-large' },
    {
      name: 'a voice nobody has',
      text: 'Hi.',
      wanted: { locale: 'en', voice: 'siren' },
      code: 'speech.no-engine',
    },
    { name: 'a language nobody speaks', text: 'Hi.', wanted: { locale: 'xx' }, code: 'speech.no-engine' },
    { name: 'a rate out of range', text: 'Hi.', wanted: { locale: 'en', rate: 9 }, code: 'input.invalid' },
  ])('$name is refused', async ({ text, wanted, code }) => {
    const speaking = (async () => {
      for await (const _ of speech.client.synthesize(text, { ...PCM, ...wanted }));
    })();
    await expect(speaking).rejects.toMatchObject({ code });
  });

  test('a worker thread that hangs is replaced, and the next sentence is spoken', async () => {
    const speaker = createFliteSpeaker({ clock: systemClock, jobTimeoutMs: 1 });
    const request = { text: 'We deliver to all islands.', locale: 'en', rate: 1 };
    await expect(speaker.synthesize(request)).rejects.toMatchObject({ code: 'speech.failed' });
    expect(speaker.restarts).toBe(2);
    await speaker.close();
    const patient = createFliteSpeaker({ clock: systemClock });
    expect((await patient.synthesize(request)).samples.length).toBeGreaterThan(10_000);
    expect(patient.restarts).toBe(0);
    await patient.close();
  });

  test('a prompt spoken before costs nothing the second time', async () => {
    const speaker = createFliteSpeaker({ clock: systemClock });
    let runs = 0;
    const counting = {
      ...speaker,
      synthesize: (...args: Parameters<typeof speaker.synthesize>) => {
        runs++;
        return speaker.synthesize(...args);
      },
    };
    const synthesis = new Synthesis([counting]);
    for (let i = 0; i < 3; i++) {
      for await (const _ of synthesis.speak(
        { ...PCM, text: 'Hello there.', locale: 'en', rate: 1 },
        new AbortController().signal,
      ));
    }
    expect(runs).toBe(1);
    await synthesis.close();
  });
});

describeWithPeer('espeak-ng', 'Chinese is spoken', () => {
  test('sentence by sentence, in the asked format', async () => {
    let heardMs = 0;
    for await (const { audio } of speech.client.synthesize('你好，我想买手机。谢谢！', {
      ...PCM,
      locale: 'zh',
    })) {
      heardMs += durationOf(audio.length, PCM);
    }
    expect(heardMs).toBeGreaterThan(1500);
  });
});
