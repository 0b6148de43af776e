/**
 * The audio thread: captures the microphone as 16 kHz frames and plays bot speech from its queue.
 * Built as its own file (voice-worklet.js), so that it loads under a strict CSP; it never touches the network.
 */
import { CLEARED_MARK, PAUSED_MARK } from '../../protocol/index.js';
import { FrameCutter, levelOf } from './frame-cutter.js';
import { PlaybackStream } from './playback-stream.js';
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
  readonly #stream = new PlaybackStream(sampleRate);
  #blocks = 0;

  constructor() {
    super();
    this.port.onmessage = ({ data }: MessageEvent<PlaybackCommand>) => this.#obey(data);
  }

  process(_inputs: Float32Array[][], outputs: Float32Array[][]): boolean {
    const [output] = outputs[0] ?? [];
    if (output === undefined) return true;
    for (const { mark, playedMs } of this.#stream.read(output))
      this.#report({ kind: 'mark', mark, playedMs });
    this.#blocks = (this.#blocks + 1) % LEVEL_EVERY_BLOCKS;
    if (this.#blocks === 0) this.#report({ kind: 'level', level: levelOf(output) });
    return true;
  }

  #obey(command: PlaybackCommand): void {
    switch (command.kind) {
      case 'audio':
        this.#stream.push(command.audio, command.sampleRateHz);
        break;
      case 'mark':
        this.#stream.mark(command.mark);
        break;
      case 'pause':
        this.#stream.pause();
        this.#report({ kind: 'mark', mark: PAUSED_MARK, playedMs: this.#stream.playedMs });
        break;
      case 'resume':
        this.#stream.resume();
        break;
      case 'clear':
        this.#report({ kind: 'mark', mark: CLEARED_MARK, playedMs: this.#stream.clear() });
        break;
    }
  }

  #report(report: PlaybackReport): void {
    this.port.postMessage(report);
  }
}

registerProcessor(CAPTURE_PROCESSOR, CaptureProcessor);
registerProcessor(PLAYBACK_PROCESSOR, PlaybackProcessor);
