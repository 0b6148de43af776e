/**
 * The models of a running bot: prepared, served, and followed when somebody activates another version. Used by start-bot.ts; other
 * processes that change the registry's folder are noticed within seconds.
 */

import type { ActionRunner } from '../../dialogs/index.js';
import type { ModelVersion } from '../../learning/index.js';
import {
  type Clock,
  type Fault,
  type ModelDrift,
  noProgress,
  type ProgressListener,
  type ShadowReport,
} from '../../protocol/index.js';
import { type Repeating, repeat } from '../jobs/index.js';
import {
  createModelDesk,
  createModelServing,
  createPredictors,
  ENDPOINTING,
  type ModelDesk,
  type ModelHome,
  type ModelServing,
  type ModelSwap,
  type Predictors,
  prepareTurnEnd,
  prepareUnderstanding,
  rehearseTurnEnd,
} from '../models/index.js';
import type { LoadedPack } from '../pack/index.js';
import { describeError, type Logger } from '../telemetry/index.js';
import { beginModelWatches, type ModelWatches, type WatchParts } from './model-watches.js';
import { packEngines } from './pack-engine.js';

export interface BotModels {
  /** The version that the pack starts with. */
  readonly understanding: ModelVersion;
  readonly serving: ModelServing;
  readonly desk: ModelDesk;
  readonly predictors: Predictors;
  /** From here on: looks for drift every hour, runs what is on trial, and scores leads again that other models read. */
  watch(parts: WatchParts): void;
  close(): Promise<void>;
}

export interface BotModelsRequest {
  readonly pack: LoadedPack;
  readonly home: ModelHome;
  readonly seed: number;
  readonly clock: Clock;
  readonly logger: Logger;
  /** The systems behind the actions of flows. */
  readonly actions: ActionRunner;
  readonly onProgress?: ProgressListener;
  readonly signal?: AbortSignal;
}

/** How soon a change made by another process is served. */
const FOLLOW_MS = 5000;

/** Both models of what callers say; without that of their ends, calls wait a fixed time. */
async function prepareModels(request: BotModelsRequest): Promise<ModelVersion> {
  const { logger, signal } = request;
  const preparing = {
    ...request,
    onFault: (fault: Fault) => logger.error({ err: describeError(fault) }, 'A stored model cannot be used.'),
  };
  const noTurnEnd = (thrown: unknown) => {
    if (!signal?.aborted) logger.error({ err: describeError(thrown) }, 'There is no end-of-turn model.');
  };
  const [understanding] = await Promise.all([
    prepareUnderstanding(preparing),
    prepareTurnEnd({ ...preparing, onProgress: noProgress }).catch(noTurnEnd),
  ]);
  return understanding;
}

/** Throws Fault `learning.*` when no understanding can be served at all. */
export async function openBotModels(request: BotModelsRequest): Promise<BotModels> {
  const { pack, home, logger, actions } = request;
  const understanding = await prepareModels(request);
  const makeEngine = packEngines({
    ...{ pack, actions },
    onFailure: (fault) => logger.error({ code: fault.code, err: fault }, 'A dialog step failed.'),
  });
  let watches: ModelWatches | undefined;
  const serving = createModelServing({
    ...{ pack, home, makeEngine },
    onSwap: (swap) => tell(logger, swap),
    onStep: (step) => watches?.trials.heard(step),
  });
  await serving.refresh();
  const refresh = async () => {
    const before = serving.leadModels().versions;
    await serving.refresh();
    if (serving.leadModels().versions !== before) void watches?.rescoring.runNow();
    await watches?.trials.refresh();
  };
  const following: Repeating = repeat({
    everyMs: FOLLOW_MS,
    work: refresh,
    onFailure: (error) => logger.error({ err: describeError(error) }, 'The registry cannot be followed.'),
  });
  const predictors = createPredictors({ registry: home.registry, pack, clock: request.clock });
  return {
    understanding,
    serving,
    predictors,
    desk: deskOf({ home, serving, logger, refresh, watches: () => watches }),
    watch(parts) {
      watches = beginModelWatches({ ...parts, ...request, registry: home.registry, serving, refresh });
    },
    async close() {
      await following.stop();
      await watches?.close();
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
  readonly refresh: () => Promise<void>;
  readonly watches: () => ModelWatches | undefined;
}

function deskOf({ home, serving, logger, refresh, watches }: DeskParts): ModelDesk {
  return createModelDesk(home.registry, {
    rehearse: (name, version) =>
      name === ENDPOINTING ? rehearseTurnEnd(home.registry, version) : serving.rehearse(name, version),
    refresh,
    driftOf: (name): ModelDrift | undefined => watches()?.drift.latest(name),
    rescoring: () => watches()?.rescoring.progress(),
    retraining: () => watches()?.retraining,
    shadowOf: async (name): Promise<ShadowReport | undefined> => watches()?.trials.report(name),
    problemOf: (name) => serving.problemOf(name),
    servingVersion: (name) => serving.servingVersion(name),
    async record(action, name, version) {
      logger.info({ action, model: name, version }, 'A person changed what serves.');
    },
  });
}
