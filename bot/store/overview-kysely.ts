/** The numbers of the reports page, counted in the database. */
import type { Overview, ScoredLead, WorkspaceId } from '../../protocol/index.js';
import type { Database } from './schema.js';

/** Newest answers that the response time is taken from. */
const RESPONSE_SAMPLE = 5000;

type Counted = 'channel' | 'lead_class' | 'readiness';

async function countConversationsBy(database: Database, workspaceId: WorkspaceId) {
  const rows = await database
    .selectFrom('conversations')
    .select(['channel', 'is_generated', (select) => select.fn.countAll().as('count')])
    .where('workspace_id', '=', workspaceId)
    .groupBy(['channel', 'is_generated'])
    .execute();
  const byChannel: Record<string, number> = {};
  let generated = 0;
  let conversations = 0;
  for (const row of rows) {
    const count = Number(row.count);
    byChannel[row.channel] = (byChannel[row.channel] ?? 0) + count;
    conversations += count;
    if (Number(row.is_generated) === 1) generated += count;
  }
  return { byChannel, generated, conversations };
}

async function countLeadsBy(
  database: Database,
  workspaceId: WorkspaceId,
  column: Exclude<Counted, 'channel'>,
) {
  const rows = await database
    .selectFrom('leads')
    .select([column, (select) => select.fn.countAll().as('count')])
    .where('workspace_id', '=', workspaceId)
    .groupBy(column)
    .execute();
  const counts: Record<string, number> = {};
  for (const row of rows as readonly Readonly<Record<string, unknown>>[]) {
    counts[String(row[column] ?? 'insufficient')] = Number(row.count);
  }
  return counts;
}

async function readSegments(database: Database, workspaceId: WorkspaceId): Promise<Overview['bySegment']> {
  const groups = await database
    .selectFrom('leads')
    .select(['segment_id', (select) => select.fn.countAll().as('count')])
    .select((select) => select.fn.max('conversation_id').as('sample'))
    .where('workspace_id', '=', workspaceId)
    .where('segment_id', 'is not', null)
    .groupBy('segment_id')
    .execute();
  const segments: Overview['bySegment'][number][] = [];
  for (const group of groups) {
    const row = await database
      .selectFrom('leads')
      .select('lead')
      .where('workspace_id', '=', workspaceId)
      .where('conversation_id', '=', group.sample)
      .executeTakeFirstOrThrow();
    const { segment } = JSON.parse(row.lead) as ScoredLead;
    if (segment === undefined) continue;
    segments.push({ name: segment.name, traits: segment.traits, size: Number(group.count) });
  }
  return segments.sort((left, right) => right.size - left.size);
}

/** Value below which `share` of the sorted values lie (nearest rank). */
function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))]!;
}

async function readResponseTimes(
  database: Database,
  workspaceId: WorkspaceId,
): Promise<Overview['responseMs']> {
  const rows = await database
    .selectFrom('events')
    .select('data')
    .where('workspace_id', '=', workspaceId)
    .where('kind', '=', 'playback.finished')
    .orderBy('at_ms', 'desc')
    .limit(RESPONSE_SAMPLE)
    .execute();
  const times = rows
    .map((row) => (JSON.parse(row.data) as { responseMs?: number }).responseMs)
    .filter((time) => time !== undefined)
    .sort((left, right) => left - right);
  if (times.length === 0) return undefined;
  return { p50: quantile(times, 0.5), p95: quantile(times, 0.95), count: times.length };
}

export async function readOverview(database: Database, workspaceId: WorkspaceId): Promise<Overview> {
  const { byChannel, generated, conversations } = await countConversationsBy(database, workspaceId);
  const byClass = await countLeadsBy(database, workspaceId, 'lead_class');
  const responseMs = await readResponseTimes(database, workspaceId);
  return {
    conversations,
    leads: Object.values(byClass).reduce((sum, count) => sum + count, 0),
    generated,
    byChannel,
    byClass,
    bySegment: await readSegments(database, workspaceId),
    readiness: await countLeadsBy(database, workspaceId, 'readiness'),
    ...(responseMs === undefined ? {} : { responseMs }),
  };
}
