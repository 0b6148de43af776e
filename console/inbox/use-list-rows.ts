/** The loaded rows of the inbox as one list, newest first, each conversation once. */
import { useMemo } from 'react';
import type { ConversationRow } from '../../protocol/index.js';
import { type RowFilter, useRows } from '../wire/queries.js';

export interface ListRows {
  readonly rows: readonly ConversationRow[];
  readonly total: number;
  readonly isLoaded: boolean;
  readonly isPending: boolean;
  readonly error: unknown;
  readonly hasMore: boolean;
  readonly loadMore: () => void;
  readonly retry: () => void;
}

export function useListRows(filter: RowFilter): ListRows {
  const query = useRows(filter);
  const pages = query.data?.pages;
  const rows = useMemo(() => {
    const byId = new Map<string, ConversationRow>();
    for (const page of pages ?? []) for (const row of page.items) byId.set(row.conversationId, row);
    return [...byId.values()].sort((a, b) => b.lastActiveMs - a.lastActiveMs);
  }, [pages]);
  return {
    rows,
    total: pages?.[0]?.total ?? 0,
    isLoaded: pages !== undefined,
    isPending: query.isPending,
    error: pages === undefined ? query.error : undefined,
    hasMore: query.hasNextPage,
    loadMore: () => {
      if (query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage();
    },
    retry: () => void query.refetch(),
  };
}
