/**
 * One retraining of the lead score: conversations with known outcomes from the store, training and gate on another thread, the version
 * stored whether or not it wins, and activated only when it passes the gate. Run by retraining-watch.ts; turns never wait for it.
 */
import type { TrainingConversation } from '../../leads/index.js';
import type { ModelCard, ModelRegistry, ModelVersion } from '../../learning/index.js';
import {
  type Clock,
  type EpochMs,
  Fault,
  type ProgressListener,
  type WorkspaceId,
} from '../../protocol/index.js';
import type { LoadedPack } from '../pack/index.js';
import type { BotStore } from '../store/index.js';
import { retrainInThread } from './retrain-in-thread.js';

export interface RetrainingParts {
  readonly store: Pick<BotStore, 'knownOutcomes' | 'conversations'>;
  readonly registry: ModelRegistry;
  readonly pack: LoadedPack;
  readonly workspaceId: WorkspaceId;
  readonly clock: Clock;
  readonly seed: number;
  /** Throws why a version could not serve here. */
  readonly rehearse: (name: string, version: string) => Promise<void>;
  readonly signal?: AbortSignal;
  readonly onProgress?: ProgressListener;
}

export const RETRAINED = 'lead-score';
/** Newest outcomes that one training reads. */
const MOST_OUTCOMES = 5000;
const DAY_MS = 86_400_000;

/**
 * The card of the new version; it serves when `card.gate.isPassed`. Faults `learning.no-data` with too few outcomes,
 * `learning.cancelled`, those of store and registry.
 */
export async function retrainScore(parts: RetrainingParts): Promise<ModelCard> {
  const { registry, pack, seed, rehearse, signal, onProgress } = parts;
  const conversations = await readConversations(parts);
  const champion = await readChampion(registry);
  const order = { packFolder: pack.folder, conversations, seed, champion };
  const { draft, files } = await retrainInThread(order, { signal, onProgress });
  if (signal?.aborted) throw cancelled();
  const card = await registry.save(RETRAINED, draft, files);
  if (card.gate?.isPassed !== true) return card;
  await rehearse(RETRAINED, card.version);
  const [active] = await registry.history(RETRAINED);
  // Somebody chose another version meanwhile: the verdict says nothing about that one.
  if (active === champion?.version) await registry.activate(RETRAINED, card.version, 'job');
  return card;
}

const cancelled = () => new Fault('learning.cancelled', 'The retraining was cancelled.');

async function readChampion(registry: ModelRegistry) {
  const [version] = await registry.history(RETRAINED);
  if (version === undefined) return undefined;
  const { files }: ModelVersion = await registry.load(RETRAINED, version);
  const model = files['model.json'];
  if (model === undefined)
    throw new Fault('learning.corrupt-model', 'The active score lacks its file model.json.');
  return { version, model };
}

/** Conversations whose window has closed: of the open ones only those that were won early would be known. */
async function readConversations(parts: RetrainingParts): Promise<readonly TrainingConversation[]> {
  const { store, workspaceId, clock, pack, signal, onProgress } = parts;
  const windowMs = pack.leads.goal.windowDays * DAY_MS;
  const outcomes = [...(await store.knownOutcomes(workspaceId, 0))].slice(-MOST_OUTCOMES);
  const found: TrainingConversation[] = [];
  for (const [i, [conversationId, { isWon }]] of outcomes.entries()) {
    if (signal?.aborted) throw cancelled();
    const events = await store.conversations.eventsSince({ workspaceId, conversationId }, 0);
    if (isClosed(events[0]?.atMs, clock.now() - windowMs)) found.push({ events, outcome: { isWon } });
    onProgress?.({ stage: 'reading conversations', done: i + 1, total: outcomes.length });
  }
  if (found.length === 0)
    throw new Fault('learning.no-data', 'No conversation has a known outcome and a closed window yet.');
  return found;
}

const isClosed = (startedMs: EpochMs | undefined, latestMs: EpochMs) =>
  startedMs !== undefined && startedMs <= latestMs;
