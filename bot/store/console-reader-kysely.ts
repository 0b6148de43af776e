/** What the console reads: pages of conversations and leads, newest first, with search and filters. */
import { type SelectQueryBuilder, sql } from 'kysely';
import type { ChannelKind, ConversationRow, LocalizedText, Page, WorkspaceId } from '../../protocol/index.js';
import { readOverview } from './overview-kysely.js';
import { decodeCursor, encodeCursor } from './page-cursor.js';
import type { ConsoleReader, ConversationKey, PageRequest } from './ports.js';
import { readLead } from './read-lead.js';
import type { Database, Tables } from './schema.js';

interface RawRow {
  readonly conversation_id: string;
  readonly channel: string;
  readonly locale: string;
  readonly started_ms: number;
  readonly last_active_ms: number;
  readonly is_generated: number;
  readonly contact_name: string | null;
  readonly company: string | null;
  readonly headline: string | null;
  readonly headline_locale: string | null;
  readonly headline_words: string | null;
  readonly score: number | null;
  readonly readiness: string | null;
  readonly lead_class: string | null;
  readonly segment_name: string | null;
}

function toRow(row: RawRow): ConversationRow {
  return {
    conversationId: row.conversation_id,
    contactName: row.contact_name ?? '',
    ...(row.company === null ? {} : { company: row.company }),
    channel: row.channel as ChannelKind,
    locale: row.locale,
    startedMs: Number(row.started_ms),
    lastActiveMs: Number(row.last_active_ms),
    headline: headlineOf(row),
    ...(row.score === null ? {} : { scorePercent: Math.round(Number(row.score) * 100) }),
    ...(row.readiness === null ? {} : { readiness: row.readiness as ConversationRow['readiness'] }),
    ...(row.lead_class === null ? {} : { leadClass: row.lead_class }),
    ...(row.segment_name === null ? {} : { segmentName: JSON.parse(row.segment_name) as LocalizedText }),
    isGenerated: Number(row.is_generated) === 1,
  };
}

/** Rows of releases that knew one language have the plain words only. */
function headlineOf({ headline, headline_locale, headline_words, locale }: RawRow): LocalizedText {
  if (headline_words !== null) return JSON.parse(headline_words) as LocalizedText;
  return headline === null ? {} : { [headline_locale ?? locale]: headline };
}

function joined(database: Database, workspaceId: WorkspaceId) {
  return database
    .selectFrom('conversations')
    .leftJoin('leads', (join) =>
      join
        .onRef('leads.workspace_id', '=', 'conversations.workspace_id')
        .onRef('leads.conversation_id', '=', 'conversations.conversation_id'),
    )
    .where('conversations.workspace_id', '=', workspaceId);
}

type Joined = ReturnType<typeof joined>;

/** LIKE takes % and _ as wildcards; a visitor's search means them literally. */
const likePattern = (query: string) => `%${query.toLowerCase().replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;

/** Looks through the lead's words and through what was said. */
function withSearch(query: Joined, words: string): Joined {
  const pattern = likePattern(words);
  return query.where((where) =>
    where.or([
      sql<boolean>`leads.search like ${pattern} escape '\\'`,
      where.exists(
        where
          .selectFrom('event_personal')
          .select('event_personal.sequence')
          .whereRef('event_personal.workspace_id', '=', 'conversations.workspace_id')
          .whereRef('event_personal.conversation_id', '=', 'conversations.conversation_id')
          .where(sql<boolean>`lower(event_personal.personal) like ${pattern} escape '\\'`),
      ),
    ]),
  );
}

function withFilters(query: Joined, request: PageRequest): Joined {
  const { channel, leadClass } = request;
  let filtered = query;
  if (channel !== undefined) filtered = filtered.where('conversations.channel', '=', channel);
  if (leadClass !== undefined) filtered = filtered.where('leads.lead_class', '=', leadClass);
  if (request.query !== undefined && request.query !== '') filtered = withSearch(filtered, request.query);
  return filtered;
}

/** After the cursor, newest first, one row more than asked for to know whether another page follows. */
function paged(query: Joined, request: PageRequest): Joined {
  let after = query;
  if (request.cursor !== undefined) {
    const at = decodeCursor(request.cursor);
    after = after.where((where) =>
      where.or([
        where('conversations.last_active_ms', '<', at.lastActiveMs),
        where.and([
          where('conversations.last_active_ms', '=', at.lastActiveMs),
          where('conversations.conversation_id', '<', at.conversationId),
        ]),
      ]),
    );
  }
  return after
    .orderBy('conversations.last_active_ms', 'desc')
    .orderBy('conversations.conversation_id', 'desc')
    .limit(request.limit + 1);
}

const selectRow = (query: Joined) =>
  query.select([
    'conversations.conversation_id',
    'conversations.channel',
    'conversations.locale',
    'conversations.started_ms',
    'conversations.last_active_ms',
    'conversations.is_generated',
    'leads.contact_name',
    'leads.company',
    'leads.headline',
    'leads.headline_locale',
    'leads.headline_words',
    'leads.score',
    'leads.readiness',
    'leads.lead_class',
    'leads.segment_name',
  ]);

async function count(query: SelectQueryBuilder<Tables, never, unknown> | Joined): Promise<number> {
  const row = await (query as Joined)
    .select((select) => select.fn.countAll().as('count'))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

interface Positioned {
  readonly conversation_id: string;
  readonly last_active_ms: number;
}

function toPage<Raw extends Positioned, Item>(
  rows: readonly Raw[],
  shape: { readonly limit: number; readonly total: number; readonly toItem: (row: Raw) => Item },
): Page<Item> {
  const shown = rows.slice(0, shape.limit);
  const last = shown.at(-1);
  const hasMore = rows.length > shape.limit && last !== undefined;
  const nextCursor = hasMore
    ? encodeCursor({ lastActiveMs: Number(last.last_active_ms), conversationId: last.conversation_id })
    : undefined;
  return {
    items: shown.map(shape.toItem),
    total: shape.total,
    ...(nextCursor === undefined ? {} : { nextCursor }),
  };
}

async function conversations(database: Database, workspaceId: WorkspaceId, request: PageRequest) {
  const filtered = withFilters(joined(database, workspaceId), request);
  const total = await count(filtered);
  const rows = await selectRow(paged(filtered, request)).execute();
  return toPage(rows, { limit: request.limit, total, toItem: toRow });
}

async function leads(database: Database, workspaceId: WorkspaceId, request: PageRequest) {
  const filtered = withFilters(joined(database, workspaceId), request).where('leads.lead_id', 'is not', null);
  const total = await count(filtered);
  const rows = await paged(filtered, request)
    .select(['conversations.conversation_id', 'conversations.last_active_ms', 'leads.lead'])
    .execute();
  const toItem = (row: { lead: string | null }) => readLead(row.lead ?? '');
  return toPage(rows, { limit: request.limit, total, toItem });
}

export function createConsoleReader(database: Database): ConsoleReader {
  return {
    conversations: (workspaceId, request) => conversations(database, workspaceId, request),
    leads: (workspaceId, request) => leads(database, workspaceId, request),
    async findRow(key: ConversationKey) {
      const row = await selectRow(joined(database, key.workspaceId))
        .where('conversations.conversation_id', '=', key.conversationId)
        .executeTakeFirst();
      return row === undefined ? undefined : toRow(row);
    },
    async findLeadById(workspaceId, leadId) {
      const row = await database
        .selectFrom('leads')
        .select('lead')
        .where('workspace_id', '=', workspaceId)
        .where('lead_id', '=', leadId)
        .executeTakeFirst();
      return row === undefined ? undefined : readLead(row.lead);
    },
    overview: (workspaceId) => readOverview(database, workspaceId),
  };
}
