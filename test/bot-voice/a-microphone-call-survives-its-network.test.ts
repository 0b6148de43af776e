/** The widget's voice line on a manual clock, with a speech service that fails on command: gaps, bursts, marks, restarts. */
import { describe, expect, test } from '@jest/globals';
import { startVoiceMedia } from '../../bot/channels/web/voice-media.js';
import { CallWaveform } from '../../bot/voice/call-waveform.js';
import { createVoiceSession } from '../../bot/voice/voice-session.js';
import { Fault, ManualClock, type RecognitionEvent } from '../../protocol/index.js';
import { drivenLine, drivenSpeech, heardMs, settle } from './driven-call.js';
import { botTurn, scriptedTurns } from './scripted-turns.js';

const FORMAT = { codec: 'pcm16', sampleRateHz: 16_000 } as const;
function startCall(replies = [botTurn('one', 'We do.')]) {
  const clock = new ManualClock();
  const speech = drivenSpeech();
  const wire = drivenLine();
  const turns = scriptedTurns(undefined, replies);
  const waveform = new CallWaveform(FORMAT);
  const faults: Fault[] = [];
  const states: string[] = [];
  const media = startVoiceMedia({ line: wire.line, format: FORMAT, clock, tap: waveform });
  const session = createVoiceSession({
    media,
    speech: speech.service,
    turns,
    waveform,
    clock,
    locale: 'en',
    observer: { fault: (fault) => faults.push(fault), state: (state) => states.push(state) },
  });
  const report = session.run();
  const speak = async (frames: number) => {
    for (let i = 0; i < frames; i++) {
      clock.advance(20);
      wire.listeners.audio(new Uint8Array(640));
      await settle();
    }
  };
  return { clock, speech, wire, turns, faults, states, report, speak };
}

const finalOf = (text: string): RecognitionEvent => ({
  kind: 'final',
  transcript: {
    text,
    startMs: 0,
    endMs: 100,
    words: [],
    wordTiming: 'none',
    confidence: 1,
    engine: 'driven',
    isSpeculative: false,
  },
});
const endOfTurn: RecognitionEvent = { kind: 'end-of-turn', atMs: 100, decidedMs: 600 };

describe('a microphone call survives its network', () => {
  test('a turn is answered, paced, marked and confirmed by the browser', async () => {
    const call = startCall();
    await call.speak(10);
    call.speech.streams[0]!.events.push(finalOf('Do you deliver?'));
    call.speech.streams[0]!.events.push(endOfTurn);
    await settle();
    await call.speak(60);
    expect(call.turns.heard.map(({ text }) => text)).toEqual(['Do you deliver?']);
    expect(call.wire.sent.length).toBe(50);
    expect(call.turns.played).toEqual([]);
    for (const update of call.wire.updates)
      if (update.kind === 'mark') call.wire.listeners.mark(update.mark, 1000);
    await settle();
    expect(call.turns.played.map(({ turnId }) => turnId)).toEqual(['one']);
    expect(call.states.slice(-1)).toEqual(['listening']);
    call.wire.hangUp();
    expect((await call.report).endReason).toBe('caller-left');
    expect(call.turns.ended).toEqual(['caller-left']);
  });

  test('speech over the bot pauses the browser, words clear it, the heard part is stored', async () => {
    const call = startCall([botTurn('one', 'We deliver to all of the islands'), botTurn('two', 'Fine.')]);
    await call.speak(5);
    const { events } = call.speech.streams[0]!;
    for (const event of [finalOf('Do you deliver?'), endOfTurn]) events.push(event);
    await settle();
    await call.speak(25);
    events.push({ kind: 'speech-started', atMs: 400 });
    await settle();
    const sentAtPause = call.wire.sent.length;
    await call.speak(10);
    expect(call.wire.sent.length).toBe(sentAtPause);
    events.push({ kind: 'interim', transcript: { text: 'No I', startMs: 400, endMs: 900 } });
    await settle();
    const playback = call.wire.updates.flatMap((update) =>
      update.kind === 'playback' ? [update.action] : [],
    );
    expect(playback).toEqual(['pause', 'clear']);
    expect(call.turns.cut).toEqual([{ turnId: 'one', playedMs: 500, playedText: 'We deliver to' }]);
    call.wire.hangUp();
    await call.report;
  });

  test('a microphone that stops sending is filled with silence, a burst is bounded', async () => {
    const call = startCall();
    await call.speak(10);
    call.clock.advance(1900);
    await settle();
    expect(heardMs(call.speech.streams[0]!)).toBe(200);
    call.clock.advance(2100);
    await settle();
    expect(heardMs(call.speech.streams[0]!)).toBeGreaterThan(4100);
    const taken = Array.from({ length: 500 }, () => call.wire.listeners.audio(new Uint8Array(640)));
    await settle();
    expect(heardMs(call.speech.streams[0]!)).toBeLessThan(4220 + 1040);
    expect(taken.filter((isTaken) => isTaken).length).toBeLessThanOrEqual(52);
    call.wire.hangUp();
    await call.report;
  });

  test('a speech service that dies is asked again, and the call goes on', async () => {
    const call = startCall();
    await call.speak(5);
    call.speech.streams[0]!.events.end(new Fault('speech.unavailable', 'gone'));
    await settle();
    expect(call.states).toContain('reconnecting');
    await call.speak(20);
    expect(call.speech.streams.length).toBe(2);
    for (const event of [finalOf('Hello?'), endOfTurn]) call.speech.streams[1]!.events.push(event);
    await settle();
    expect(call.turns.heard.map(({ text }) => text)).toEqual(['Hello?']);
    call.wire.hangUp();
    await call.report;
  });

  test('negative control: a fault that cannot pass ends the call with its reason', async () => {
    const call = startCall();
    await call.speak(5);
    call.speech.streams[0]!.events.end(new Fault('speech.no-engine', 'none'));
    expect((await call.report).endReason).toBe('speech-failed');
    expect(call.faults.map(({ code }) => code)).toEqual(['speech.no-engine']);
  });
});
