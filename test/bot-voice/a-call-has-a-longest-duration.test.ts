/** Promise: a call ends when it has lasted as long as calls may, after a goodbye that is spoken and stored. */
import { expect, test } from '@jest/globals';
import { startVoiceMedia } from '../../bot/channels/web/voice-media.js';
import { type CallLimitSettings, GOODBYE_WITHIN_MS } from '../../bot/voice/call-limit.js';
import { rulesOf } from '../../bot/voice/call-rules.js';
import { CallWaveform } from '../../bot/voice/call-waveform.js';
import { createVoiceSession } from '../../bot/voice/voice-session.js';
import { FRAME_MS, ManualClock } from '../../protocol/index.js';
import { drivenLine, drivenSpeech, settle } from './driven-call.js';
import { botTurn, scriptedTurns } from './scripted-turns.js';

const FORMAT = { codec: 'pcm16', sampleRateHz: 16_000 } as const;
const LIMIT_MS = 20_000;

/** A call in which the caller only listens. */
function call(limit: CallLimitSettings) {
  const clock = new ManualClock();
  const wire = drivenLine();
  const turns = scriptedTurns(botTurn('opening', 'Hello.'), []);
  const waveform = new CallWaveform(FORMAT);
  const media = startVoiceMedia({ line: wire.line, format: FORMAT, clock, tap: waveform });
  const session = createVoiceSession({
    ...{ media, speech: drivenSpeech().service, turns, waveform, clock, locale: 'en', limit },
    silence: { afterMs: 10 * LIMIT_MS, prompts: [] },
  });
  let isOver = false;
  const report = session.run().finally(() => {
    isOver = true;
  });
  const pass = async (durationMs: number) => {
    for (let passed = 0; passed < durationMs && !isOver; passed += FRAME_MS) {
      clock.advance(FRAME_MS);
      wire.listeners.audio(new Uint8Array(640));
      await settle();
    }
  };
  return { turns, media, report, pass, isOver: () => isOver };
}

test('says goodbye, waits until it was heard, and ends as "time-limit"', async () => {
  const { turns, isOver, report, pass } = call({ afterMs: LIMIT_MS, goodbye: 'Time is up. Goodbye.' });
  await pass(LIMIT_MS + 500);
  expect(turns.unasked).toEqual(['voice.time_limit']);
  expect(isOver()).toBe(false);
  await pass(GOODBYE_WITHIN_MS);
  expect((await report).endReason).toBe('time-limit');
  expect(turns.played.map(({ turnId }) => turnId)).toEqual(['opening', 'voice.time_limit']);
  expect(turns.ended).toEqual(['time-limit']);
});

test('without words of its own it just ends', async () => {
  const { turns, report, pass } = call({ afterMs: LIMIT_MS });
  await pass(LIMIT_MS + 100);
  expect((await report).endReason).toBe('time-limit');
  expect(turns.unasked).toEqual([]);
});

test('negative control: before the limit the call goes on', async () => {
  const { media, isOver, report, pass } = call({ afterMs: LIMIT_MS, goodbye: 'Time is up.' });
  await pass(LIMIT_MS - 500);
  expect(isOver()).toBe(false);
  media.hangUp('enough');
  expect((await report).endReason).toBe('enough');
});

test('a call speaks the words of its own language and lets a silent caller go after the same time', () => {
  const rules = {
    maxMs: LIMIT_MS,
    timeLimit: { en: 'Time is up.', zh: '时间到了。' },
    silence: [{ en: 'Hello?', zh: '您好？' }],
  };
  expect(rulesOf(rules, 'zh')).toEqual({
    limit: { afterMs: LIMIT_MS, goodbye: '时间到了。' },
    silence: { afterMs: 30_000, prompts: ['您好？'] },
  });
  expect(rulesOf(undefined, 'en').silence).toEqual({ afterMs: 60_000, prompts: [] });
});
