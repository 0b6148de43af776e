/**
 * Remembers how loud one side of a call was, in steps of 5 ms, so that response times can be read from the waveform
 * that was recorded. Bounded: the oldest minutes go.
 */

const STEP_MS = 5;
/** Peaks below this (about -40 dBFS) count as silence. */
const SILENCE_BELOW = 320;
const MOST_STEPS = (30 * 60 * 1000) / STEP_MS;

export class LevelTrack {
  readonly #samplesPerStep: number;
  readonly #isLoud = new Uint8Array(MOST_STEPS);
  #lastStep = -1;

  constructor(sampleRateHz: number) {
    this.#samplesPerStep = (sampleRateHz * STEP_MS) / 1000;
  }

  /** Samples that begin at `atMs` of the call. */
  add(samples: Int16Array, atMs: number): void {
    const first = Math.round(atMs / STEP_MS);
    const count = Math.ceil(samples.length / this.#samplesPerStep);
    for (let i = 0; i < count; i++) {
      const part = samples.subarray(i * this.#samplesPerStep, (i + 1) * this.#samplesPerStep);
      this.#set(
        first + i,
        part.some((value) => Math.abs(value) >= SILENCE_BELOW),
      );
    }
  }

  /** End of the last loud step in [fromMs, toMs); undefined when all is silence. */
  lastLoud(fromMs: number, toMs: number): number | undefined {
    const from = Math.max(0, this.#lastStep - MOST_STEPS + 1, Math.floor(fromMs / STEP_MS));
    for (let step = Math.min(this.#lastStep, Math.ceil(toMs / STEP_MS) - 1); step >= from; step--) {
      if (this.#isLoud[step % MOST_STEPS] === 1) return (step + 1) * STEP_MS;
    }
    return undefined;
  }

  /** Start of the first loud step at or after `fromMs`. */
  firstLoud(fromMs: number): number | undefined {
    const from = Math.max(0, this.#lastStep - MOST_STEPS + 1, Math.floor(fromMs / STEP_MS));
    for (let step = from; step <= this.#lastStep; step++) {
      if (this.#isLoud[step % MOST_STEPS] === 1) return step * STEP_MS;
    }
    return undefined;
  }

  #set(step: number, isLoud: boolean): void {
    const skipFrom = Math.max(this.#lastStep + 1, step - MOST_STEPS);
    for (let skipped = skipFrom; skipped < step; skipped++) this.#isLoud[skipped % MOST_STEPS] = 0;
    if (step > this.#lastStep - MOST_STEPS) this.#isLoud[step % MOST_STEPS] = isLoud ? 1 : 0;
    this.#lastStep = Math.max(this.#lastStep, step);
  }
}
