/** Live events of the namespace /console, folded into the query cache. One socket per page; never polls by itself. */
import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import { io, type Socket } from 'socket.io-client';
import type {
  ConsoleClientEvents,
  ConsoleServerEvents,
  ConversationDetail,
  ConversationEvent,
  ConversationRow,
  Page,
  ScoredLead,
} from '../../protocol/index.js';
import { mergeEvents } from '../model/transcript.js';
import { keys, type RowFilter, type TableRead } from './queries.js';

type LiveSocket = Socket<ConsoleServerEvents, ConsoleClientEvents>;
type Rows = InfiniteData<Page<ConversationRow>, string | undefined>;

/** How long the socket may be away before the page says so. */
const GRACE_MS = 3000;

let socket: LiveSocket | undefined;
let watched = '';
let isLive = true;
let timer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

function setLive(value: boolean): void {
  if (timer !== undefined) clearTimeout(timer);
  timer = undefined;
  if (isLive === value) return;
  isLive = value;
  for (const listener of listeners) listener();
}

/** Opens the socket and keeps the cache in step with what the server says; the returned function closes it. */
export function connectLive(client: QueryClient): () => void {
  const live: LiveSocket = io('/console', { path: '/socket.io', withCredentials: true });
  socket = live;
  let wasConnected = false;
  live.on('connect', () => {
    setLive(true);
    if (watched !== '') live.emit('watch', watched);
    if (wasConnected) void client.invalidateQueries();
    wasConnected = true;
  });
  const lose = () => {
    timer ??= setTimeout(() => setLive(false), GRACE_MS);
  };
  live.on('disconnect', lose);
  live.on('connect_error', lose);
  live.on('conversation.changed', (row) => applyRow(client, row));
  live.on('lead.changed', (lead) => applyLead(client, lead));
  live.on('conversation.event', (event) => applyEvent(client, event));
  return () => {
    live.close();
    socket = undefined;
  };
}

/** False once the socket has been away for longer than a blink. */
export function useIsLive(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => isLive,
  );
}

/** Follows the events of one conversation while the component is shown. */
export function useWatch(conversationId: string | undefined): void {
  useEffect(() => {
    watched = conversationId ?? '';
    socket?.emit('watch', watched);
    return () => {
      watched = '';
      socket?.emit('watch', '');
    };
  }, [conversationId]);
}

/** Does a changed row belong into a list that was asked for with this filter? Text can only be matched by the server. */
function belongs(row: ConversationRow, filter: RowFilter): boolean {
  if (filter.query !== '') return false;
  if (filter.channel !== '' && filter.channel !== row.channel) return false;
  return filter.class === '' || filter.class === row.leadClass;
}

function applyRow(client: QueryClient, row: ConversationRow): void {
  for (const [key, data] of client.getQueriesData<Rows>({ queryKey: keys.rows })) {
    if (!data) continue;
    client.setQueryData<Rows>(key, putRow(data, row, belongs(row, key[1] as RowFilter)));
  }
  client.setQueryData<ConversationDetail>(keys.detail(row.conversationId), (detail) =>
    detail ? { ...detail, row } : detail,
  );
  client.setQueryData<TableRead>(keys.table, (table) => (table ? putTableRow(table, row) : table));
}

function putTableRow(table: TableRead, row: ConversationRow): TableRead {
  const rest = table.rows.filter((item) => item.conversationId !== row.conversationId);
  const isNew = rest.length === table.rows.length;
  return { rows: [row, ...rest], total: table.total + (isNew ? 1 : 0) };
}

/** The list with the row in its new state; a new row goes to the first page. */
export function putRow(data: Rows, row: ConversationRow, canAdd: boolean): Rows {
  let isKnown = false;
  const pages = data.pages.map((page) => ({
    ...page,
    items: page.items.map((item) => {
      if (item.conversationId !== row.conversationId) return item;
      isKnown = true;
      return row;
    }),
  }));
  const first = pages[0];
  if (isKnown || !canAdd || !first) return { ...data, pages };
  const grown = { ...first, items: [row, ...first.items] };
  return { ...data, pages: [grown, ...pages.slice(1)].map((page) => ({ ...page, total: page.total + 1 })) };
}

function applyLead(client: QueryClient, lead: ScoredLead): void {
  client.setQueryData<ConversationDetail>(keys.detail(lead.conversationId), (detail) =>
    detail ? { ...detail, lead } : detail,
  );
}

function applyEvent(client: QueryClient, event: ConversationEvent): void {
  const key = keys.detail(event.conversationId);
  const known = client.getQueryData<ConversationDetail>(key);
  if (!known) return;
  const events = mergeEvents(known.events, [event]);
  client.setQueryData<ConversationDetail>(key, { ...known, events });
  const hasGap = events.some(
    (entry, index) => index > 0 && entry.sequence !== (events[index - 1]?.sequence ?? 0) + 1,
  );
  if (hasGap || event.kind === 'recording.stored' || event.kind === 'conversation.ended') {
    void client.invalidateQueries({ queryKey: key });
  }
}
