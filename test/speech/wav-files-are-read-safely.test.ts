/** WAV files survive a round trip, and files that lie about themselves are refused before anything is allocated. */
import { describe, expect, test } from '@jest/globals';
import { encodeMuLaw, encodeStereoWav, readWav, wavHeader, writeWav } from '../../speech/index.js';

const samples = Int16Array.from({ length: 400 }, (_, i) => Math.round(9000 * Math.sin(i / 7)));

function withClaimedSize(size: number): Uint8Array {
  const file = writeWav({ sampleRateHz: 16_000, channels: [samples] });
  new DataView(file.buffer).setUint32(40, size, true);
  return file;
}

describe('WAV files are read safely', () => {
  test('mono and stereo come back as they were written', () => {
    expect(readWav(writeWav({ sampleRateHz: 8000, channels: [samples] }))).toEqual({
      sampleRateHz: 8000,
      channels: [samples],
    });
    const right = samples.map((v) => -v);
    expect(readWav(encodeStereoWav(samples, right, 16_000)).channels).toEqual([samples, right]);
  });

  test('mu-law files are decoded', () => {
    const data = encodeMuLaw(samples);
    const header = wavHeader(8000, 1, data.length);
    new DataView(header.buffer).setUint16(20, 7, true);
    new DataView(header.buffer).setUint16(34, 8, true);
    const { channels } = readWav(new Uint8Array([...header, ...data]));
    expect(Math.max(...channels[0]!.map((v, i) => Math.abs(v - samples[i]!)))).toBeLessThan(400);
  });

  test('a file that claims 4 GB is refused, and so is every cut file', () => {
    expect(() => readWav(withClaimedSize(0xffff_fff0))).toThrow(/claims 4294967280 bytes, 800 follow/);
    const whole = writeWav({ sampleRateHz: 8000, channels: [samples] });
    for (let size = 0; size < 844; size += 7) {
      expect(() => readWav(whole.subarray(0, size))).toThrow(/not a WAV file/);
    }
  });

  test('a header left open by a writer to a pipe is read when that is asked for', () => {
    expect(readWav(withClaimedSize(0xffff_ffff), { isStreamed: true }).channels[0]).toEqual(samples);
  });

  test('negative control: the honest size is accepted', () => {
    expect(readWav(withClaimedSize(800)).channels[0]!.length).toBe(400);
  });
});
