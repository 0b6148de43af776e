/**
 * The models of a running bot: prepared, served, and followed when somebody activates another version. Used by start-bot.ts; other
 * processes that change the registry's folder are noticed within seconds.
 */

import type { ModelVersion } from '../../learning/index.js';
import type { Clock, ModelDrift, ProgressListener } from '../../protocol/index.js';
import { type Repeating, repeat } from '../jobs/index.js';
import {
  createModelDesk,
  createModelServing,
  createPredictors,
  type ModelDesk,
  type ModelHome,
  type ModelServing,
  type ModelSwap,
  type Predictors,
  prepareUnderstanding,
} from '../models/index.js';
import type { LoadedPack } from '../pack/index.js';
import { describeError, type Logger } from '../telemetry/index.js';
import { type DriftWatch, type DriftWatchSettings, watchDrift } from './drift-watch.js';
import { packEngines } from './pack-engine.js';

export interface BotModels {
  /** The version that the pack starts with. */
  readonly understanding: ModelVersion;
  readonly serving: ModelServing;
  readonly desk: ModelDesk;
  readonly predictors: Predictors;
  /** Looks for drift now and every hour from here on. */
  watchDrift(parts: Pick<DriftWatchSettings, 'store' | 'metrics' | 'workspaceId'>): void;
  close(): Promise<void>;
}

export interface BotModelsRequest {
  readonly pack: LoadedPack;
  readonly home: ModelHome;
  readonly seed: number;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly onProgress?: ProgressListener;
  readonly signal?: AbortSignal;
}

/** How soon a change made by another process is served. */
const FOLLOW_MS = 5000;

/** Throws Fault `learning.*` when no understanding can be served at all. */
export async function openBotModels(request: BotModelsRequest): Promise<BotModels> {
  const { pack, home, logger } = request;
  const understanding = await prepareUnderstanding({
    ...request,
    onFault: (fault) => logger.error({ err: describeError(fault) }, 'A stored model cannot be used.'),
  });
  const makeEngine = packEngines({
    pack,
    onFailure: (fault) => logger.error({ code: fault.code, err: fault }, 'A dialog step failed.'),
  });
  const serving = createModelServing({ pack, home, makeEngine, onSwap: (swap) => tell(logger, swap) });
  await serving.refresh();
  const following: Repeating = repeat({
    everyMs: FOLLOW_MS,
    work: () => serving.refresh(),
    onFailure: (error) => logger.error({ err: describeError(error) }, 'The registry cannot be followed.'),
  });
  let watch: DriftWatch | undefined;
  const predictors = createPredictors({ registry: home.registry, pack, clock: request.clock });
  return {
    understanding,
    serving,
    predictors,
    desk: deskOf({ home, serving, logger, driftOf: (name) => watch?.latest(name) }),
    watchDrift({ store, metrics, workspaceId }) {
      const { registry } = home;
      const parts = { store, metrics, workspaceId, registry, pack: pack.leads, clock: request.clock, logger };
      watch = watchDrift(parts);
      void watch.runNow();
    },
    async close() {
      await following.stop();
      await watch?.stop();
    },
  };
}

function tell(logger: Logger, swap: ModelSwap): void {
  if (swap.kind === 'serving') {
    const { name, version } = swap;
    logger.info({ model: name, version }, 'A model version serves.');
    return;
  }
  const { name, serving, fault } = swap;
  logger.error(
    { model: name, serving, err: describeError(fault) },
    'A model version cannot be used; the one before goes on serving.',
  );
}

interface DeskParts {
  readonly home: ModelHome;
  readonly serving: ModelServing;
  readonly logger: Logger;
  readonly driftOf: (name: string) => ModelDrift | undefined;
}

function deskOf({ home, serving, logger, driftOf }: DeskParts): ModelDesk {
  return createModelDesk(home.registry, {
    rehearse: (name, version) => serving.rehearse(name, version),
    refresh: () => serving.refresh(),
    driftOf,
    problemOf: (name) => serving.problemOf(name),
    servingVersion: (name) => serving.servingVersion(name),
    async record(action, name, version) {
      logger.info({ action, model: name, version }, 'A person changed what serves.');
    },
  });
}
