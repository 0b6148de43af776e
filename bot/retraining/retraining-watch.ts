/**
 * Decides when the lead score is trained again, runs one retraining at a time, and tells how it stands. Used by bot/roles; a person may
 * begin or cancel one at any time.
 */
import type { ModelRegistry } from '../../learning/index.js';
import { type Clock, Fault, type RetrainingStatus, toFault, type WorkspaceId } from '../../protocol/index.js';
import type { BotStore } from '../store/index.js';
import { describeError, type Logger } from '../telemetry/index.js';
import { RETRAINED, type RetrainingParts, retrainScore } from './retrain-score.js';

export interface RetrainingSchedule {
  /** Hours after the newest version; 0 never. */
  readonly retrainHours: number;
  /** Outcomes that became known since the newest version; 0 never. */
  readonly retrainOutcomes: number;
}

export interface RetrainingWatchSettings extends Omit<RetrainingParts, 'signal' | 'onProgress'> {
  readonly schedule: RetrainingSchedule;
  readonly logger: Logger;
  /** Serves what the registry says now. */
  readonly refresh: () => Promise<void>;
}

export interface RetrainingWatch {
  /** Begins one where the schedule says so; returns once that is decided. */
  look(): Promise<void>;
  /** Begins one now. Faults `limit.busy` while one runs, `learning.no-trainer` for a model that is not trained from the store. */
  begin(model: string): RetrainingStatus;
  cancel(): RetrainingStatus;
  status(): RetrainingStatus;
  /** Resolves once none runs. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

const HOUR_MS = 3_600_000;

export interface DueParts {
  readonly registry: ModelRegistry;
  readonly store: Pick<BotStore, 'knownOutcomes'>;
  readonly workspaceId: WorkspaceId;
  readonly clock: Clock;
  readonly schedule: RetrainingSchedule;
}

/** Why a retraining is due; undefined when none is. A version that lost counts as the newest too: the same data would lose again. */
export async function dueReason(parts: DueParts): Promise<string | undefined> {
  const { registry, store, workspaceId, clock, schedule } = parts;
  const cards = (await registry.list(RETRAINED)).flatMap(({ card }) => card ?? []);
  const newestMs = cards.reduce((newest, { createdAt }) => Math.max(newest, Date.parse(createdAt)), 0);
  const { size } = await store.knownOutcomes(workspaceId, newestMs + 1);
  const { retrainHours, retrainOutcomes } = schedule;
  if (retrainOutcomes > 0 && size >= retrainOutcomes) return `${size} outcomes became known`;
  const isOld = retrainHours > 0 && clock.now() - newestMs >= retrainHours * HOUR_MS;
  return isOld && size > 0 ? `the newest version is ${retrainHours} hours old or more` : undefined;
}

export function watchRetraining(settings: RetrainingWatchSettings): RetrainingWatch {
  return new Retrainings(settings);
}

class Retrainings implements RetrainingWatch {
  readonly #settings: RetrainingWatchSettings;
  #status: RetrainingStatus = { kind: 'idle', model: RETRAINED };
  #running: Promise<void> | undefined;
  #cancelling = new AbortController();
  #isClosed = false;

  constructor(settings: RetrainingWatchSettings) {
    this.#settings = settings;
  }

  async look(): Promise<void> {
    if (this.#running !== undefined || this.#isClosed) return;
    const reason = await dueReason(this.#settings);
    if (reason !== undefined && this.#running === undefined && !this.#isClosed) this.#start(reason);
  }

  begin(model: string): RetrainingStatus {
    if (model !== RETRAINED)
      throw new Fault('learning.no-trainer', `"${model}" is not trained from stored conversations.`, {
        fields: { model },
      });
    if (this.#running !== undefined || this.#isClosed)
      throw new Fault('limit.busy', 'A retraining runs already.');
    this.#start('a person asked for it');
    return this.#status;
  }

  cancel(): RetrainingStatus {
    this.#cancelling.abort();
    return this.#status;
  }

  status(): RetrainingStatus {
    return this.#status;
  }

  async idle(): Promise<void> {
    await this.#running;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#cancelling.abort();
    await this.#running;
  }

  #start(reason: string): void {
    const { clock, logger } = this.#settings;
    const running = { kind: 'running', model: RETRAINED, startedMs: clock.now(), reason } as const;
    this.#status = running;
    this.#cancelling = new AbortController();
    logger.info({ model: RETRAINED, reason }, 'A retraining began.');
    this.#running = this.#run(this.#cancelling.signal, (progress) => {
      this.#status = { ...running, progress };
    }).finally(() => {
      this.#running = undefined;
    });
  }

  async #run(signal: AbortSignal, onProgress: NonNullable<RetrainingParts['onProgress']>): Promise<void> {
    const { clock, logger, registry, refresh } = this.#settings;
    try {
      const { version, gate, cost } = await retrainScore({ ...this.#settings, signal, onProgress });
      const [active] = await registry.history(RETRAINED);
      const isActivated = active === version;
      await refresh();
      this.#status = {
        ...{ kind: 'done', model: RETRAINED, endedMs: clock.now(), version, isActivated },
        verdict: gate?.reason ?? '',
      };
      logger.info({ version, isActivated, gate: gate?.reason, cost }, 'A retraining ended.');
    } catch (thrown) {
      const { message, code } = toFault(thrown);
      this.#status = {
        kind: 'failed',
        model: RETRAINED,
        endedMs: clock.now(),
        problem: `${message} [${code}]`,
      };
      logger.warn({ err: describeError(thrown) }, 'A retraining gave no version.');
    }
  }
}
