/** The speech process as a child: ready, killed, back on the same address, gone with its parent. */

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { connectSpeech, type SpeechProcess, startSpeechProcess } from '../../bot/speech-client/index.js';
import { systemClock } from '../../protocol/index.js';
import { callerLine } from './audio-fixtures.js';
import { framesOf, recognizeAll, wordsOf } from './speech-over-grpc.js';

const PCM = { codec: 'pcm16', sampleRateHz: 16_000 } as const;

/** Real engines: a machine that is busy with something else takes its time. */
jest.setTimeout(120_000);

let speech: SpeechProcess;
let restarted: () => void;
beforeAll(async () => {
  const cacheFolder = mkdtempSync(join(tmpdir(), 'leadline-speech-'));
  speech = await startSpeechProcess({ clock: systemClock, cacheFolder, onRestart: () => restarted?.() });
});
afterAll(() => speech.close());

const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe('a dead speech process comes back', () => {
  test('killed in mid-stream: the stream ends with a Fault, the next call on the same address is answered', async () => {
    const client = connectSpeech(speech.address);
    const address = speech.address;
    const frames = framesOf(callerLine('caller-4-yes'), PCM);
    const stream = client.recognize({ ...PCM, locale: 'en' });
    stream.write(frames[0]!);
    expect((await client.listEngines()).map(({ name }) => name)).toContain('moonshine-tiny');
    const death = new Promise<void>((resolve) => {
      restarted = resolve;
    });
    const reading = (async () => {
      for await (const _ of stream.events);
    })();
    process.kill(speech.pid!, 'SIGKILL');
    await expect(reading).rejects.toMatchObject({ code: expect.stringMatching(/^speech\./) });
    await death;
    let heard = '';
    while (heard === '') {
      const events = await recognizeAll(client.recognize({ ...PCM, locale: 'en' }), frames).catch(() => []);
      heard = wordsOf(events);
    }
    expect(heard).toBe('Yes, please.');
    expect(speech.address).toBe(address);
    client.close();
  });

  test('closing ends the child; nothing restarts it', async () => {
    const pid = speech.pid!;
    expect(isAlive(pid)).toBe(true);
    await speech.close();
    expect(isAlive(pid)).toBe(false);
  });
});
