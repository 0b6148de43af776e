/** Promise: a stored model reads the same from a plain array and from a Buffer, as `readFile` gives it, and stays its own copy. */
import { describe, expect, it } from '@jest/globals';
import { ByteReader, ByteWriter } from '../../learning/binary-format.js';

const INTS = Int8Array.of(1, -2, 3);
const SINGLES = Float32Array.of(0.5, -1.25);
const DOUBLES = Float64Array.of(Math.PI, 1e-300);

function write(): Uint8Array {
  const writer = new ByteWriter();
  writer.text('in front');
  writer.int8(INTS);
  writer.float32(SINGLES);
  writer.float64(DOUBLES);
  return writer.finish();
}

function read(bytes: Uint8Array) {
  const reader = new ByteReader(bytes);
  const text = reader.text();
  return { text, ints: reader.int8(), singles: reader.float32(), doubles: reader.float64() };
}

const WRITTEN = { text: 'in front', ints: INTS, singles: SINGLES, doubles: DOUBLES };

describe('stored arrays', () => {
  it('read the same from a plain array, a Buffer and a view into a larger one', () => {
    const bytes = write();
    const larger = Buffer.concat([Buffer.alloc(7, 0xff), bytes, Buffer.alloc(9, 0xff)]);
    expect(read(bytes)).toEqual(WRITTEN);
    expect(read(Buffer.from(bytes))).toEqual(WRITTEN);
    expect(read(larger.subarray(7, 7 + bytes.length))).toEqual(WRITTEN);
  });

  it('do not change when the bytes they came from do', () => {
    const bytes = Buffer.from(write());
    const { ints } = read(bytes);
    bytes.fill(0);
    expect(ints).toEqual(INTS);
    // What a reader that slices a Buffer would have handed out: the memory of the Buffer itself.
    expect(bytes.slice(0, 3).buffer).toBe(bytes.buffer);
  });
});
