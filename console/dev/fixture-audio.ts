/** Makes the stereo recording of a fixture call: caller left, assistant right, syllables of a synthetic voice per span. */
import { type Random, type RecordingInfo, seededRandom } from '../../protocol/index.js';

export interface VoiceSpan {
  readonly side: 'caller' | 'assistant';
  readonly startMs: number;
  readonly endMs: number;
}

export interface FixtureRecording {
  readonly wav: Buffer;
  readonly peaks: RecordingInfo['peaks'];
}

export const FIXTURE_RATE_HZ = 16_000;
const PEAK_STEP_MS = 50;
/** Looked up once: a test's sandbox makes every access of a global slow, and these run a million times. */
const { abs, ceil, floor, max, min, PI, round, sin } = Math;

/** 16-bit PCM WAV of `durationMs`, the same for the same seed. */
export function makeRecording(
  spans: readonly VoiceSpan[],
  durationMs: number,
  seed: number,
): FixtureRecording {
  const samples = ceil((durationMs * FIXTURE_RATE_HZ) / 1000);
  const sides = { caller: new Float32Array(samples), assistant: new Float32Array(samples) };
  const random = seededRandom(seed);
  for (const span of spans) speak(sides[span.side], span, random);
  return {
    wav: encode(sides.caller, sides.assistant),
    peaks: { stepMs: PEAK_STEP_MS, caller: peaksOf(sides.caller), assistant: peaksOf(sides.assistant) },
  };
}

/** Syllables of 120 to 260 ms: a pitched buzz with two formants under a smooth envelope. */
function speak(target: Float32Array, span: VoiceSpan, random: Random): void {
  const pitch = span.side === 'caller' ? 118 : 196;
  let at = span.startMs;
  while (at < span.endMs) {
    const length = min(120 + random.next() * 140, span.endMs - at);
    const level = 0.18 + random.next() * 0.5;
    const formant = 420 + random.next() * 500;
    const from = floor((at * FIXTURE_RATE_HZ) / 1000);
    const count = floor((length * FIXTURE_RATE_HZ) / 1000);
    for (let index = 0; index < count && from + index < target.length; index++) {
      const time = index / FIXTURE_RATE_HZ;
      const envelope = sin((PI * index) / count) ** 0.7;
      const buzz = sin(2 * PI * pitch * time) + 0.5 * sin(2 * PI * formant * time);
      target[from + index] = (envelope * level * (buzz + 0.2 * sin(2 * PI * 2.6 * formant * time))) / 1.7;
    }
    at += length + (random.next() < 0.18 ? 180 : 20);
  }
}

function peaksOf(samples: Float32Array): number[] {
  const step = (PEAK_STEP_MS * FIXTURE_RATE_HZ) / 1000;
  const peaks: number[] = [];
  for (let from = 0; from < samples.length; from += step) {
    let peak = 0;
    for (let index = from; index < min(from + step, samples.length); index++) {
      peak = max(peak, abs(samples[index] ?? 0));
    }
    peaks.push(Number(min(1, peak).toFixed(3)));
  }
  return peaks;
}

function encode(left: Float32Array, right: Float32Array): Buffer {
  const bytes = left.length * 4;
  const wav = Buffer.alloc(44 + bytes);
  wav.write('RIFF', 0);
  wav.writeUInt32LE(36 + bytes, 4);
  wav.write('WAVEfmt ', 8);
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(2, 22);
  wav.writeUInt32LE(FIXTURE_RATE_HZ, 24);
  wav.writeUInt32LE(FIXTURE_RATE_HZ * 4, 28);
  wav.writeUInt16LE(4, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36);
  wav.writeUInt32LE(bytes, 40);
  const samples = new Int16Array(left.length * 2);
  for (let index = 0; index < left.length; index++) {
    samples[index * 2] = round((left[index] ?? 0) * 32_000);
    samples[index * 2 + 1] = round((right[index] ?? 0) * 32_000);
  }
  wav.set(new Uint8Array(samples.buffer), 44);
  return wav;
}
