/** The virtual list of conversations: a listbox that arrows walk through. Loads the next page before its end is seen. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { useSettings } from '../settings/settings-store.js';
import { EmptyNote, FaultNote, SkeletonLines, useDelayed } from '../ui/state-notes.js';
import { useWords } from '../words/use-words.js';
import { ConversationRowView } from './conversation-row.js';
import type { ListRows } from './use-list-rows.js';

interface ConversationListProps {
  readonly list: ListRows;
  readonly selected?: string;
  readonly onSelect: (conversationId: string) => void;
  /** The rep chose a row to read: by click or Enter. */
  readonly onOpen: () => void;
}

const ROW_HEIGHT = { comfortable: 85, compact: 68 } as const;
const LOAD_AHEAD = 10;

export function ConversationList(props: ConversationListProps) {
  const words = useWords();
  const { list } = props;
  const isSlow = useDelayed(list.isPending);
  if (list.error) return <FaultNote error={list.error} text={words.states.listFailed} onRetry={list.retry} />;
  if (!list.isLoaded) return isSlow ? <SkeletonLines heights={[16, 12, 12, 28, 16, 12, 12, 28, 16, 12, 12]} /> : null;
  if (list.rows.length === 0) return <EmptyNote text={words.inbox.nothingFound} />;
  return <LoadedList {...props} />;
}

function LoadedList({ list, selected, onSelect, onOpen }: ConversationListProps) {
  const words = useWords();
  const { density } = useSettings();
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: list.rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT[density],
    overscan: 8,
    getItemKey: (index) => list.rows[index]?.conversationId ?? index,
  });
  const at = list.rows.findIndex((row) => row.conversationId === selected);
  useEffect(() => virtual.measure(), [density, virtual]);
  useEffect(() => {
    if (at >= 0) virtual.scrollToIndex(at);
  }, [at, virtual]);
  const items = virtual.getVirtualItems();
  const lastShown = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (list.hasMore && lastShown >= list.rows.length - LOAD_AHEAD) list.loadMore();
  });
  const move = (event: KeyboardEvent) => {
    if (event.key === 'Enter') onOpen();
    const next = targetOf(event.key, at, list.rows.length);
    const row = next === undefined ? undefined : list.rows[next];
    if (!row) return;
    event.preventDefault();
    onSelect(row.conversationId);
  };
  return (
    <div
      ref={scroller}
      className="list-scroll"
      role="listbox"
      tabIndex={0}
      aria-label={words.inbox.list}
      aria-activedescendant={at >= 0 ? `row-${selected}` : undefined}
      onKeyDown={move}
    >
      <div role="presentation" className="virtual-space" style={{ height: virtual.getTotalSize() }}>
        {items.map((item) => {
          const row = list.rows[item.index];
          return row ? (
            <ConversationRowView
              key={item.key}
              row={row}
              place={{ top: item.start, height: item.size, index: item.index, count: list.total }}
              isSelected={row.conversationId === selected}
              onSelect={() => {
                onSelect(row.conversationId);
                onOpen();
              }}
            />
          ) : null;
        })}
      </div>
    </div>
  );
}

function targetOf(key: string, at: number, count: number): number | undefined {
  if (key === 'ArrowDown') return Math.min(count - 1, at + 1);
  if (key === 'ArrowUp') return Math.max(0, at - 1);
  if (key === 'Home') return 0;
  return key === 'End' ? count - 1 : undefined;
}
