/** Which conversations reached the goal and which did not, as recorded, for reports and training. Reads only. */
import { type ConversationId, toConversationId, type WorkspaceId } from '../../protocol/index.js';
import type { KnownOutcome } from './ports.js';
import type { Database } from './schema.js';

/** In the order in which they were recorded, so that the last one of a conversation counts. */
export async function readKnownOutcomes(
  database: Database,
  workspaceId: WorkspaceId,
  sinceMs: number,
): Promise<ReadonlyMap<ConversationId, KnownOutcome>> {
  const rows = await database
    .selectFrom('events')
    .select(['conversation_id', 'at_ms', 'data'])
    .where('workspace_id', '=', workspaceId)
    .where('kind', '=', 'outcome.recorded')
    .where('at_ms', '>=', sinceMs)
    .orderBy('at_ms')
    .execute();
  return new Map(
    rows.map(({ conversation_id, at_ms, data }) => [
      toConversationId(conversation_id),
      { atMs: Number(at_ms), isWon: (JSON.parse(data) as { isWon: boolean }).isWon },
    ]),
  );
}
