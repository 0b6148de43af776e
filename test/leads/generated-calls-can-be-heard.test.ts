/** A generated call's recording holds what was said where the events say it was said: caller left, assistant right, two voices. */
import { afterAll, describe, expect, it } from '@jest/globals';
import { type GeneratedRecording, recordedTimeline, runWorld, worldStartMs } from '../../bot/demo/index.js';
import {
  type ConversationEvent,
  type ConversationId,
  ManualClock,
  type SpeechService,
  seededRandom,
  systemClock,
} from '../../protocol/index.js';
import { createFliteSpeaker, readWav, Synthesis } from '../../speech/index.js';
import { demoPack, NOW_MS, worldFile } from './demo-world.js';
import { ScriptedBot, trainIntents } from './scripted-bot.js';

const synthesis = new Synthesis([createFliteSpeaker({ clock: systemClock })]);
afterAll(() => synthesis.close());

const speech: SpeechService = {
  recognize: () => {
    throw new Error('nothing is recognised here');
  },
  synthesize: (text, settings, signal) =>
    synthesis.speak({ ...settings, text, rate: 1 }, signal ?? new AbortController().signal),
};

class RecordingBot extends ScriptedBot {
  readonly recordings = new Map<ConversationId, GeneratedRecording>();

  async storeRecording(conversationId: ConversationId, recording: GeneratedRecording): Promise<void> {
    this.recordings.set(conversationId, recording);
  }
}

async function recordedWorld() {
  const clock = new ManualClock(worldStartMs(worldFile, NOW_MS));
  const bot = new RecordingBot(demoPack, await trainIntents(demoPack), clock, 2);
  const voices = { speech, callerVoice: 'rms', assistantVoice: 'awb', sampleRateHz: 8000 };
  await runWorld({
    world: worldFile,
    pack: demoPack,
    goal: { name: 'purchase', windowDays: 30 },
    seed: 2,
    nowMs: NOW_MS,
    converse: bot,
    clock,
    conversations: 60,
    recordedCalls: 2,
    recorder: (visit) => recordedTimeline({ ...voices, random: seededRandom(visit.seed) }),
  });
  return bot;
}

function loudness(samples: Int16Array, { startMs, endMs }: { startMs: number; endMs: number }): number {
  const part = samples.subarray(startMs * 8, endMs * 8);
  return Math.sqrt(part.reduce((sum, sample) => sum + sample * sample, 0) / Math.max(1, part.length));
}

function spansOf(events: readonly ConversationEvent[], side: 'caller' | 'assistant') {
  return events.flatMap((event) => {
    if (side === 'assistant') return event.kind === 'playback.finished' ? [event.data] : [];
    if (event.kind !== 'turn.received' || event.data.startMs === undefined) return [];
    return [{ startMs: event.data.startMs, endMs: event.data.endMs! }];
  });
}

describe('recordings of generated calls', () => {
  it('hold each side on its own channel at the times of the events, and silence elsewhere', async () => {
    const bot = await recordedWorld();
    expect(bot.recordings.size).toBe(2);
    for (const [conversationId, recording] of bot.recordings) {
      const { channels, sampleRateHz } = readWav(recording.wav);
      const [caller, assistant] = channels;
      expect([sampleRateHz, recording.isGenerated]).toEqual([8000, true]);
      expect(Math.abs(caller!.length / 8 - recording.durationMs)).toBeLessThan(2);
      const { events } = bot.talks.get(conversationId)!;
      const spoken = spansOf(events, 'caller');
      expect(spoken.length).toBeGreaterThan(0);
      for (const span of spoken) {
        expect(loudness(caller!, span)).toBeGreaterThan(500);
        expect(loudness(assistant!, span)).toBe(0);
      }
      for (const span of spansOf(events, 'assistant')) {
        expect(loudness(assistant!, span)).toBeGreaterThan(500);
        expect(loudness(caller!, span)).toBe(0);
      }
    }
  }, 120_000);

  it('control: two voices say the same words differently', async () => {
    const say = async (voice: string) => {
      const settings = { codec: 'pcm16' as const, sampleRateHz: 8000, locale: 'en', voice };
      for await (const { audio } of speech.synthesize('Good morning.', settings)) return Buffer.from(audio);
      return Buffer.alloc(0);
    };
    expect((await say('rms')).equals(await say('awb'))).toBe(false);
    expect((await say('rms')).equals(await say('rms'))).toBe(true);
  });
});
