/**
 * The audio thread: captures the microphone as 16 kHz frames and plays bot speech from its queue.
 * Built as its own file (voice-worklet.js), so that it loads under a strict CSP; it never touches the network.
 */
import { CLEARED_MARK, PAUSED_MARK } from '../../protocol/index.js';
import { FrameCutter, fromPcm16, levelOf } from './frame-cutter.js';
import { PlaybackQueue } from './playback-queue.js';
import { Resampler } from './resampler.js';
import {
  CAPTURE_PROCESSOR,
  CAPTURE_RATE_HZ,
  type CaptureMessage,
  PLAYBACK_PROCESSOR,
  type PlaybackCommand,
  type PlaybackReport,
} from './worklet-messages.js';

/** Blocks of 128 samples between two playback levels: about 20 ms. */
const LEVEL_EVERY_BLOCKS = 7;

class CaptureProcessor extends AudioWorkletProcessor {
  readonly #resampler = new Resampler(sampleRate, CAPTURE_RATE_HZ);
  readonly #cutter = new FrameCutter(CAPTURE_RATE_HZ);

  process(inputs: Float32Array[][]): boolean {
    const samples = inputs[0]?.[0];
    if (samples === undefined) return true;
    for (const frame of this.#cutter.cut(this.#resampler.process(samples))) {
      this.port.postMessage(frame satisfies CaptureMessage, [frame.pcm]);
    }
    return true;
  }
}

class PlaybackProcessor extends AudioWorkletProcessor {
  readonly #queue = new PlaybackQueue(sampleRate);
  #resampler: { readonly fromHz: number; readonly instance: Resampler } | undefined;
  #blocks = 0;

  constructor() {
    super();
    this.port.onmessage = ({ data }: MessageEvent<PlaybackCommand>) => this.#obey(data);
  }

  process(_inputs: Float32Array[][], outputs: Float32Array[][]): boolean {
    const [output] = outputs[0] ?? [];
    if (output === undefined) return true;
    for (const { mark, playedMs } of this.#queue.read(output)) this.#report({ kind: 'mark', mark, playedMs });
    this.#blocks = (this.#blocks + 1) % LEVEL_EVERY_BLOCKS;
    if (this.#blocks === 0) this.#report({ kind: 'level', level: levelOf(output) });
    return true;
  }

  #obey(command: PlaybackCommand): void {
    switch (command.kind) {
      case 'audio':
        this.#queue.push(this.#atDeviceRate(command.audio, command.sampleRateHz));
        break;
      case 'mark':
        this.#queue.mark(command.mark);
        break;
      case 'pause':
        this.#queue.pause();
        this.#report({ kind: 'mark', mark: PAUSED_MARK, playedMs: this.#queue.playedMs });
        break;
      case 'resume':
        this.#queue.resume();
        break;
      case 'clear':
        this.#resampler = undefined;
        this.#report({ kind: 'mark', mark: CLEARED_MARK, playedMs: this.#queue.clear() });
        break;
    }
  }

  #atDeviceRate(audio: ArrayBuffer, fromHz: number): Float32Array {
    if (this.#resampler?.fromHz !== fromHz) {
      this.#resampler = { fromHz, instance: new Resampler(fromHz, sampleRate) };
    }
    return this.#resampler.instance.process(fromPcm16(audio));
  }

  #report(report: PlaybackReport): void {
    this.port.postMessage(report);
  }
}

registerProcessor(CAPTURE_PROCESSOR, CaptureProcessor);
registerProcessor(PLAYBACK_PROCESSOR, PlaybackProcessor);
