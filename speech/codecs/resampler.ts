/**
 * A streaming rational resampler: polyphase windowed-sinc FIR (Kaiser window; Crochiere & Rabiner 1983).
 * One instance per stream and direction; output so far never depends on audio still to come.
 */

const ZERO_CROSSINGS = 24;
const KAISER_BETA = 9;
/** Share of the band kept below the lower Nyquist rate; the rest is the transition band. */
const ROLL_OFF = 0.92;

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

/** Modified Bessel function of the first kind, order zero, by its power series. */
function besselI0(x: number): number {
  let sum = 1;
  let term = 1;
  for (let k = 1; term > sum * 1e-12; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}

function tap(distance: number, cutoff: number, halfWidth: number): number {
  const position = distance / halfWidth;
  if (Math.abs(position) >= 1) return 0;
  const window = besselI0(KAISER_BETA * Math.sqrt(1 - position * position)) / besselI0(KAISER_BETA);
  const angle = Math.PI * distance * cutoff;
  return cutoff * window * (angle === 0 ? 1 : Math.sin(angle) / angle);
}

interface Design {
  readonly half: number;
  /** One row of filter taps per phase, each scaled to unit gain at zero frequency. */
  readonly phases: readonly Float32Array[];
}

function designPhases(up: number, down: number): Design {
  const scale = Math.min(1, up / down);
  const half = Math.ceil(ZERO_CROSSINGS / scale);
  const phases = Array.from({ length: up }, (_, phase) => {
    const taps = Float32Array.from({ length: 2 * half }, (_, k) =>
      tap(k - half + 1 - phase / up, scale * ROLL_OFF, half),
    );
    const gain = taps.reduce((sum, value) => sum + value, 0);
    return taps.map((value) => value / gain);
  });
  return { half, phases };
}

/** Designs are few (one per pair of rates in use) and never change. */
const designs = new Map<string, Design>();

function designFor(up: number, down: number): Design {
  const key = `${up}/${down}`;
  const design = designs.get(key) ?? designPhases(up, down);
  designs.set(key, design);
  return design;
}

export class Resampler {
  readonly #up: number;
  readonly #down: number;
  readonly #half: number;
  readonly #phases: readonly Float32Array[];
  #history: Float32Array;
  /** Index, in input samples since the start, of the first sample in `#history`. */
  #historyStart: number;
  #outputCount = 0;
  #inputCount = 0;

  constructor(fromHz: number, toHz: number) {
    const divisor = greatestCommonDivisor(fromHz, toHz);
    this.#up = toHz / divisor;
    this.#down = fromHz / divisor;
    const design = designFor(this.#up, this.#down);
    this.#half = design.half;
    this.#phases = design.phases;
    this.#history = new Float32Array(this.#half);
    this.#historyStart = -this.#half;
  }

  /** Feeds mono samples in -1..1 and returns what can be computed so far (the filter looks ahead by its half width). */
  push(samples: Float32Array): Float32Array {
    if (this.#up === this.#down) return samples.slice();
    this.#inputCount += samples.length;
    return this.#advance(samples);
  }

  /** Ends the stream: returns the rest, so that the whole output lasts as long as the whole input. */
  flush(): Float32Array {
    if (this.#up === this.#down) return new Float32Array(0);
    const wanted = Math.round((this.#inputCount * this.#up) / this.#down) - this.#outputCount;
    return this.#advance(new Float32Array(this.#half + 1)).subarray(0, Math.max(0, wanted));
  }

  #advance(samples: Float32Array): Float32Array {
    const buffer = new Float32Array(this.#history.length + samples.length);
    buffer.set(this.#history);
    buffer.set(samples, this.#history.length);
    const end = this.#historyStart + buffer.length;
    const output = new Float32Array(Math.ceil(((samples.length + this.#half) * this.#up) / this.#down) + 2);
    let produced = 0;
    for (;;) {
      const position = this.#outputCount * this.#down;
      const center = Math.floor(position / this.#up);
      if (center + this.#half >= end) break;
      const first = center - this.#half + 1 - this.#historyStart;
      output[produced++] = dot(buffer, first, this.#phases[position % this.#up]!);
      this.#outputCount++;
    }
    this.#keep(buffer);
    return output.slice(0, produced);
  }

  #keep(buffer: Float32Array): void {
    const nextCenter = Math.floor((this.#outputCount * this.#down) / this.#up);
    const keepFrom = Math.max(0, nextCenter - this.#half + 1 - this.#historyStart);
    this.#history = buffer.slice(keepFrom);
    this.#historyStart += keepFrom;
  }
}

function dot(buffer: Float32Array, first: number, taps: Float32Array): number {
  let sum = 0;
  for (let k = 0; k < taps.length; k++) sum += buffer[first + k]! * taps[k]!;
  return sum;
}

/** Resamples one whole mono clip. */
export function resample(samples: Float32Array, fromHz: number, toHz: number): Float32Array {
  if (fromHz === toHz) return samples;
  const resampler = new Resampler(fromHz, toHz);
  const head = resampler.push(samples);
  const tail = resampler.flush();
  const whole = new Float32Array(head.length + tail.length);
  whole.set(head);
  whole.set(tail, head.length);
  return whole;
}
