/**
 * Measures how long the voice held one sound before it fell silent: the acoustic mark of "um" and of drawn-out words, which recognisers
 * leave out. Pure; called by the end-of-turn evaluation alone: on its figures (docs/decisions/0010) no live wait is built.
 */

const FRAME = 320;
const LOWEST_HZ = 70;
const HIGHEST_HZ = 320;
/** Frames quieter than this share of the loudest one are the silence after the voice. */
const QUIET = 0.12;
const VOICED = 0.6;
/** A held sound keeps its pitch within 6 % and its spectrum from frame to frame. */
const PITCH_SLACK = 1.06;
const LEAST_LIKENESS = 0.8;
const DECIMATION = 4;

interface Frame {
  readonly energy: number;
  readonly pitchHz: number;
  readonly isVoiced: boolean;
  readonly bands: Float64Array;
}

/** Milliseconds of the longest steady voiced sound near the end of `samples` (mono, 16 kHz, about the last second of a voice). */
export function heldSoundMs(samples: Float32Array): number {
  const frames = framesOf(samples);
  const loudest = Math.max(0, ...frames.map(({ energy }) => energy));
  const last = frames.findLastIndex(({ energy }) => energy >= loudest * QUIET);
  let best = 0;
  let run = 0;
  for (let i = last; i > 0; i--) {
    const held = isHeld(frames[i - 1]!, frames[i]!);
    run = held ? run + 1 : 0;
    best = Math.max(best, run);
    if (!held && (last - i) * FRAME_MS >= TAIL_MS) break;
  }
  return best === 0 ? 0 : (best + 1) * FRAME_MS;
}

/** Breath after the sound. */
const TAIL_MS = 160;
const FRAME_MS = FRAME / 16;

function isHeld(before: Frame, after: Frame): boolean {
  if (!before.isVoiced || !after.isVoiced) return false;
  const ratio = before.pitchHz / after.pitchHz;
  return (
    ratio < PITCH_SLACK && ratio > 1 / PITCH_SLACK && likeness(before.bands, after.bands) > LEAST_LIKENESS
  );
}

function likeness(a: Float64Array, b: Float64Array): number {
  let [ab, aa, bb] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    ab += a[i]! * b[i]!;
    aa += a[i]! * a[i]!;
    bb += b[i]! * b[i]!;
  }
  return ab / Math.sqrt(aa * bb + 1e-12);
}

function framesOf(samples: Float32Array): Frame[] {
  const frames: Frame[] = [];
  for (let end = samples.length; end >= 2 * FRAME; end -= FRAME)
    frames.push(frameOf(samples.subarray(end - 2 * FRAME, end)));
  return frames.reverse();
}

/** Two frame lengths of sound, so that a low voice has two periods in it. */
function frameOf(samples: Float32Array): Frame {
  const low = decimate(samples);
  let energy = 0;
  for (const value of low) energy += value * value;
  const { lag, strength } = bestLag(low, energy);
  return {
    energy: Math.sqrt(energy / low.length),
    pitchHz: 16_000 / DECIMATION / lag,
    isVoiced: strength > VOICED,
    bands: bandsOf(samples),
  };
}

function decimate(samples: Float32Array): Float64Array {
  const low = new Float64Array(Math.floor(samples.length / DECIMATION));
  for (let i = 0; i < low.length; i++) {
    for (let k = 0; k < DECIMATION; k++) low[i]! += samples[i * DECIMATION + k]! / DECIMATION;
  }
  return low;
}

/** Normalised autocorrelation (Rabiner 1977). */
function bestLag(low: Float64Array, energy: number): { readonly lag: number; readonly strength: number } {
  const rate = 16_000 / DECIMATION;
  let best = { lag: 1, strength: 0 };
  for (let lag = Math.floor(rate / HIGHEST_HZ); lag <= rate / LOWEST_HZ; lag++) {
    let [sum, shifted] = [0, 0];
    for (let i = lag; i < low.length; i++) {
      sum += low[i]! * low[i - lag]!;
      shifted += low[i - lag]! * low[i - lag]!;
    }
    const strength = sum / (Math.sqrt(energy * shifted) + 1e-9);
    if (strength > best.strength) best = { lag, strength };
  }
  return best;
}

const BANDS_HZ = [250, 500, 750, 1000, 1400, 1800, 2300, 2800, 3400];

/** Log power at a few frequencies, its mean taken out (Goertzel 1958). */
function bandsOf(samples: Float32Array): Float64Array {
  const bands = Float64Array.from(BANDS_HZ, (hz) => {
    const factor = 2 * Math.cos((2 * Math.PI * hz) / 16_000);
    let [one, two] = [0, 0];
    for (let i = 0; i < samples.length; i++) {
      const window = 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / samples.length);
      const next = samples[i]! * window + factor * one - two;
      [two, one] = [one, next];
    }
    return Math.log(one * one + two * two - factor * one * two + 1e-6);
  });
  const mean = bands.reduce((sum, value) => sum + value, 0) / bands.length;
  return bands.map((value) => value - mean);
}
