/** The bot's side of a call is exact to the sample: marks, pause, clear, bounds; and the recording keeps both sides in place. */

import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { CallRecorder } from '../../bot/voice/call-recorder.js';
import { CallWaveform } from '../../bot/voice/call-waveform.js';
import { startTicker } from '../../bot/voice/deadline-ticker.js';
import { PacedPlayer } from '../../bot/voice/paced-player.js';
import { ManualClock } from '../../protocol/index.js';
import { decodeAudio, encodeAudio, readWav } from '../../speech/index.js';

const FORMAT = { codec: 'pcm16', sampleRateHz: 8000 } as const;
const FRAME = 160;
const ramp = (count: number, from = 1) =>
  encodeAudio(
    Int16Array.from({ length: count }, (_, i) => from + i),
    'pcm16',
  );

function player(maxQueuedMs = 10_000) {
  const marks: string[] = [];
  const own = new PacedPlayer(FORMAT, maxQueuedMs, (mark) => marks.push(mark));
  const take = (frames: number) => {
    const samples: number[] = [];
    for (let i = 0; i < frames; i++) {
      const frame = own.takeFrame(0);
      if (frame !== undefined) samples.push(...decodeAudio(frame, 'pcm16'));
    }
    return samples;
  };
  return { own, marks, take };
}

describe('playback stops at the sample', () => {
  test('pause holds, resume goes on with the next sample', () => {
    const { own, take } = player();
    own.play(ramp(FRAME * 4));
    expect(take(2).at(-1)).toBe(320);
    own.pause();
    expect(take(5)).toEqual([]);
    own.resume();
    expect(take(1)[0]).toBe(321);
  });

  test('marks come when the audio before them was taken, also in mid-frame', () => {
    const { own, marks, take } = player();
    own.play(ramp(FRAME + 40));
    own.mark('one');
    own.play(ramp(FRAME, 1000));
    own.mark('two');
    expect(take(1).length).toBe(FRAME);
    expect(marks).toEqual([]);
    expect(take(1).slice(38, 42)).toEqual([199, 200, 1000, 1001]);
    expect(marks).toEqual(['one']);
    take(1);
    expect(marks).toEqual(['one', 'two']);
    own.mark('three');
    expect(marks).toEqual(['one', 'two', 'three']);
  });

  test('clear says how much of the running utterance was heard and forgets the rest', () => {
    const { own, marks, take } = player();
    own.play(ramp(FRAME));
    own.mark('one');
    own.play(ramp(FRAME * 5));
    own.mark('two');
    take(3);
    expect(own.clear()).toBe(40);
    expect(take(3)).toEqual([]);
    expect(marks).toEqual(['one']);
    expect(own.queuedMs).toBe(0);
  });

  test('the queue is bounded in ms and counts what it refuses', () => {
    const { own } = player(100);
    own.play(ramp(FRAME * 4));
    own.play(ramp(FRAME * 2));
    expect(own.queuedMs).toBe(80);
    expect(own.droppedMs).toBe(40);
  });
});

describe('frames keep their time', () => {
  test('no drift over an hour, and a stall is caught up by at most five frames', () => {
    const clock = new ManualClock();
    const ticks: number[] = [];
    const stop = startTicker(clock, 20, (index) => ticks.push(index));
    clock.advance(3_600_000);
    expect(ticks.length).toBe(180_001);
    stop();
    clock.advance(1000);
    expect(ticks.length).toBe(180_001);
  });

  test('after a stall of a second the missed frames are let go', () => {
    let nowMs = 0;
    const tasks: { readonly atMs: number; readonly task: () => void }[] = [];
    const stalled = {
      now: () => nowMs,
      monotonic: () => nowMs,
      schedule: (delayMs: number, task: () => void) => {
        tasks.push({ atMs: nowMs + delayMs, task });
        return () => undefined;
      },
    };
    const ticks: number[] = [];
    startTicker(stalled, 20, (index) => ticks.push(index));
    tasks.shift()!.task();
    nowMs = 1000;
    tasks.shift()!.task();
    expect(ticks).toEqual([0, 46, 47, 48, 49, 50]);
  });
});

describe('the recording keeps both sides in place', () => {
  const tone = (count: number) =>
    Int16Array.from({ length: count }, (_, i) => Math.round(8000 * Math.sin(i / 3)));

  test('caller left, bot right, gaps silent, header right; response time as on the samples', async () => {
    const path = join(mkdtempSync(join(tmpdir(), 'leadline-recording-')), 'call.wav');
    const recorder = await CallRecorder.create(path, 8000);
    const waveform = new CallWaveform(FORMAT, recorder);
    for (let atMs = 0; atMs < 12_000; atMs += 20) {
      const isCaller = atMs >= 2000 && atMs < 3000;
      waveform.caller(encodeAudio(isCaller ? tone(FRAME) : new Int16Array(FRAME), 'pcm16'), atMs);
      if (atMs >= 3500 && atMs < 9000) waveform.bot(encodeAudio(tone(FRAME), 'pcm16'), atMs);
    }
    const stored = await recorder.close();
    expect(stored).toMatchObject({ durationMs: 12_000, droppedMs: 0 });
    const { channels, sampleRateHz } = readWav(readFileSync(path));
    expect([channels.length, sampleRateHz, channels[0]!.length]).toEqual([2, 8000, 96_000]);
    const edges = channels.map((side) =>
      [side.findIndex((v) => v !== 0), side.findLastIndex((v) => v !== 0)].map(
        (i) => Math.round(i / 80) * 10,
      ),
    );
    expect(edges).toEqual([
      [2000, 3000],
      [3500, 9000],
    ]);
    expect(waveform.callerEndNear(3100)).toBe(3000);
    expect(waveform.botStartAfter(3000)).toBe(3500);
    expect(waveform.botEndBetween(3500, 12_000)).toBe(9000);
  });

  test('without a recorder nothing is written, and an existing file is never overwritten', async () => {
    const path = join(mkdtempSync(join(tmpdir(), 'leadline-recording-')), 'call.wav');
    new CallWaveform(FORMAT).caller(encodeAudio(tone(FRAME), 'pcm16'), 0);
    const recorder = await CallRecorder.create(path, 8000);
    await expect(CallRecorder.create(path, 8000)).rejects.toThrow(/EEXIST/);
    expect((await recorder.close()).durationMs).toBe(0);
  });

  test('negative control: a bot that is moved by 100 ms is measured so', () => {
    const waveform = new CallWaveform(FORMAT);
    waveform.bot(encodeAudio(tone(FRAME), 'pcm16'), 3600);
    expect(waveform.botStartAfter(3000)).toBe(3600);
  });
});
