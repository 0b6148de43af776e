/** What goes on beside the turns about the models that serve: drift, trials, scoring leads again, retraining. Begun by bot-models.ts once the store is open. */
import type { ModelRegistry } from '../../learning/index.js';
import type { Clock, WorkspaceId } from '../../protocol/index.js';
import { type Repeating, repeat } from '../jobs/index.js';
import type { ModelServing } from '../models/index.js';
import type { LoadedPack } from '../pack/index.js';
import { type RetrainingSchedule, type RetrainingWatch, watchRetraining } from '../retraining/index.js';
import { type ShadowWatch, watchTrials } from '../shadow/index.js';
import type { BotStore } from '../store/index.js';
import { describeError, type Logger, type Metrics } from '../telemetry/index.js';
import { type DriftWatch, watchDrift } from './drift-watch.js';
import { type Rescoring, watchRescoring } from './rescoring.js';

export interface WatchParts {
  readonly store: BotStore;
  readonly metrics: Metrics;
  readonly workspaceId: WorkspaceId;
  readonly schedule: RetrainingSchedule;
}

export interface ModelWatchSettings extends WatchParts {
  readonly pack: LoadedPack;
  readonly registry: ModelRegistry;
  readonly serving: ModelServing;
  readonly refresh: () => Promise<void>;
  readonly seed: number;
  readonly clock: Clock;
  readonly logger: Logger;
}

export interface ModelWatches {
  readonly drift: DriftWatch;
  readonly trials: ShadowWatch;
  readonly rescoring: Rescoring;
  readonly retraining: RetrainingWatch;
  close(): Promise<void>;
}

/** How often the schedule of retraining is looked at. */
const LOOK_MS = 600_000;

export function beginModelWatches(settings: ModelWatchSettings): ModelWatches {
  const { serving, pack, logger } = settings;
  const drift = watchDrift({ ...settings, pack: pack.leads });
  const trials = watchTrials(settings);
  const rescoring = watchRescoring({
    ...settings,
    pack: pack.leads,
    models: () => serving.leadModels(),
  });
  const retraining = watchRetraining({
    ...settings,
    rehearse: (name, version) => serving.rehearse(name, version),
  });
  const looking: Repeating = repeat({
    everyMs: LOOK_MS,
    work: () => retraining.look(),
    onFailure: (error) => logger.error({ err: describeError(error) }, 'A look at the schedule failed.'),
  });
  void drift.runNow();
  void trials.refresh();
  void rescoring.runNow();
  void looking.runNow();
  return {
    ...{ drift, trials, rescoring, retraining },
    async close() {
      await looking.stop();
      await retraining.close();
      await drift.stop();
      await rescoring.stop();
      await trials.close();
    },
  };
}
