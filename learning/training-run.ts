/**
 * What every trainer takes besides its data: a progress listener and an AbortSignal, obeyed at each beat.
 * Trainers call `beat` between units of work; it hands the event loop a turn, so that an abort can arrive. It never decides what is trained.
 */
import { Fault, type ProgressListener } from '../protocol/index.js';

export interface TrainingRun {
  readonly onProgress?: ProgressListener;
  readonly signal?: AbortSignal;
}

export interface TrainingPulse {
  /** Reports `done` units, yields to the event loop; throws Fault `learning.cancelled` once the signal is aborted. */
  beat(done: number): Promise<void>;
}

/** @param total number of units of work (classes, passes, trees) that `beat` counts up to. */
export function startPulse(stage: string, total: number, run: TrainingRun): TrainingPulse {
  return {
    async beat(done) {
      run.onProgress?.({ stage, done, total });
      await new Promise<void>((resolve) => setImmediate(resolve));
      throwIfCancelled(run.signal);
    },
  };
}

/** Throws Fault `learning.cancelled` when the signal is aborted. */
export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) {
    throw new Fault('learning.cancelled', 'Training was cancelled.', { cause: signal.reason });
  }
}
