/** Leads with their folded profile and what became of them, for jobs that compare a model with the world. Newest first; reads only. */
import type { ScoredLead, WorkspaceId } from '../../protocol/index.js';
import type { LeadSample, LeadSampleRequest } from './ports.js';
import type { Database } from './schema.js';

async function outcomesOf(database: Database, workspaceId: WorkspaceId, ids: readonly string[]) {
  const rows = await database
    .selectFrom('events')
    .select(['conversation_id', 'data'])
    .where('workspace_id', '=', workspaceId)
    .where('kind', '=', 'outcome.recorded')
    .where('conversation_id', 'in', ids)
    .orderBy('sequence')
    .execute();
  return new Map(
    rows.map((row) => [row.conversation_id, (JSON.parse(row.data) as { isWon: boolean }).isWon] as const),
  );
}

export async function readLeadSamples(
  database: Database,
  workspaceId: WorkspaceId,
  { sinceMs, limit }: LeadSampleRequest,
): Promise<readonly LeadSample[]> {
  const rows = await database
    .selectFrom('leads')
    .innerJoin('lead_profiles', (join) =>
      join
        .onRef('lead_profiles.workspace_id', '=', 'leads.workspace_id')
        .onRef('lead_profiles.conversation_id', '=', 'leads.conversation_id'),
    )
    .select(['leads.conversation_id', 'leads.lead', 'lead_profiles.profile'])
    .where('leads.workspace_id', '=', workspaceId)
    .where('leads.last_active_ms', '>=', sinceMs)
    .orderBy('leads.last_active_ms', 'desc')
    .limit(limit)
    .execute();
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.conversation_id);
  const outcomes = await outcomesOf(database, workspaceId, ids);
  return rows.map(({ conversation_id, lead, profile }) => {
    const isWon = outcomes.get(conversation_id);
    return { profile, score: (JSON.parse(lead) as ScoredLead).score, ...(isWon !== undefined && { isWon }) };
  });
}
