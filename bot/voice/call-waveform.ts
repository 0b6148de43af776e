/**
 * Both sides of a call on one time line, as they were heard: measures response times on them and hands them to the
 * recorder where recording is allowed. It is the tap of a media adapter; without consent no audio is kept.
 */
import type { AudioFormat } from '../../protocol/index.js';
import { decodeAudio } from '../../speech/index.js';
import type { CallRecorder } from './call-recorder.js';
import { LevelTrack } from './level-track.js';
import type { CallTap } from './ports.js';

/** How far around the end of speech that voice detection reported the last loud sample is looked for. */
const BEFORE_END_MS = 400;
const AFTER_END_MS = 300;

export class CallWaveform implements CallTap {
  readonly #format: AudioFormat;
  readonly #caller: LevelTrack;
  readonly #bot: LevelTrack;
  readonly #recorder: CallRecorder | undefined;

  /** @param recorder present only with the caller's consent. */
  constructor(format: AudioFormat, recorder?: CallRecorder) {
    this.#format = format;
    this.#recorder = recorder;
    this.#caller = new LevelTrack(format.sampleRateHz);
    this.#bot = new LevelTrack(format.sampleRateHz);
  }

  caller(frame: Uint8Array, atMs: number): void {
    const samples = decodeAudio(frame, this.#format.codec);
    this.#caller.add(samples, atMs);
    this.#recorder?.write('left', samples, atMs);
  }

  bot(frame: Uint8Array, atMs: number): void {
    const samples = decodeAudio(frame, this.#format.codec);
    this.#bot.add(samples, atMs);
    this.#recorder?.write('right', samples, atMs);
  }

  /** Last loud sample of the caller near the end of speech that was detected at `endMs`. */
  callerEndNear(endMs: number): number {
    return this.#caller.lastLoud(endMs - BEFORE_END_MS, endMs + AFTER_END_MS) ?? endMs;
  }

  /** First loud sample of the bot from `fromMs` on. */
  botStartAfter(fromMs: number): number | undefined {
    return this.#bot.firstLoud(fromMs);
  }

  /** Last loud sample of the bot in the given time. */
  botEndBetween(fromMs: number, toMs: number): number | undefined {
    return this.#bot.lastLoud(fromMs, toMs);
  }
}
