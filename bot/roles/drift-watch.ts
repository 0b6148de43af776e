/** Keeps the newest look for drift of a running bot: told in the log, in the metrics and on the models page. Used by bot-models.ts. */

import type { ModelDrift } from '../../protocol/index.js';
import { type DriftWatchParts, lookForDrift, type Repeating, repeat, WATCHED_MODEL } from '../jobs/index.js';
import { describeError, type Logger, type Metrics } from '../telemetry/index.js';

export interface DriftWatch extends Repeating {
  latest(name: string): ModelDrift | undefined;
}

export interface DriftWatchSettings extends DriftWatchParts {
  readonly metrics: Metrics;
  readonly logger: Logger;
}

const EVERY_MS = 3_600_000;

export function watchDrift(settings: DriftWatchSettings): DriftWatch {
  const { metrics, logger } = settings;
  let newest: ModelDrift | undefined;
  const repeating = repeat({
    everyMs: EVERY_MS,
    async work() {
      newest = await lookForDrift(settings);
      if (newest !== undefined) tell(newest, metrics, logger);
    },
    onFailure: (error) => logger.error({ err: describeError(error) }, 'A look for drift failed.'),
  });
  return { ...repeating, latest: (name) => (name === WATCHED_MODEL ? newest : undefined) };
}

function tell(drift: ModelDrift, metrics: Metrics, logger: Logger): void {
  const columns = drift.score === undefined ? drift.inputs : [drift.score, ...drift.inputs];
  const isAlarm = drift.verdict === 'shifted';
  const psi = Object.fromEntries(columns.map((column) => [column.name, column.psi]));
  metrics.drifted({ model: WATCHED_MODEL, psi, isAlarm });
  if (!isAlarm) return;
  const { version, rows, calibration } = drift;
  const shifted = columns.filter(({ verdict }) => verdict === 'shifted').map(({ name }) => name);
  logger.warn(
    { model: WATCHED_MODEL, version, rows, shifted, calibration: calibration.verdict },
    'Leads no longer look as they did when the score was trained.',
  );
}
