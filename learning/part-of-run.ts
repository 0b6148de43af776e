/** Progress of a piece of work as a share of the whole, so that the time left shown is that of the command. Called where several trainings make one. */
import type { TrainingRun } from './training-run.js';

const STEPS = 1000;

/** A run for part `index` of `count` equal parts, reported under one name. */
export function partOfRun(
  run: TrainingRun,
  stage: string,
  { index, count }: { readonly index: number; readonly count: number },
): TrainingRun {
  return {
    ...run,
    onProgress: ({ done, total }) => {
      const share = (index + (total > 0 ? Math.min(1, done / total) : 1)) / count;
      run.onProgress?.({ stage, done: Math.round(share * STEPS), total: STEPS });
    },
  };
}
