/** Conversations over Kysely: opening one, finding it, its events, and events that no turn caused. */
import type { Selectable } from 'kysely';
import {
  type ChannelKind,
  type ConversationEvent,
  toContactId,
  toConversationId,
  toWorkspaceId,
} from '../../protocol/index.js';
import { appendEvents, selectEvents, toEvent } from './event-rows.js';
import type { Conversation, ConversationKey, Conversations, NewConversation } from './ports.js';
import type { Database, Tables, Work } from './schema.js';
import { type StoreParts, swapState } from './turn-store-kysely.js';

function toConversation(row: Selectable<Tables['conversations']>): Conversation {
  return {
    workspaceId: toWorkspaceId(row.workspace_id),
    conversationId: toConversationId(row.conversation_id),
    contactId: toContactId(row.contact_id),
    channel: row.channel as ChannelKind,
    locale: row.locale,
    pack: row.pack,
    isGenerated: Number(row.is_generated) === 1,
    startedMs: Number(row.started_ms),
    lastActiveMs: Number(row.last_active_ms),
    ...(row.ended_ms === null ? {} : { endedMs: Number(row.ended_ms) }),
    lastSequence: Number(row.last_sequence),
  };
}

async function insertConversation(work: Work, request: NewConversation, now: number): Promise<void> {
  await work
    .insertInto('contacts')
    .values({
      workspace_id: request.workspaceId,
      contact_id: request.contactId,
      created_ms: now,
      erased_ms: null,
    })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'contact_id']).doNothing())
    .execute();
  await work
    .insertInto('conversations')
    .values({
      workspace_id: request.workspaceId,
      conversation_id: request.conversationId,
      contact_id: request.contactId,
      channel: request.channel,
      locale: request.locale,
      pack: request.pack,
      is_generated: request.isGenerated ? 1 : 0,
      started_ms: now,
      last_active_ms: now,
      ended_ms: null,
      last_sequence: 0,
      traceparent: request.traceparent ?? null,
    })
    .execute();
}

async function open(
  work: Work,
  request: NewConversation,
  parts: StoreParts,
): Promise<readonly ConversationEvent[]> {
  const now = parts.stamp.now();
  await insertConversation(work, request, now);
  const { state } = request;
  if (state !== undefined) await swapState(work, request, { state, expectedVersion: 0, now });
  return appendEvents(work, { ...request, stamp: parts.stamp });
}

async function find(database: Database, key: ConversationKey): Promise<Conversation | undefined> {
  const row = await database
    .selectFrom('conversations')
    .selectAll()
    .where('workspace_id', '=', key.workspaceId)
    .where('conversation_id', '=', key.conversationId)
    .executeTakeFirst();
  return row === undefined ? undefined : toConversation(row);
}

async function eventsSince(database: Database, key: ConversationKey, since: number) {
  const rows = await selectEvents(database)
    .where('events.workspace_id', '=', key.workspaceId)
    .where('events.conversation_id', '=', key.conversationId)
    .where('events.sequence', '>', since)
    .orderBy('events.sequence')
    .execute();
  return rows.map(toEvent);
}

export function createConversations(parts: StoreParts): Conversations {
  const { database, writer, feed, stamp } = parts;
  return {
    open: (request) =>
      writer.write(
        (work) => open(work, request, parts),
        (events) => feed.tellEvents(events),
      ),
    append: (key, drafts, traceparent) =>
      writer.write(
        (work) => appendEvents(work, { ...key, drafts, traceparent, stamp }),
        (events) => feed.tellEvents(events),
      ),
    find: (key) => find(database, key),
    eventsSince: (key, since) => eventsSince(database, key, since),
  };
}
