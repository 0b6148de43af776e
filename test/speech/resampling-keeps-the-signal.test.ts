/** Resampling is measured as the ratio of a tone's power to everything that is not that tone. */
import { describe, expect, test } from '@jest/globals';
import { Resampler, resample } from '../../speech/index.js';

function tone(frequencyHz: number, rateHz: number, seconds = 1): Float32Array {
  return Float32Array.from(
    { length: rateHz * seconds },
    (_, i) => 0.8 * Math.sin((2 * Math.PI * frequencyHz * i) / rateHz),
  );
}

/** Fits amplitude and phase by least squares, then compares fit and remainder; edges are left out. */
function toneToNoise(samples: Float32Array, frequencyHz: number, rateHz: number): number {
  const from = Math.floor(rateHz * 0.1);
  const to = samples.length - from;
  let [sine, cosine, count] = [0, 0, 0];
  for (let i = from; i < to; i++, count++) {
    const angle = (2 * Math.PI * frequencyHz * i) / rateHz;
    sine += samples[i]! * Math.sin(angle);
    cosine += samples[i]! * Math.cos(angle);
  }
  let [signal, noise] = [0, 0];
  for (let i = from; i < to; i++) {
    const angle = (2 * Math.PI * frequencyHz * i) / rateHz;
    const fitted = (2 / count) * (sine * Math.sin(angle) + cosine * Math.cos(angle));
    signal += fitted ** 2;
    noise += (samples[i]! - fitted) ** 2;
  }
  return 10 * Math.log10(signal / noise);
}

const pairs = [
  [8000, 16_000],
  [16_000, 8000],
  [24_000, 16_000],
  [48_000, 16_000],
  [16_000, 48_000],
  [16_000, 24_000],
] as const;

describe('resampling keeps the signal', () => {
  test.each(pairs)('%i to %i Hz: at least 70 dB at 300, 1000 and 3000 Hz', (from, to) => {
    for (const frequency of [300, 1000, 3000]) {
      const out = resample(tone(frequency, from), from, to);
      expect(out.length).toBe(to);
      expect(toneToNoise(out, frequency, to)).toBeGreaterThan(70);
    }
  });

  test('a stream of 20 ms frames gives exactly what the whole clip gives', () => {
    const clip = tone(440, 8000);
    const stream = new Resampler(8000, 16_000);
    const parts: number[] = [];
    for (let at = 0; at < clip.length; at += 160) parts.push(...stream.push(clip.subarray(at, at + 160)));
    parts.push(...stream.flush());
    expect(Float32Array.from(parts)).toEqual(resample(clip, 8000, 16_000));
  });

  test('what lies above the lower Nyquist rate is removed', () => {
    const out = resample(tone(6000, 16_000), 16_000, 8000);
    const power = out.subarray(800, 7200).reduce((sum, v) => sum + v * v, 0) / 6400;
    expect(10 * Math.log10(power / 0.32)).toBeLessThan(-60);
  });

  test('negative control: keeping every second sample fails the same measure', () => {
    const aliased = tone(6000, 16_000).filter((_, i) => i % 2 === 0);
    const power = aliased.reduce((sum, v) => sum + v * v, 0) / aliased.length;
    expect(10 * Math.log10(power / 0.32)).toBeGreaterThan(-3);
    const narrow = tone(3000, 8000);
    const repeated = Float32Array.from({ length: 16_000 }, (_, i) => narrow[i >> 1]!);
    expect(toneToNoise(repeated, 3000, 16_000)).toBeLessThan(20);
  });
});
