/** Has stored leads read again whenever other lead models serve, and tells how far that is. Used by bot-models.ts. */
import type { Progress } from '../../protocol/index.js';
import { type Repeating, type RescoringParts, repeat, rescoreLeads } from '../jobs/index.js';
import { describeError, type Logger } from '../telemetry/index.js';

export interface Rescoring extends Repeating {
  /** How far the run under way is. */
  progress(): Progress | undefined;
}

/** A run that was cut by a fault of the store is taken up again after this long. */
const AGAIN_MS = 600_000;

export function watchRescoring(
  settings: Omit<RescoringParts, 'signal' | 'onProgress'> & { readonly logger: Logger },
): Rescoring {
  const { logger } = settings;
  let progress: Progress | undefined;
  const repeating = repeat({
    everyMs: AGAIN_MS,
    async work(signal) {
      try {
        const { done, failed } = await rescoreLeads({
          ...settings,
          signal,
          onProgress: (given) => {
            progress = given;
          },
          onFailure: (error) => logger.error({ err: describeError(error) }, 'A lead was not scored again.'),
        });
        if (done + failed > 0) logger.info({ done, failed }, 'Stored leads were scored again.');
      } finally {
        progress = undefined;
      }
    },
    onFailure: (error) => logger.error({ err: describeError(error) }, 'Scoring leads again was cut.'),
  });
  return { ...repeating, progress: () => progress };
}
