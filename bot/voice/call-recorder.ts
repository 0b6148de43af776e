/**
 * Writes a call to a stereo WAV file while it goes on: caller left, bot right. Made only with the caller's consent.
 * A crash leaves a file that ends where the last block was written; `close` sets the sizes in its header.
 */
import { type FileHandle, open } from 'node:fs/promises';
import { encodeStereo, WAV_HEADER_BYTES, wavHeader } from '../../speech/index.js';

export type RecorderSide = 'left' | 'right';

export interface StoredRecording {
  readonly path: string;
  readonly durationMs: number;
  readonly sampleRateHz: number;
  readonly sizeBytes: number;
  /** Audio that came too late or could not be written. */
  readonly droppedMs: number;
}

/** Audio is held this long before it is written, so that both sides can arrive. */
const WINDOW_MS = 4000;
const BLOCK_MS = 1000;
/** Blocks that may wait for the disk; one that is dropped stays a silence of its length. */
const MOST_WAITING_BLOCKS = 16;

export class CallRecorder {
  readonly #path: string;
  readonly #file: FileHandle;
  readonly #rateHz: number;
  readonly #sides: Readonly<Record<RecorderSide, Int16Array>>;
  /** Sample, since the start of the call, at which the window begins. */
  #windowStart = 0;
  #end = 0;
  #written = 0;
  #droppedSamples = 0;
  #waitingBlocks = 0;
  #writing: Promise<void> = Promise.resolve();
  #isClosed = false;

  private constructor(path: string, file: FileHandle, sampleRateHz: number) {
    this.#path = path;
    this.#file = file;
    this.#rateHz = sampleRateHz;
    const size = (sampleRateHz * WINDOW_MS) / 1000;
    this.#sides = { left: new Int16Array(size), right: new Int16Array(size) };
  }

  /** Creates the file; refuses one that exists. */
  static async create(path: string, sampleRateHz: number): Promise<CallRecorder> {
    const file = await open(path, 'wx', 0o600);
    await file.write(wavHeader(sampleRateHz, 2, 0), 0, WAV_HEADER_BYTES, 0);
    return new CallRecorder(path, file, sampleRateHz);
  }

  /** Samples of one side that begin at `atMs` of the call; gaps are silence. */
  write(side: RecorderSide, samples: Int16Array, atMs: number): void {
    if (this.#isClosed) return;
    const start = Math.round((atMs * this.#rateHz) / 1000);
    const size = this.#sides.left.length;
    while (start + samples.length - this.#windowStart > size) this.#flushBlock();
    const offset = start - this.#windowStart;
    const late = Math.min(samples.length, Math.max(0, -offset));
    this.#droppedSamples += late;
    this.#sides[side].set(samples.subarray(late), offset + late);
    this.#end = Math.max(this.#end, start + samples.length);
  }

  /** Writes what is held and finishes the header. */
  async close(): Promise<StoredRecording> {
    this.#isClosed = true;
    while (this.#windowStart < this.#end) this.#flushBlock();
    await this.#writing;
    const dataBytes = this.#written * 4;
    await this.#file.write(wavHeader(this.#rateHz, 2, dataBytes), 0, WAV_HEADER_BYTES, 0);
    await this.#file.sync();
    await this.#file.close();
    return {
      path: this.#path,
      durationMs: Math.round((this.#written / this.#rateHz) * 1000),
      sampleRateHz: this.#rateHz,
      sizeBytes: WAV_HEADER_BYTES + dataBytes,
      droppedMs: Math.round((this.#droppedSamples / this.#rateHz) * 1000),
    };
  }

  #flushBlock(): void {
    const block = Math.round((this.#rateHz * BLOCK_MS) / 1000);
    const count = this.#isClosed ? Math.min(block, this.#end - this.#windowStart) : block;
    const bytes = encodeStereo(this.#sides.left.slice(0, count), this.#sides.right.slice(0, count));
    for (const side of [this.#sides.left, this.#sides.right]) {
      side.copyWithin(0, count);
      side.fill(0, side.length - count);
    }
    this.#windowStart += count;
    this.#append(bytes, count);
  }

  #append(bytes: Uint8Array, samples: number): void {
    const position = WAV_HEADER_BYTES + this.#written * 4;
    this.#written += samples;
    if (this.#waitingBlocks >= MOST_WAITING_BLOCKS && !this.#isClosed) {
      this.#droppedSamples += samples;
      return;
    }
    this.#waitingBlocks++;
    this.#writing = this.#writing
      .then(() => this.#file.write(bytes, 0, bytes.length, position))
      .catch(() => {
        this.#droppedSamples += samples;
      })
      .then(() => {
        this.#waitingBlocks--;
      });
  }
}
