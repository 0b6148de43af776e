/** TurnStore over Kysely: the two commits of a turn. Both run through group commit; reads go straight to the database. */
import { createHash } from 'node:crypto';
import {
  type BotTurn,
  type ConversationEvent,
  type EventDraft,
  Fault,
  type InboundTurn,
  type TurnId,
  toTurnId,
  type WorkspaceId,
} from '../../protocol/index.js';
import type { CommitFeed } from './event-feed.js';
import { appendEvents, type Stamp } from './event-rows.js';
import type { GroupCommit } from './group-commit.js';
import type { ConversationKey, Receipt, Reply, StoredState, TurnStore, UnrepliedTurn } from './ports.js';
import type { Database, Work } from './schema.js';

export interface StoreParts {
  readonly database: Database;
  readonly writer: GroupCommit;
  readonly feed: CommitFeed;
  readonly stamp: Stamp;
}

/** Equal for the same turn sent again, whatever trace it travels in. */
function hashContent(turn: InboundTurn): string {
  const { text } = turn.input;
  const value = turn.input.kind === 'choice' ? turn.input.value : '';
  const content = JSON.stringify([turn.workspaceId, turn.conversationId, turn.input.kind, text, value]);
  return createHash('sha256').update(content).digest('base64url');
}

function receivedDraft(turn: InboundTurn): EventDraft {
  const { input } = turn;
  const transcript = input.kind === 'speech' ? input.transcript : undefined;
  return {
    kind: 'turn.received',
    data: {
      turnId: turn.turnId,
      inputKind: input.kind,
      channel: turn.channel,
      ...(transcript === undefined
        ? {}
        : { startMs: transcript.startMs, endMs: transcript.endMs, wordTiming: transcript.wordTiming }),
    },
    personal: {
      text: input.text,
      ...(input.kind === 'choice' ? { value: input.value } : {}),
      ...(transcript === undefined ? {} : { words: transcript.words }),
    },
  };
}

interface Received {
  readonly receipt: Receipt;
  readonly events: readonly ConversationEvent[];
}

async function findReceipt(work: Work, turn: InboundTurn, hash: string): Promise<Received | undefined> {
  const known = await work
    .selectFrom('turns')
    .select(['content_hash', 'sequence', 'status'])
    .where('workspace_id', '=', turn.workspaceId)
    .where('turn_id', '=', turn.turnId)
    .executeTakeFirst();
  if (known === undefined) return undefined;
  if (known.content_hash !== hash) {
    throw new Fault('turn.conflict', 'This turn id was used before with other content.');
  }
  const isReplied = known.status === 'replied';
  return {
    receipt: { kind: 'again', turnId: turn.turnId, sequence: Number(known.sequence), isReplied },
    events: [],
  };
}

async function storeTurn(work: Work, turn: InboundTurn, stamp: Stamp): Promise<Received> {
  const hash = hashContent(turn);
  const known = await findReceipt(work, turn, hash);
  if (known !== undefined) return known;
  const { workspaceId, conversationId, traceparent } = turn;
  const drafts = [receivedDraft(turn)];
  const events = await appendEvents(work, { workspaceId, conversationId, traceparent, drafts, stamp });
  const sequence = events[0]!.sequence;
  await work
    .insertInto('turns')
    .values({
      workspace_id: workspaceId,
      conversation_id: conversationId,
      turn_id: turn.turnId,
      content_hash: hash,
      status: 'received',
      sequence,
      input: JSON.stringify(turn),
      reply: null,
      traceparent: traceparent ?? null,
      received_ms: stamp.now(),
      replied_ms: null,
    })
    .execute();
  return { receipt: { kind: 'new', turnId: turn.turnId, sequence, isReplied: false }, events };
}

/** Writes the next state if its version is still the expected one. Throws Fault `store.stale`. */
export async function swapState(
  work: Work,
  key: ConversationKey,
  next: { readonly state: string; readonly expectedVersion: number; readonly now: number },
): Promise<void> {
  const id = { workspace_id: key.workspaceId, conversation_id: key.conversationId };
  const version = next.expectedVersion + 1;
  if (next.expectedVersion === 0) {
    const inserted = await work
      .insertInto('dialog_state')
      .values({ ...id, version, state: next.state, updated_ms: next.now })
      .onConflict((conflict) => conflict.columns(['workspace_id', 'conversation_id']).doNothing())
      .executeTakeFirst();
    if (Number(inserted.numInsertedOrUpdatedRows ?? 0) === 1) return;
  } else {
    const updated = await work
      .updateTable('dialog_state')
      .set({ version, state: next.state, updated_ms: next.now })
      .where('workspace_id', '=', key.workspaceId)
      .where('conversation_id', '=', key.conversationId)
      .where('version', '=', next.expectedVersion)
      .executeTakeFirst();
    if (Number(updated.numUpdatedRows) === 1) return;
  }
  throw new Fault('store.stale', 'The state of the conversation was changed by somebody else meanwhile.');
}

async function storeReply(work: Work, reply: Reply, stamp: Stamp): Promise<readonly ConversationEvent[]> {
  const now = stamp.now();
  const marked = await work
    .updateTable('turns')
    .set({ status: 'replied', reply: JSON.stringify(reply.bot), input: null, replied_ms: now })
    .where('workspace_id', '=', reply.workspaceId)
    .where('turn_id', '=', reply.turnId)
    .where('status', '=', 'received')
    .executeTakeFirst();
  if (Number(marked.numUpdatedRows) === 0) return [];
  const { state, expectedVersion } = reply;
  if (state !== undefined) await swapState(work, reply, { state, expectedVersion, now });
  return appendEvents(work, { ...reply, locale: reply.bot.locale, stamp });
}

export function createTurnStore(parts: StoreParts): TurnStore {
  const { database, writer, feed, stamp } = parts;
  return {
    async receive(turn) {
      const received = await writer.write(
        (work) => storeTurn(work, turn, stamp),
        ({ events }) => feed.tellEvents(events),
      );
      return received.receipt;
    },
    async reply(reply) {
      await writer.write(
        (work) => storeReply(work, reply, stamp),
        (events) => feed.tellEvents(events),
      );
    },
    findReply: (workspaceId, turnId) => findReply(database, workspaceId, turnId),
    listUnreplied: (limit) => listUnreplied(database, limit),
    readState: (key) => readState(database, key),
  };
}

async function findReply(database: Database, workspaceId: WorkspaceId, turnId: TurnId) {
  const row = await database
    .selectFrom('turns')
    .select('reply')
    .where('workspace_id', '=', workspaceId)
    .where('turn_id', '=', turnId)
    .executeTakeFirst();
  return row === undefined || row.reply === null ? undefined : (JSON.parse(row.reply) as BotTurn);
}

async function listUnreplied(database: Database, limit: number): Promise<readonly UnrepliedTurn[]> {
  const rows = await database
    .selectFrom('turns')
    .select(['turn_id', 'input', 'sequence'])
    .where('status', '=', 'received')
    .where('input', 'is not', null)
    .orderBy('conversation_id')
    .orderBy('sequence')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    turn: { ...(JSON.parse(row.input!) as InboundTurn), turnId: toTurnId(row.turn_id) },
    sequence: Number(row.sequence),
  }));
}

async function readState(database: Database, key: ConversationKey): Promise<StoredState> {
  const row = await database
    .selectFrom('dialog_state')
    .select(['state', 'version'])
    .where('workspace_id', '=', key.workspaceId)
    .where('conversation_id', '=', key.conversationId)
    .executeTakeFirst();
  return row === undefined
    ? { state: undefined, version: 0 }
    : { state: row.state, version: Number(row.version) };
}
