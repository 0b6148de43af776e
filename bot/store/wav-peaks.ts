/**
 * Reads a PCM16 WAV file in pieces and keeps the peak level per step and channel, for the console's waveform.
 * Called when a recording is stored; trusts the file's real size over what its header claims.
 */
import { open } from 'node:fs/promises';
import { Fault } from '../../protocol/index.js';

export interface WavPeaks {
  readonly durationMs: number;
  readonly sampleRateHz: number;
  readonly channels: 1 | 2;
  readonly sizeBytes: number;
  readonly peaks: {
    readonly stepMs: number;
    /** Left channel, 0..1. */
    readonly caller: readonly number[];
    /** Right channel, 0..1; empty in a mono file. */
    readonly assistant: readonly number[];
  };
}

interface Format {
  readonly sampleRateHz: number;
  readonly channels: 1 | 2;
  readonly dataStart: number;
}

const HEADER_LIMIT = 4096;
const PIECE_BYTES = 256 * 1024;
/** About as many bars as a wide screen shows. */
const WANTED_STEPS = 800;
const SMALLEST_STEP_MS = 20;

function badFormat(): Fault {
  return new Fault('speech.bad-format', 'The recording is not a PCM16 WAV file with one or two channels.');
}

function parseHeader(header: Buffer): Format {
  if (header.length < 44 || header.toString('latin1', 0, 4) !== 'RIFF') throw badFormat();
  let format: Omit<Format, 'dataStart'> | undefined;
  for (let at = 12; at + 8 <= header.length; ) {
    const name = header.toString('latin1', at, at + 4);
    const size = header.readUInt32LE(at + 4);
    if (name === 'data' && format !== undefined) return { ...format, dataStart: at + 8 };
    if (name === 'fmt ' && at + 24 <= header.length) {
      const channels = header.readUInt16LE(at + 10);
      const isPcm16 = header.readUInt16LE(at + 8) === 1 && header.readUInt16LE(at + 22) === 16;
      if (!isPcm16 || (channels !== 1 && channels !== 2)) throw badFormat();
      format = { channels, sampleRateHz: header.readUInt32LE(at + 12) };
    }
    at += 8 + size + (size % 2);
  }
  throw badFormat();
}

class PeakMeter {
  readonly #left: number[] = [];
  readonly #right: number[] = [];
  readonly #channels: 1 | 2;
  readonly #framesPerStep: number;
  #frame = 0;

  constructor(channels: 1 | 2, framesPerStep: number) {
    this.#channels = channels;
    this.#framesPerStep = framesPerStep;
  }

  add(samples: Buffer): void {
    const frameBytes = this.#channels * 2;
    for (let at = 0; at + frameBytes <= samples.length; at += frameBytes) {
      const step = Math.floor(this.#frame++ / this.#framesPerStep);
      raise(this.#left, step, samples.readInt16LE(at));
      if (this.#channels === 2) raise(this.#right, step, samples.readInt16LE(at + 2));
    }
  }

  finish() {
    return { caller: this.#left.map(round), assistant: this.#right.map(round) };
  }
}

function raise(levels: number[], step: number, sample: number): void {
  const level = Math.abs(sample) / 32768;
  const known = levels[step];
  if (known === undefined || known < level) levels[step] = level;
}

const round = (level: number) => Math.round(level * 1000) / 1000;

/** @throws Fault `speech.bad-format`, `recording.not-found` */
export async function readWavPeaks(path: string): Promise<WavPeaks> {
  const file = await open(path, 'r').catch((cause: unknown) => {
    throw new Fault('recording.not-found', 'The recording file does not exist.', { cause });
  });
  try {
    const { size } = await file.stat();
    const header = Buffer.alloc(Math.min(HEADER_LIMIT, size));
    await file.read(header, 0, header.length, 0);
    const { sampleRateHz, channels, dataStart } = parseHeader(header);
    const frames = Math.floor((size - dataStart) / (channels * 2));
    const durationMs = Math.round((frames / sampleRateHz) * 1000);
    const stepMs = Math.max(SMALLEST_STEP_MS, Math.ceil(durationMs / WANTED_STEPS));
    const meter = new PeakMeter(channels, Math.max(1, Math.round((sampleRateHz * stepMs) / 1000)));
    const piece = Buffer.alloc(PIECE_BYTES);
    for (let at = dataStart; at < size; ) {
      const { bytesRead } = await file.read(piece, 0, PIECE_BYTES, at);
      if (bytesRead === 0) break;
      meter.add(piece.subarray(0, bytesRead));
      at += bytesRead;
    }
    return { durationMs, sampleRateHz, channels, sizeBytes: size, peaks: { stepMs, ...meter.finish() } };
  } finally {
    await file.close();
  }
}
