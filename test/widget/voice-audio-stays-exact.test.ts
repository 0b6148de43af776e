/** Promise: microphone sound reaches the server as exact 20 ms frames at 16 kHz, and what was heard of the bot is counted to the sample. */
import { describe, expect, test } from '@jest/globals';
import { seededRandom } from '../../protocol/index.js';
import { FrameCutter, fromPcm16, levelOf } from '../../web-widget/voice/frame-cutter.js';
import { MAX_QUEUED_SECONDS, PlaybackQueue } from '../../web-widget/voice/playback-queue.js';
import { PlaybackStream, PRIME_MS } from '../../web-widget/voice/playback-stream.js';
import { Resampler } from '../../web-widget/voice/resampler.js';

const sine = (frequencyHz: number, rateHz: number, seconds: number) =>
  Float32Array.from(
    { length: rateHz * seconds },
    (_, index) => 0.5 * Math.sin((2 * Math.PI * frequencyHz * index) / rateHz),
  );

const rms = (samples: Float32Array) =>
  Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
const decibels = (share: number) => 20 * Math.log10(share);

/** Signal to noise of `samples` against the best-fitting sine of that frequency, dB. */
function purity(samples: Float32Array, frequencyHz: number, rateHz: number): number {
  let [inPhase, quadrature] = [0, 0];
  samples.forEach((sample, index) => {
    const angle = (2 * Math.PI * frequencyHz * index) / rateHz;
    inPhase += (2 * sample * Math.sin(angle)) / samples.length;
    quadrature += (2 * sample * Math.cos(angle)) / samples.length;
  });
  const rest = samples.map((sample, index) => {
    const angle = (2 * Math.PI * frequencyHz * index) / rateHz;
    return sample - inPhase * Math.sin(angle) - quadrature * Math.cos(angle);
  });
  return decibels(Math.hypot(inPhase, quadrature) / Math.SQRT2 / rms(rest));
}

describe('the resampler', () => {
  test.each([
    [48_000, 16_000],
    [44_100, 16_000],
    [16_000, 48_000],
    [24_000, 44_100],
  ])('%i to %i Hz keeps a tone pure and level', (fromHz, toHz) => {
    const output = new Resampler(fromHz, toHz).process(sine(1000, fromHz, 1));
    const steady = output.subarray(toHz * 0.1, toHz * 0.9);
    expect(purity(steady, 1000, toHz)).toBeGreaterThan(60);
    expect(Math.abs(decibels(rms(steady) / (0.5 / Math.SQRT2)))).toBeLessThan(0.1);
  });

  test('what 16 kHz cannot hold is filtered out, not folded back', () => {
    const output = new Resampler(48_000, 16_000).process(sine(11_000, 48_000, 1));
    expect(decibels(rms(output.subarray(1600)) / (0.5 / Math.SQRT2))).toBeLessThan(-60);
  });

  test('taking every third sample would fold it back (negative control)', () => {
    const folded = sine(11_000, 48_000, 1).filter((_, index) => index % 3 === 0);
    expect(decibels(rms(folded) / (0.5 / Math.SQRT2))).toBeGreaterThan(-1);
  });

  test('blocks of any size give the same stream as one block', () => {
    const input = sine(440, 44_100, 0.5);
    const whole = new Resampler(44_100, 16_000).process(input);
    const random = seededRandom(7);
    const resampler = new Resampler(44_100, 16_000);
    const parts: number[] = [];
    for (let at = 0; at < input.length; ) {
      const size = 1 + random.integer(300);
      parts.push(...resampler.process(input.subarray(at, at + size)));
      at += size;
    }
    expect(Math.abs(parts.length - whole.length)).toBeLessThanOrEqual(1);
    const distances = parts.map((sample, index) => Math.abs(sample - (whole[index] ?? sample)));
    expect(Math.max(...distances)).toBeLessThan(1e-6);
  });
});

describe('frames', () => {
  test('one second of 48 kHz sound makes fifty frames of 640 bytes, less the filter reach', () => {
    const resampler = new Resampler(48_000, 16_000);
    const cutter = new FrameCutter(16_000);
    const input = sine(440, 48_000, 1);
    const frames = [];
    for (let at = 0; at < input.length; at += 128)
      frames.push(...cutter.cut(resampler.process(input.subarray(at, at + 128))));
    expect(frames.length).toBe(49);
    expect(new Set(frames.map(({ pcm }) => pcm.byteLength))).toEqual(new Set([640]));
    expect(rms(fromPcm16(frames[25]!.pcm))).toBeCloseTo(0.5 / Math.SQRT2, 2);
  });

  test('level is 0 for silence, 1 for full scale, and clipped samples stay in range', () => {
    expect(levelOf(new Float32Array(320))).toBe(0);
    expect(levelOf(new Float32Array(320).fill(1))).toBe(1);
    const [frame] = new FrameCutter(16_000).cut(new Float32Array(320).fill(3));
    expect(new DataView(frame!.pcm).getInt16(0, true)).toBe(32_767);
  });
});

describe('playback', () => {
  test('marks are reached when all before them was read, with the played time', () => {
    const queue = new PlaybackQueue(16_000);
    queue.push(new Float32Array(1600));
    queue.mark('a');
    queue.push(new Float32Array(1600));
    queue.mark('b');
    expect(queue.read(new Float32Array(1599))).toEqual([]);
    expect(queue.read(new Float32Array(1601))).toEqual([
      { mark: 'a', playedMs: 100 },
      { mark: 'b', playedMs: 200 },
    ]);
    expect(queue.playedMs).toBe(200);
  });

  test('silence while the queue is empty is not counted as played', () => {
    const queue = new PlaybackQueue(16_000);
    queue.read(new Float32Array(16_000));
    expect(queue.playedMs).toBe(0);
  });

  test('the queue refuses more than its limit and counts what it refused', () => {
    const queue = new PlaybackQueue(100);
    for (let second = 0; second < MAX_QUEUED_SECONDS + 3; second++) queue.push(new Float32Array(100));
    expect(queue.dropped).toBe(300);
  });

  const pcm = (samples: number, value: number) => new Int16Array(samples).fill(value).buffer;

  test('pause holds at the sample, resume goes on from there, clear forgets and reports what was heard', () => {
    const stream = new PlaybackStream(48_000);
    const block = new Float32Array(128);
    const readMs = (milliseconds: number) => {
      for (let at = 0; at < milliseconds * 48; at += 128) stream.read(block);
    };
    for (let part = 0; part < 4; part++) stream.push(pcm(8000, 8000), 16_000);
    readMs(500);
    const heard = stream.playedMs;
    expect(Math.abs(heard - 500)).toBeLessThan(15);
    stream.pause();
    readMs(300);
    expect(stream.playedMs).toBe(heard);
    expect(Math.max(...block)).toBe(0);
    stream.resume();
    stream.read(block);
    expect(Math.max(...block)).toBeGreaterThan(0.2);
    readMs(200);
    expect(Math.abs(stream.clear() - 700)).toBeLessThan(20);
    stream.read(block);
    expect(Math.max(...block)).toBe(0);
    expect(stream.playedMs).toBe(0);
  });

  /** Longest silence inside two seconds of speech whose 20 ms frames come up to 45 ms late, ms. */
  function longestGapMs(primeMs: number): number {
    const random = seededRandom(11);
    const stream = new PlaybackStream(48_000, primeMs);
    const arrivals = Array.from({ length: 100 }, (_, frame) => frame * 20 + random.next() * 45).sort(
      (a, b) => a - b,
    );
    const block = new Float32Array(128);
    const heard: boolean[] = [];
    for (let nowMs = 0; nowMs < 2200; nowMs += 128 / 48) {
      while (arrivals.length > 0 && arrivals[0]! <= nowMs) {
        stream.push(pcm(320, 8000), 16_000);
        arrivals.shift();
      }
      stream.read(block);
      heard.push(Math.max(...block) > 0.1);
    }
    const speech = heard.slice(heard.indexOf(true), heard.lastIndexOf(true) + 1);
    const gaps = speech
      .map((isHeard) => (isHeard ? ' ' : 'x'))
      .join('')
      .split(' ');
    return Math.max(...gaps.map(({ length }) => (length * 128) / 48));
  }

  test('frames that come unevenly are heard without gaps', () => {
    expect(longestGapMs(PRIME_MS)).toBe(0);
  });

  test('without gathering a little first there would be gaps (negative control)', () => {
    expect(longestGapMs(0)).toBeGreaterThan(5);
  });

  test('one short piece that nothing follows is still heard', () => {
    const stream = new PlaybackStream(48_000);
    stream.push(pcm(320, 8000), 16_000);
    const block = new Float32Array(128);
    let loudest = 0;
    for (let at = 0; at < 300 * 48; at += 128) {
      stream.read(block);
      loudest = Math.max(loudest, ...block);
    }
    expect(loudest).toBeGreaterThan(0.2);
    expect(stream.playedMs).toBeCloseTo(20, 5);
  });

  test('a second of speech pushed at once is drawn out block by block at the device rate', () => {
    const stream = new PlaybackStream(48_000);
    stream.push(pcm(16_000, 8000), 16_000);
    stream.mark('end');
    const block = new Float32Array(128);
    let blocks = 0;
    while (stream.read(block).length === 0 && blocks < 1000) blocks++;
    expect(Math.abs((blocks * 128) / 48 - 1000)).toBeLessThan(15);
  });
});
