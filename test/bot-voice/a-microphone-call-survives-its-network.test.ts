/** The widget's voice line on a manual clock, with a speech service that fails on command: gaps, bursts, marks, restarts. */
import { describe, expect, test } from '@jest/globals';
import type { VoiceLine } from '../../bot/channels/web/ports.js';
import { startVoiceMedia } from '../../bot/channels/web/voice-media.js';
import { EventQueue } from '../../bot/speech-client/event-queue.js';
import { CallWaveform } from '../../bot/voice/call-waveform.js';
import { createVoiceSession } from '../../bot/voice/voice-session.js';
import {
  Fault,
  ManualClock,
  type RecognitionEvent,
  type SpeechService,
  toContactId,
  toConversationId,
  toWorkspaceId,
  type VoiceUpdate,
} from '../../protocol/index.js';
import { botTurn, scriptedTurns } from './scripted-turns.js';

const FORMAT = { codec: 'pcm16', sampleRateHz: 16_000 } as const;
const settle = async () => {
  for (let i = 0; i < 20; i++) await new Promise((resolve) => setImmediate(resolve));
};

/** A recogniser driven by the test; it counts the audio it got. */
function drivenSpeech() {
  const streams: { readonly events: EventQueue<RecognitionEvent>; heardMs: number }[] = [];
  const service: SpeechService = {
    recognize() {
      const stream = {
        events: new EventQueue<RecognitionEvent>({ limit: 100, isDroppable: () => false }),
        heardMs: 0,
      };
      streams.push(stream);
      return {
        write: (frame) => {
          stream.heardMs += frame.length / 32;
        },
        hint: () => undefined,
        finish: () => stream.events.end(),
        cancel: () => stream.events.end(),
        events: stream.events,
      };
    },
    async *synthesize(text) {
      yield { text, audio: new Uint8Array(32 * 1000).fill(20) };
    },
  };
  return { service, streams };
}

function drivenLine() {
  const controller = new AbortController();
  const updates: VoiceUpdate[] = [];
  const sent: Uint8Array[] = [];
  const listeners = { audio: (_: Uint8Array) => {}, mark: (_: string, __: number) => {} };
  const line: VoiceLine = {
    workspaceId: toWorkspaceId('default'),
    conversationId: toConversationId('c'),
    contactId: toContactId('k'),
    signal: controller.signal,
    update: (update) => updates.push(update),
    send: (audio) => sent.push(audio) > 0,
    onAudio: (listener) => {
      listeners.audio = listener;
    },
    onMark: (listener) => {
      listeners.mark = listener;
    },
  };
  return { line, listeners, updates, sent, hangUp: () => controller.abort() };
}

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
    call.clock.advance(2000);
    await settle();
    expect(call.speech.streams[0]!.heardMs).toBeGreaterThan(1900);
    for (let i = 0; i < 500; i++) call.wire.listeners.audio(new Uint8Array(640));
    await settle();
    expect(call.speech.streams[0]!.heardMs).toBeLessThan(2200 + 1100);
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
