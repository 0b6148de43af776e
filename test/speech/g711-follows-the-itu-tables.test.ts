/** G.711 against the Recommendation's own definition: decision values and quantised values per segment. */
import { describe, expect, test } from '@jest/globals';
import { decodeALaw, decodeMuLaw, encodeALaw, encodeMuLaw } from '../../speech/index.js';

/**
 * ITU-T G.711 tables 1a and 2a state, per segment, the first decision value and the step, in units of a 13 bit (A) and
 * 14 bit (mu) scale. Quantised values lie in the middle of their interval. Scaled here to 16 bits (x8 and x4).
 */
const A_SEGMENTS = [
  [0, 2],
  [32, 2],
  [64, 4],
  [128, 8],
  [256, 16],
  [512, 32],
  [1024, 64],
  [2048, 128],
] as const;
const MU_SEGMENTS = [
  [0, 2],
  [31, 4],
  [95, 8],
  [223, 16],
  [479, 32],
  [991, 64],
  [2015, 128],
  [4063, 256],
] as const;

function aLawValue(segment: number, step: number): number {
  const [start, size] = A_SEGMENTS[segment]!;
  return (start + step * size + size / 2) * 8;
}

/** In mu-law the first step of segment 0 is half as wide: values are 0, 2, 4 ... then 33, 37 ... (table 2a, column 8). */
function muLawValue(segment: number, step: number): number {
  const [start, size] = MU_SEGMENTS[segment]!;
  if (segment === 0) return step * 2 * 4;
  return (start + step * size + size / 2) * 4;
}

const positions = Array.from({ length: 128 }, (_, index) => ({ segment: index >> 4, step: index & 15 }));

describe('G.711 follows the ITU tables', () => {
  test('every A-law code expands to the value of table 1a and 1b', () => {
    for (const { segment, step } of positions) {
      const code = (0x80 | (segment << 4) | step) ^ 0x55;
      const negative = ((segment << 4) | step) ^ 0x55;
      expect(decodeALaw(Uint8Array.of(code, negative))).toEqual(
        Int16Array.of(aLawValue(segment, step), -aLawValue(segment, step)),
      );
    }
  });

  test('every mu-law code expands to the value of table 2a and 2b', () => {
    for (const { segment, step } of positions) {
      const code = ~(0x00 | (segment << 4) | step) & 0xff;
      const negative = ~(0x80 | (segment << 4) | step) & 0xff;
      const value = muLawValue(segment, step);
      expect([...decodeMuLaw(Uint8Array.of(code, negative))].map((v) => v + 0)).toEqual([value, 0 - value]);
    }
  });

  test('encoding picks the code whose interval holds the sample, for all 65,536 samples', () => {
    const samples = Int16Array.from({ length: 65_536 }, (_, index) => index - 32_768);
    for (const [encode, decode, limit] of [
      [encodeALaw, decodeALaw, 512],
      [encodeMuLaw, decodeMuLaw, 644],
    ] as const) {
      const heard = decode(encode(samples));
      let last = -32_769;
      let worst = 0;
      heard.forEach((value, index) => {
        if (value < last) throw new Error(`not monotonic at ${samples[index]}`);
        last = value;
        worst = Math.max(worst, Math.abs(value - samples[index]!) / Math.max(64, Math.abs(samples[index]!)));
        if (Math.abs(value - samples[index]!) > limit)
          throw new Error(`too far at ${samples[index]}: ${value}`);
      });
      expect(worst).toBeLessThanOrEqual(0.13);
    }
  });

  test('decoding and encoding again gives the same code, but for mu-law negative zero', () => {
    const codes = Uint8Array.from({ length: 256 }, (_, code) => code);
    expect(encodeALaw(decodeALaw(codes))).toEqual(codes);
    const again = encodeMuLaw(decodeMuLaw(codes));
    expect([...again].filter((code, index) => code !== index)).toEqual([0xff]);
    expect(again[0x7f]).toBe(0xff);
  });

  test('negative control: a code table without the inverted bits is caught', () => {
    const plain = decodeALaw(Uint8Array.of(0x80 | (3 << 4) | 5));
    expect(plain[0]).not.toBe(aLawValue(3, 5));
  });
});
