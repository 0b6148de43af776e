/** A machine without a free core, or a slow network, delivers audio late: what is heard is what was said, without a made-up pause. */
import { describe, expect, test } from '@jest/globals';
import { startWavCall } from '../../bot/channels/wav/wav-media.js';
import { startVoiceMedia } from '../../bot/channels/web/voice-media.js';
import { CallWaveform } from '../../bot/voice/call-waveform.js';
import { createVoiceSession } from '../../bot/voice/voice-session.js';
import { type CallMediaEvent, FRAME_MS, ManualClock, seededRandom } from '../../protocol/index.js';
import { decodeAudio, encodeAudio } from '../../speech/index.js';
import { callerSideOf, drivenLine, drivenSpeech, settle } from './driven-call.js';
import { botTurn, scriptedTurns } from './scripted-turns.js';

const FORMAT = { codec: 'pcm16', sampleRateHz: 16_000 } as const;
const FRAME = 320;
const tap = { caller: () => {}, bot: () => {} };
type AudioEvent = Extract<CallMediaEvent, { kind: 'audio' }>;

/** Frame number `i` holds nothing but the value i + 1, so that each is told from all others and from silence. */
const numbered = (i: number) => encodeAudio(new Int16Array(FRAME).fill(i + 1), 'pcm16');
const numbers = (audio: readonly { readonly frame: Uint8Array }[]) =>
  audio.map(({ frame }) => decodeAudio(frame, 'pcm16')[0]!);
const upTo = (count: number) => Array.from({ length: count }, (_, i) => i + 1);
const isWithoutGap = (audio: readonly AudioEvent[]) =>
  audio.every(({ atMs }, i) => i === 0 || atMs === audio[i - 1]!.atMs + FRAME_MS);

describe('a list of recordings', () => {
  const TURN_FRAMES = 150;

  /** The caller's side of a call whose process stands still again and again, each time for as long as `stallMs` says. */
  async function heardOver(stallMs: () => number) {
    const clock = new ManualClock();
    const samples = Int16Array.from({ length: TURN_FRAMES * FRAME }, (_, i) => 1 + Math.floor(i / FRAME));
    const turn = { samples, sampleRateHz: 16_000, start: { kind: 'after-answer' } } as const;
    const media = startWavCall({ turns: [turn], format: FORMAT, clock, tap, longestWaitMs: 2000 });
    const { audio, done } = callerSideOf(media);
    while (clock.monotonic() < 9000) {
      clock.stall(stallMs());
      await settle();
    }
    media.hangUp('enough');
    await done;
    return audio;
  }

  test('is heard whole and on time however the machine stumbles', async () => {
    const seed = Math.floor(Math.random() * 1e9);
    process.stdout.write(`stalls from seed ${seed}\n`);
    const random = seededRandom(seed);
    const audio = await heardOver(() => 20 + Math.floor(random.next() ** 4 * 1500));
    const heard = numbers(audio);
    const start = heard.indexOf(1);
    expect(heard.slice(start, start + TURN_FRAMES)).toEqual(upTo(TURN_FRAMES));
    expect(isWithoutGap(audio)).toBe(true);
    expect(audio[start]!.atMs).toBe(2000);
  });

  test('negative control: the same call on a machine that never stumbles is the same', async () => {
    const [smooth, stumbling] = [await heardOver(() => 20), await heardOver(() => 700)];
    expect(numbers(stumbling).slice(0, 400)).toEqual(numbers(smooth).slice(0, 400));
    expect(numbers(smooth)).not.toEqual(upTo(smooth.length));
  });
});

describe('a microphone', () => {
  function call() {
    const clock = new ManualClock();
    const wire = drivenLine();
    const media = startVoiceMedia({ line: wire.line, format: FORMAT, clock, tap });
    const side = callerSideOf(media);
    let next = 0;
    const send = (count: number) => {
      for (let i = 0; i < count; i++) wire.listeners.audio(numbered(next++));
    };
    const speak = (count: number) => {
      for (let i = 0; i < count; i++) {
        clock.advance(FRAME_MS);
        send(1);
      }
    };
    /** Frames that the visitor's side threw away. */
    const lose = (count: number) => {
      next += count;
      clock.advance(count * FRAME_MS);
    };
    const end = async () => {
      wire.hangUp();
      await side.done;
      return side.audio;
    };
    return { clock, send, speak, lose, end };
  }

  test('frames that waited while this process stood still are no pause, even after ten seconds', async () => {
    const { clock, send, speak, end } = call();
    speak(50);
    clock.stall(700);
    send(35);
    speak(50);
    clock.stall(10_000);
    send(500);
    speak(50);
    const audio = await end();
    expect(numbers(audio)).toEqual(upTo(685));
    expect(isWithoutGap(audio)).toBe(true);
  });

  test('frames that the network held up for 1.9 s and delivers together are no pause', async () => {
    const { clock, send, speak, end } = call();
    speak(50);
    clock.advance(1900);
    send(95);
    speak(50);
    expect(numbers(await end())).toEqual(upTo(195));
  });

  test('lost frames leave a gap and no silence, and what follows is put in its place in the call', async () => {
    const { speak, lose, end } = call();
    speak(100);
    lose(40);
    speak(250);
    const audio = await end();
    expect(numbers(audio)).toEqual([...upTo(100), ...upTo(390).slice(140)]);
    const gaps = audio.flatMap(({ atMs }, i) => {
      const gapMs = i === 0 ? 0 : atMs - audio[i - 1]!.atMs - FRAME_MS;
      return gapMs === 0 ? [] : [gapMs];
    });
    expect(gaps).toEqual([800]);
    expect(audio.at(-1)!.atMs - audio[0]!.atMs).toBe(389 * FRAME_MS);
  });

  test('negative control: a microphone that sends nothing for two seconds of running time is silent', async () => {
    const { clock, speak, end } = call();
    speak(10);
    clock.advance(3000);
    const heard = numbers(await end());
    expect(heard.slice(0, 10)).toEqual(upTo(10));
    expect(heard.slice(10)).toEqual(Array.from({ length: heard.length - 10 }, () => 0));
    expect(heard.length).toBeGreaterThanOrEqual(160);
  });
});

describe('the recogniser', () => {
  const said = (startMs: number, endMs: number) =>
    ({
      kind: 'final',
      transcript: {
        ...{ text: 'Hello?', startMs, endMs, confidence: 1, engine: 'driven', isSpeculative: false },
        words: [{ text: 'Hello?', startMs, endMs }],
        wordTiming: 'estimated',
      },
    }) as const;

  test('gets no silence for frames it could not take; the words after them keep their place in the call', async () => {
    const clock = new ManualClock();
    const wire = drivenLine();
    const speech = drivenSpeech();
    const turns = scriptedTurns(undefined, [botTurn('one', 'Hello.')]);
    const waveform = new CallWaveform(FORMAT);
    const media = startVoiceMedia({ line: wire.line, format: FORMAT, clock, tap: waveform });
    const dropped: number[] = [];
    const session = createVoiceSession({
      ...{ media, speech: speech.service, turns, waveform, clock, locale: 'en' },
      observer: { dropped: (durationMs) => dropped.push(durationMs) },
    });
    const report = session.run();
    const speak = async (frames: number) => {
      for (let i = 0; i < frames; i++) {
        clock.advance(FRAME_MS);
        wire.listeners.audio(numbered(i));
        await settle();
      }
    };
    await speak(10);
    const stream = speech.streams[0]!;
    stream.isFull = true;
    await speak(20);
    stream.isFull = false;
    await speak(10);
    expect(stream.frames.length).toBe(20);
    stream.events.push({ kind: 'dropped', droppedMs: 400, reason: 'slow' });
    stream.events.push(said(100, 300));
    stream.events.push({ kind: 'end-of-turn', atMs: 300, decidedMs: 400 });
    await settle();
    const [heard] = turns.heard;
    expect(heard!.transcript).toMatchObject({ startMs: 120, endMs: 720 });
    expect(dropped).toEqual([400]);
    wire.hangUp();
    await report;
  });
});
