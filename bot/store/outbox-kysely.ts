/** The outbox over Kysely: a row per event not yet handled by its consumers; written with the event, deleted after them. */
import type { ConversationEvent, ConversationId } from '../../protocol/index.js';
import { selectEvents, toEvent } from './event-rows.js';
import type { Outbox } from './ports.js';
import type { Database, Work } from './schema.js';
import type { StoreParts } from './turn-store-kysely.js';

async function read(database: Database, limit: number, except: ReadonlySet<ConversationId>) {
  const rows = await selectEvents(database)
    .innerJoin('outbox', (join) =>
      join
        .onRef('outbox.workspace_id', '=', 'events.workspace_id')
        .onRef('outbox.conversation_id', '=', 'events.conversation_id')
        .onRef('outbox.sequence', '=', 'events.sequence'),
    )
    .$if(except.size > 0, (query) => query.where('outbox.conversation_id', 'not in', [...except]))
    .orderBy('outbox.position')
    .limit(limit)
    .execute();
  return rows.map(toEvent);
}

/** One delete per conversation, up to its newest handled event: the relay delivers in order. */
async function publish(work: Work, events: readonly ConversationEvent[]): Promise<void> {
  const newest = new Map<string, ConversationEvent>();
  for (const event of events) newest.set(`${event.workspaceId} ${event.conversationId}`, event);
  for (const event of newest.values()) {
    await work
      .deleteFrom('outbox')
      .where('workspace_id', '=', event.workspaceId)
      .where('conversation_id', '=', event.conversationId)
      .where('sequence', '<=', event.sequence)
      .execute();
  }
}

export function createOutbox({ database, writer }: StoreParts): Outbox {
  return {
    read: (limit, except) => read(database, limit, except),
    publish: (events) => writer.write((work) => publish(work, events)),
    async count() {
      const row = await database
        .selectFrom('outbox')
        .select((select) => select.fn.countAll().as('count'))
        .executeTakeFirstOrThrow();
      return Number(row.count);
    },
  };
}
