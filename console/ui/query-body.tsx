/** What a page shows of one query: its data, or in their place a skeleton, the fault with a way to try again, or the empty note. */
import type { ReactNode } from 'react';
import { EmptyNote, FaultNote, SkeletonLines, useDelayed } from './state-notes.js';

interface Query<Data> {
  readonly data: Data | undefined;
  readonly error: unknown;
  readonly isPending: boolean;
  refetch(): unknown;
}

interface QueryBodyProps<Data> {
  readonly query: Query<Data>;
  /** Heights of the final geometry, px. */
  readonly skeleton: readonly number[];
  /** What failed, and what is safe. */
  readonly failed: string;
  readonly empty: string;
  readonly isEmpty: (data: Data) => boolean;
  readonly children: (data: Data) => ReactNode;
}

/** Old data stay while a refetch fails. */
export function QueryBody<Data>({ query, skeleton, failed, empty, isEmpty, children }: QueryBodyProps<Data>) {
  const { data, error, isPending } = query;
  const isSlow = useDelayed(isPending);
  if (data === undefined && error) {
    return <FaultNote error={error} text={failed} onRetry={() => void query.refetch()} />;
  }
  if (data === undefined) return isSlow ? <SkeletonLines heights={skeleton} /> : null;
  return isEmpty(data) ? <EmptyNote text={empty} /> : children(data);
}
