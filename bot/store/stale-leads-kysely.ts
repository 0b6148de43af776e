/** Leads that other models read than those of now, for the job that reads them again. Newest first; reads only. */
import { toConversationId, type WorkspaceId } from '../../protocol/index.js';
import type { StaleLead, StaleLeadRequest } from './ports.js';
import type { Database } from './schema.js';

const selectStale = (database: Database, workspaceId: WorkspaceId, readBy: string) =>
  database
    .selectFrom('leads')
    .where('workspace_id', '=', workspaceId)
    .where(({ or, eb }) => or([eb('read_by', 'is', null), eb('read_by', '!=', readBy)]));

export async function readStaleLeads(
  database: Database,
  workspaceId: WorkspaceId,
  { readBy, limit, after }: StaleLeadRequest,
): Promise<readonly StaleLead[]> {
  let query = selectStale(database, workspaceId, readBy);
  if (after !== undefined) {
    const { lastActiveMs, conversationId } = after;
    query = query.where(({ or, and, eb }) =>
      or([
        eb('last_active_ms', '<', lastActiveMs),
        and([eb('last_active_ms', '=', lastActiveMs), eb('conversation_id', '<', conversationId)]),
      ]),
    );
  }
  const rows = await query
    .select(['conversation_id', 'last_active_ms'])
    .orderBy('last_active_ms', 'desc')
    .orderBy('conversation_id', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    conversationId: toConversationId(row.conversation_id),
    lastActiveMs: Number(row.last_active_ms),
  }));
}

export async function countStaleLeads(
  database: Database,
  workspaceId: WorkspaceId,
  readBy: string,
): Promise<number> {
  const row = await selectStale(database, workspaceId, readBy)
    .select((select) => select.fn.countAll().as('count'))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}
