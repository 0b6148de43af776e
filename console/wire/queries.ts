/** The server's data as React Query hooks: one per endpoint of protocol/console-wire. Old data stays while new data loads. */
import { keepPreviousData, QueryClient, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type {
  ConsoleSession,
  ConversationDetail,
  ConversationRow,
  ModelSummary,
  Overview,
  Page,
  RetrainingStatus,
  ShadowReport,
} from '../../protocol/index.js';
import { ApiFault, readApi } from './api.js';

export interface RowFilter {
  readonly query: string;
  readonly channel: string;
  readonly class: string;
}

export const NO_FILTER: RowFilter = { query: '', channel: '', class: '' };

const PAGE_SIZE = 50;
const NO_TITLES: ConsoleSession['flowTitles'] = {};
const TABLE_PAGE_SIZE = 200;
/** More rows than this are not pulled into the browser; the table says so. */
export const TABLE_LIMIT = 5000;

export const keys = {
  session: ['session'] as const,
  rows: ['conversations'] as const,
  rowsOf: (filter: RowFilter) => ['conversations', filter] as const,
  detail: (conversationId: string) => ['conversation', conversationId] as const,
  table: ['leads-table'] as const,
  overview: ['overview'] as const,
  models: ['models'] as const,
  shadow: (model: string) => ['shadow', model] as const,
  retraining: (model: string) => ['retraining', model] as const,
};

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      refetchOnWindowFocus: true,
      retry: (failures, error) => failures < 2 && error instanceof ApiFault && error.isRetryable,
      retryDelay: (attempt) => 400 * 2 ** attempt,
    },
  },
});

export function useSession() {
  return useQuery({
    queryKey: keys.session,
    queryFn: ({ signal }) => readApi<ConsoleSession>('session', {}, signal),
    staleTime: 5 * 60_000,
  });
}

/** The business's time zone; the browser's own until the session is known. */
export function useTimeZone(): string {
  return useSession().data?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Titles of the pack's flows by name and locale; empty until the session is known. */
export function useFlowTitles(): ConsoleSession['flowTitles'] {
  return useSession().data?.flowTitles ?? NO_TITLES;
}

export function useRows(filter: RowFilter) {
  return useInfiniteQuery({
    queryKey: keys.rowsOf(filter),
    queryFn: ({ pageParam, signal }) =>
      readApi<Page<ConversationRow>>(
        'conversations',
        { limit: PAGE_SIZE, cursor: pageParam, ...filter },
        signal,
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
}

export function useConversation(conversationId: string | undefined) {
  return useQuery({
    queryKey: keys.detail(conversationId ?? ''),
    enabled: conversationId !== undefined,
    queryFn: ({ signal }) =>
      readApi<ConversationDetail>(`conversations/${encodeURIComponent(conversationId ?? '')}`, {}, signal),
  });
}

export interface TableRead {
  readonly rows: readonly ConversationRow[];
  readonly total: number;
}

/** All rows up to TABLE_LIMIT, page by page; sorting and filtering happen in the browser. */
export function useTableRows() {
  return useQuery({
    queryKey: keys.table,
    queryFn: ({ signal }) => readAllRows(signal),
    staleTime: 60_000,
  });
}

async function readAllRows(signal: AbortSignal): Promise<TableRead> {
  const rows: ConversationRow[] = [];
  let cursor: string | undefined;
  let total = 0;
  do {
    const page = await readApi<Page<ConversationRow>>(
      'conversations',
      { limit: TABLE_PAGE_SIZE, cursor },
      signal,
    );
    rows.push(...page.items);
    cursor = page.nextCursor;
    total = page.total;
  } while (cursor !== undefined && rows.length < TABLE_LIMIT);
  return { rows, total };
}

export function useOverview() {
  return useQuery({
    queryKey: keys.overview,
    queryFn: ({ signal }) => readApi<Overview>('overview', {}, signal),
    refetchInterval: 15_000,
  });
}

/** The active models; a server may answer a page or a bare list. */
export function useModels() {
  return useQuery({
    queryKey: keys.models,
    queryFn: async ({ signal }) => {
      const body = await readApi<Page<ModelSummary> | readonly ModelSummary[]>('models', {}, signal);
      return 'items' in body ? body.items : body;
    },
  });
}

/** What the version on trial has shown so far. */
export function useShadow(model: string) {
  return useQuery({
    queryKey: keys.shadow(model),
    queryFn: ({ signal }) => readApi<ShadowReport>(`models/${encodeURIComponent(model)}/shadow`, {}, signal),
    refetchInterval: 15_000,
  });
}

/** How training a model again stands. */
export function useRetraining(model: string) {
  return useQuery({
    queryKey: keys.retraining(model),
    queryFn: ({ signal }) =>
      readApi<RetrainingStatus>(`models/${encodeURIComponent(model)}/retraining`, {}, signal),
    refetchInterval: 5_000,
  });
}
