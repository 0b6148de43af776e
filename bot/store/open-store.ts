/** Opens the store of one data folder: database file, recordings folder, every port over them. Called by bot/roles. */
import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { sql } from 'kysely';
import { type Clock, Fault, type IdSource } from '../../protocol/index.js';
import { createConsoleReader } from './console-reader-kysely.js';
import { createConversations } from './conversations-kysely.js';
import { eraseContact } from './erase-contact.js';
import { CommitFeed } from './event-feed.js';
import { GroupCommit } from './group-commit.js';
import { readKnownOutcomes } from './known-outcomes-kysely.js';
import { readLeadSamples } from './lead-samples-kysely.js';
import { createLeadStore } from './leads-kysely.js';
import { migrate } from './migrations/index.js';
import { createOutbox } from './outbox-kysely.js';
import type { BotStore } from './ports.js';
import { createRecordings } from './recordings-kysely.js';
import type { Database } from './schema.js';
import { createShadowReadings } from './shadow-readings-kysely.js';
import { openDatabase } from './sqlite/open-database.js';
import { countStaleLeads, readStaleLeads } from './stale-leads-kysely.js';
import { createTurnStore, type StoreParts } from './turn-store-kysely.js';

export interface StoreSettings {
  /** Folder of the database file and the recordings. */
  readonly folder: string;
  readonly clock: Clock;
  readonly ids: IdSource;
  /** `off` only for a file that is thrown away when its making fails. */
  readonly synchronous?: 'full' | 'off';
  readonly waitingLimit?: number;
  /** Hears the size of each committed batch. */
  readonly onCommit?: (size: number) => void;
  /** Hears what a feed listener threw. */
  readonly onListenerFailure?: (error: unknown) => void;
}

export const DATABASE_FILE = 'leadline.db';
const ignore = () => undefined;
const WAITING_LIMIT = 5000;
const BATCH_LIMIT = 256;

async function ping(database: Database): Promise<void> {
  try {
    await sql`select 1`.execute(database);
  } catch (cause) {
    throw new Fault('store.unavailable', 'The database does not answer.', { cause });
  }
}

/**
 * Does the work while no other process can hold the data of the folder; without a database there is none to hold.
 * @throws Fault `store.busy` when one does, before any of the work; `store.unavailable`
 */
export async function whileStoreIsFree(folder: string, work: () => void): Promise<void> {
  const path = join(folder, DATABASE_FILE);
  if (!existsSync(path)) return work();
  const { database } = openDatabase({ path, synchronous: 'full' });
  try {
    work();
  } finally {
    await database.destroy();
  }
}

/** @throws Fault `store.busy`, `store.unavailable`, `store.migration` */
export async function openStore(settings: StoreSettings): Promise<BotStore> {
  const folder = resolve(settings.folder, 'recordings');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(settings.folder, DATABASE_FILE);
  const { database, truncateLog } = openDatabase({ path, synchronous: settings.synchronous ?? 'full' });
  try {
    await migrate(database);
  } catch (error) {
    await database.destroy();
    throw error;
  }
  const feed = new CommitFeed(settings.onListenerFailure ?? ignore);
  const writer = new GroupCommit(database, {
    waitingLimit: settings.waitingLimit ?? WAITING_LIMIT,
    batchLimit: BATCH_LIMIT,
    onCommit: settings.onCommit ?? ignore,
  });
  const stamp = { now: () => settings.clock.now(), nextId: () => settings.ids.next() };
  const parts: StoreParts = { database, writer, feed, stamp };
  return {
    turns: createTurnStore(parts),
    conversations: createConversations(parts),
    outbox: createOutbox(parts),
    leads: createLeadStore(parts),
    recordings: createRecordings(parts, folder),
    console: createConsoleReader(database),
    leadSamples: (workspaceId, request) => readLeadSamples(database, workspaceId, request),
    staleLeads: (workspaceId, request) => readStaleLeads(database, workspaceId, request),
    countStaleLeads: (workspaceId, readBy) => countStaleLeads(database, workspaceId, readBy),
    knownOutcomes: (workspaceId, sinceMs) => readKnownOutcomes(database, workspaceId, sinceMs),
    shadowReadings: createShadowReadings(parts),
    feed,
    eraseContact: (workspaceId, contactId) =>
      eraseContact(parts, { workspaceId, contactId, folder, truncateLog }),
    get waitingWrites() {
      return writer.depth;
    },
    ping: () => ping(database),
    async close() {
      await writer.drain();
      await database.destroy();
    },
  };
}
