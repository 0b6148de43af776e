/**
 * Makes the populated demo: lives through the pack's generated world with the real engine and runtime, trains the lead
 * models on it, and scores every conversation. The result is a data folder that `leadline demo` serves.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { DialogEngine } from '../../dialogs/index.js';
import { createLeadConsumer, type EventHandler, type TrainingConversation } from '../../leads/index.js';
import {
  type ConversationEvent,
  type ConversationId,
  DEFAULT_WORKSPACE,
  type EpochMs,
  Fault,
  type Locale,
  ManualClock,
  type ProgressListener,
  seededIds,
  seededRandom,
  toRecordingId,
  toTurnId,
} from '../../protocol/index.js';
import {
  type Converse,
  type GeneratedVisit,
  runWorld,
  type WorldSettings,
  worldFileSchema,
  worldStartMs,
} from '../demo/index.js';
import { type ModelHome, prepareLeadModels } from '../models/index.js';
import type { LoadedPack } from '../pack/index.js';
import { createRuntime, type Runtime } from '../runtime/index.js';
import { type BotStore, DATABASE_FILE, openStore } from '../store/index.js';

export interface DemoWorldRequest {
  readonly pack: LoadedPack;
  readonly engine: DialogEngine;
  /** The intent in which that engine understands an utterance. */
  readonly readIntent: (text: string, locale: Locale) => string;
  readonly home: ModelHome;
  /** Data folder that receives the world; nothing is left in it when making fails. */
  readonly dataDir: string;
  readonly nowMs: EpochMs;
  readonly seed: number;
  /** Overrides the number of conversations in the file. */
  readonly conversations?: number;
  readonly recording?: Pick<WorldSettings, 'recorder' | 'recordedCalls' | 'speechLocales'>;
  readonly onProgress?: ProgressListener;
  readonly signal?: AbortSignal;
}

export const hasWorld = (dataDir: string) => existsSync(join(dataDir, DATABASE_FILE));

/** Throws Fault `pack.not-found` when the pack has no world.yaml, `learning.cancelled` when aborted. */
export async function makeDemoWorld(request: DemoWorldRequest): Promise<void> {
  const { dataDir } = request;
  const scratch = join(dataDir, 'world-in-the-making');
  rmSync(scratch, { recursive: true, force: true });
  mkdirSync(scratch, { recursive: true });
  try {
    await fill(request, scratch);
    for (const name of ['recordings', DATABASE_FILE]) {
      rmSync(join(dataDir, name), { recursive: true, force: true });
      if (existsSync(join(scratch, name))) renameSync(join(scratch, name), join(dataDir, name));
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function fill(request: DemoWorldRequest, folder: string): Promise<void> {
  const { pack, seed, nowMs } = request;
  const world = readWorld(pack);
  const clock = new ManualClock(worldStartMs(world, nowMs));
  const random = seededRandom(seed);
  const ids = seededIds(
    () => clock.now(),
    () => random.next(),
  );
  const store = await openStore({ folder, clock, ids, synchronous: 'off' });
  const journal = new Journal();
  const { name, defaultLocale } = pack.settings;
  const runtime = createRuntime({
    store,
    engine: request.engine,
    leadHandler: journal,
    clock,
    ids,
    pack: { name, defaultLocale },
  });
  try {
    await runtime.start();
    const { conversations, recording, onProgress, signal } = request;
    const visits = await runWorld({
      ...{ world, seed, nowMs, clock, conversations, onProgress, signal },
      ...recording,
      pack: pack.dialogs,
      goal: pack.settings.goal,
      converse: converseWith({ runtime, store, nextId: () => ids.next() }),
    });
    await runtime.idle();
    await scoreAll({ ...request, store, clock, journal, visits });
  } finally {
    await runtime.close();
    await store.close();
  }
}

function readWorld(pack: LoadedPack) {
  const file = join(pack.folder, 'world.yaml');
  if (!existsSync(file))
    throw new Fault('pack.not-found', `${pack.settings.name} has no world.yaml to make a demo of.`);
  return worldFileSchema.parse(parse(readFileSync(file, 'utf8')));
}

/** Keeps what happened, per conversation: the lead models learn from it once the world is complete. */
class Journal implements EventHandler {
  readonly events = new Map<ConversationId, ConversationEvent[]>();

  async handle(events: readonly ConversationEvent[]): Promise<void> {
    for (const event of events) {
      const known = this.events.get(event.conversationId);
      if (known === undefined) this.events.set(event.conversationId, [event]);
      else known.push(event);
    }
  }
}

interface ConverseParts {
  readonly runtime: Runtime;
  readonly store: BotStore;
  nextId(): string;
}

function converseWith({ runtime, store, nextId }: ConverseParts): Converse {
  const workspaceId = DEFAULT_WORKSPACE;
  const channels = new Map<ConversationId, Parameters<Runtime['openConversation']>[0]['channel']>();
  return {
    async open(visit) {
      const { conversation, bot } = await runtime.openConversation({ workspaceId, ...visit });
      channels.set(conversation.conversationId, visit.channel);
      return { conversationId: conversation.conversationId, bot };
    },
    say: (conversationId, input) => {
      const channel = channels.get(conversationId) ?? 'web';
      return runtime.exchange({ workspaceId, conversationId, turnId: toTurnId(nextId()), channel, input });
    },
    async record(conversationId, draft) {
      await runtime.record({ workspaceId, conversationId }, [draft]);
    },
    async storeRecording(conversationId, recording) {
      const recordingId = toRecordingId(nextId());
      const path = join(store.recordings.folder, `${recordingId}.wav`);
      writeFileSync(path, recording.wav);
      await store.recordings.add({ workspaceId, conversationId, recordingId, path });
    },
  };
}

interface Scoring extends DemoWorldRequest {
  readonly store: BotStore;
  readonly clock: ManualClock;
  readonly journal: Journal;
  readonly visits: readonly GeneratedVisit[];
}

async function scoreAll(scoring: Scoring): Promise<void> {
  const { journal, visits, store, clock, pack, onProgress } = scoring;
  const conversations = visits.map(
    (visit): TrainingConversation => ({
      events: journal.events.get(visit.conversationId) ?? [],
      leadClass: visit.leadClass,
      outcome: visit.outcome,
    }),
  );
  const models = await prepareLeadModels({ ...scoring, conversations });
  const consumer = createLeadConsumer({ store: store.leads, models, pack: pack.leads, clock });
  let done = 0;
  for (const { events } of conversations) {
    await consumer.handle(events);
    onProgress?.({ stage: 'scoring leads', done: ++done, total: conversations.length });
  }
}
