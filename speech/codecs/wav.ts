/**
 * Reads and writes RIFF WAVE files held in memory: PCM16, mu-law and A-law in, PCM16 out.
 * Called by the command line, the recorder and benchmarks; never allocates by a size that a header merely claims.
 */
import { Fault } from '../../protocol/index.js';
import { decodeAudio, encodeAudio } from './audio-frame.js';

export interface WavAudio {
  readonly sampleRateHz: number;
  /** One array per channel, all of the same length. */
  readonly channels: readonly Int16Array[];
}

export interface ReadWavOptions {
  /** Accept a size field that says more than there is, as writers to a pipe leave it. */
  readonly isStreamed?: boolean;
}

export const WAV_HEADER_BYTES = 44;
const CODECS = new Map([
  [1, 'pcm16'],
  [6, 'pcma'],
  [7, 'pcmu'],
] as const);
const EXTENSIBLE = 0xfffe;

interface Chunks {
  readonly format: DataView;
  readonly data: Uint8Array;
}

function refuse(reason: string): never {
  throw new Fault('input.invalid', `This is not a WAV file that can be read: ${reason}.`);
}

function findChunks(bytes: Uint8Array, isStreamed: boolean): Chunks {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tag = (at: number) => String.fromCharCode(...bytes.subarray(at, at + 4));
  if (bytes.length < 12 || tag(0) !== 'RIFF' || tag(8) !== 'WAVE') refuse('no RIFF/WAVE header');
  let format: DataView | undefined;
  for (let at = 12; at + 8 <= bytes.length; ) {
    const claimed = view.getUint32(at + 4, true);
    const present = bytes.length - at - 8;
    const isData = tag(at) === 'data';
    if (claimed > present && !(isData && isStreamed)) {
      refuse(`its ${tag(at).trim()} chunk claims ${claimed} bytes, ${present} follow`);
    }
    const size = Math.min(claimed, present);
    if (tag(at) === 'fmt ') format = new DataView(bytes.buffer, bytes.byteOffset + at + 8, size);
    if (isData)
      return {
        format: format ?? refuse('data before its format'),
        data: bytes.subarray(at + 8, at + 8 + size),
      };
    at += 8 + size + (size % 2);
  }
  return refuse('no data chunk');
}

function deinterleave(samples: Int16Array, count: number): Int16Array[] {
  const length = Math.floor(samples.length / count);
  return Array.from({ length: count }, (_, channel) => {
    const one = new Int16Array(length);
    for (let i = 0; i < length; i++) one[i] = samples[i * count + channel]!;
    return one;
  });
}

/** @throws Fault `input.invalid` when the header is damaged, lies about its size, or names another encoding. */
export function readWav(bytes: Uint8Array, options: ReadWavOptions = {}): WavAudio {
  const { format, data } = findChunks(bytes, options.isStreamed ?? false);
  if (format.byteLength < 16) refuse('its format chunk is too short');
  const tag = format.getUint16(0, true);
  const kind = tag === EXTENSIBLE && format.byteLength >= 26 ? format.getUint16(24, true) : tag;
  const codec = CODECS.get(kind as 1 | 6 | 7);
  const count = format.getUint16(2, true);
  const sampleRateHz = format.getUint32(4, true);
  const bits = format.getUint16(14, true);
  if (codec === undefined || bits !== (codec === 'pcm16' ? 16 : 8))
    refuse(`encoding ${kind} with ${bits} bits`);
  if (count < 1 || count > 8) refuse(`${count} channels`);
  if (sampleRateHz < 4000 || sampleRateHz > 192_000) refuse(`a rate of ${sampleRateHz} Hz`);
  const whole = data.subarray(0, data.length - (data.length % ((bits / 8) * count)));
  return { sampleRateHz, channels: deinterleave(decodeAudio(whole, codec), count) };
}

/** The 44 byte header of a PCM16 file with `dataBytes` of samples. */
export function wavHeader(sampleRateHz: number, channels: number, dataBytes: number): Uint8Array {
  const header = new Uint8Array(WAV_HEADER_BYTES);
  const view = new DataView(header.buffer);
  const text = (at: number, value: string) =>
    header.set(
      [...value].map((c) => c.charCodeAt(0)),
      at,
    );
  text(0, 'RIFF');
  view.setUint32(4, 36 + dataBytes, true);
  text(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, channels, true);
  view.setUint32(24, sampleRateHz, true);
  view.setUint32(28, sampleRateHz * channels * 2, true);
  view.setUint16(32, channels * 2, true);
  view.setUint16(34, 16, true);
  text(36, 'data');
  view.setUint32(40, dataBytes, true);
  return header;
}

function interleave(channels: readonly Int16Array[]): Int16Array {
  const length = Math.max(0, ...channels.map((channel) => channel.length));
  const mixed = new Int16Array(length * channels.length);
  channels.forEach((channel, at) => {
    for (let i = 0; i < channel.length; i++) mixed[i * channels.length + at] = channel[i]!;
  });
  return mixed;
}

/** A whole PCM16 WAV file; shorter channels are padded with silence. */
export function writeWav(audio: WavAudio): Uint8Array {
  const data = encodeAudio(interleave(audio.channels), 'pcm16');
  const file = new Uint8Array(WAV_HEADER_BYTES + data.length);
  file.set(wavHeader(audio.sampleRateHz, audio.channels.length, data.length));
  file.set(data, WAV_HEADER_BYTES);
  return file;
}

/** Interleaved PCM16 bytes of two channels, as a recording holds them: caller left, bot right. */
export function encodeStereo(left: Int16Array, right: Int16Array): Uint8Array {
  return encodeAudio(interleave([left, right]), 'pcm16');
}

/** A whole stereo PCM16 WAV file: caller left, bot right. */
export function encodeStereoWav(left: Int16Array, right: Int16Array, sampleRateHz: number): Uint8Array {
  return writeWav({ sampleRateHz, channels: [left, right] });
}
