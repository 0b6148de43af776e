/**
 * Reads and writes the byte layout of stored models: a magic word, a JSON header, then little-endian arrays and varints.
 * Called by the codecs of this room; it never knows what the bytes mean.
 */
import { Fault } from '../protocol/index.js';

export class ByteWriter {
  #bytes = new Uint8Array(1 << 16);
  #length = 0;

  byte(value: number): void {
    this.#reserve(1);
    this.#bytes[this.#length++] = value;
  }

  /** Unsigned LEB128, up to 32 bits. */
  varint(value: number): void {
    let rest = value >>> 0;
    while (rest >= 0x80) {
      this.byte((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    this.byte(rest);
  }

  /** Zigzag varint of a signed 32-bit integer. */
  signed(value: number): void {
    this.varint((value << 1) ^ (value >> 31));
  }

  bytes(values: Uint8Array): void {
    this.varint(values.length);
    this.#reserve(values.length);
    this.#bytes.set(values, this.#length);
    this.#length += values.length;
  }

  int8(values: Int8Array): void {
    this.bytes(new Uint8Array(values.buffer, values.byteOffset, values.length));
  }

  float32(values: Float32Array): void {
    const buffer = new DataView(new ArrayBuffer(values.length * 4));
    values.forEach((value, i) => {
      buffer.setFloat32(i * 4, value, true);
    });
    this.bytes(new Uint8Array(buffer.buffer));
  }

  float64(values: Float64Array): void {
    const buffer = new DataView(new ArrayBuffer(values.length * 8));
    values.forEach((value, i) => {
      buffer.setFloat64(i * 8, value, true);
    });
    this.bytes(new Uint8Array(buffer.buffer));
  }

  text(value: string): void {
    this.bytes(new TextEncoder().encode(value));
  }

  finish(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  #reserve(count: number): void {
    if (this.#length + count <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + count));
    grown.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = grown;
  }
}

/** Every read checks the end and throws Fault `learning.corrupt-model` past it. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  #position = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.#position === this.#bytes.length;
  }

  byte(): number {
    const value = this.#bytes[this.#position];
    if (value === undefined) throw corrupt('it ends too early');
    this.#position++;
    return value;
  }

  varint(): number {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.byte();
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
    throw corrupt('a number is too long');
  }

  signed(): number {
    const value = this.varint();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  bytes(): Uint8Array {
    const length = this.varint();
    if (this.#position + length > this.#bytes.length) throw corrupt('it ends too early');
    this.#position += length;
    // A new array: `slice` of a Buffer would share its memory, and the whole pool behind it.
    return new Uint8Array(this.#bytes.subarray(this.#position - length, this.#position));
  }

  int8(): Int8Array {
    return new Int8Array(this.bytes().buffer);
  }

  float32(): Float32Array {
    const view = new DataView(this.bytes().buffer);
    return Float32Array.from({ length: view.byteLength / 4 }, (_, i) => view.getFloat32(i * 4, true));
  }

  float64(): Float64Array {
    const view = new DataView(this.bytes().buffer);
    return Float64Array.from({ length: view.byteLength / 8 }, (_, i) => view.getFloat64(i * 8, true));
  }

  text(): string {
    return new TextDecoder().decode(this.bytes());
  }
}

/** Writes the magic word and a JSON header. */
export function writeHeader(writer: ByteWriter, magic: string, header: unknown): void {
  writer.text(magic);
  writer.text(JSON.stringify(header));
}

/** The JSON header behind the expected magic word; Fault `learning.corrupt-model` on any other. */
export function readHeader(reader: ByteReader, magic: string): unknown {
  if (reader.text() !== magic) throw corrupt('it is not of the expected kind');
  const text = reader.text();
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw corrupt('its header cannot be read', cause);
  }
}

export function corrupt(reason: string, cause?: unknown): Fault {
  return new Fault('learning.corrupt-model', `The model file cannot be used: ${reason}.`, { cause });
}
