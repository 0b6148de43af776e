/** The virtual list of conversations: a listbox that arrows walk through. Loads the next page before its end is seen. */
import { useVirtualizer, type VirtualItem, type Virtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
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
  const { density } = useSettings();
  const { list } = props;
  const isSlow = useDelayed(list.isPending);
  if (list.error) return <FaultNote error={list.error} text={words.states.listFailed} onRetry={list.retry} />;
  if (!list.isLoaded)
    return isSlow ? <SkeletonLines heights={[16, 12, 12, 28, 16, 12, 12, 28, 16, 12, 12]} /> : null;
  if (list.rows.length === 0) return <EmptyNote text={words.inbox.nothingFound} />;
  return <LoadedList key={density} {...props} density={density} />;
}

interface LoadedListProps extends ConversationListProps {
  readonly density: keyof typeof ROW_HEIGHT;
}

function LoadedList({ list, selected, onSelect, onOpen, density }: LoadedListProps) {
  const words = useWords();
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: list.rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT[density],
    overscan: 8,
    getItemKey: (index) => list.rows[index]?.conversationId ?? index,
  });
  const at = list.rows.findIndex((row) => row.conversationId === selected);
  const items = virtual.getVirtualItems();
  useShowSelected(virtual, at, selected);
  useLoadAhead(list, items.at(-1)?.index ?? 0);
  return (
    <div
      ref={scroller}
      className="list-scroll"
      role="listbox"
      tabIndex={0}
      aria-label={words.inbox.list}
      aria-activedescendant={at >= 0 ? `row-${selected}` : undefined}
      onKeyDown={(event) => {
        if (event.key === 'Enter') onOpen();
        const row = list.rows[targetOf(event.key, at, list.rows.length) ?? -1];
        if (row) event.preventDefault();
        if (row) onSelect(row.conversationId);
      }}
    >
      <div role="presentation" className="virtual-space" style={{ height: virtual.getTotalSize() }}>
        {items.map((item) => (
          <PlacedRow
            key={item.key}
            item={item}
            list={list}
            selected={selected}
            onSelect={onSelect}
            onOpen={onOpen}
          />
        ))}
      </div>
    </div>
  );
}

interface PlacedRowProps extends ConversationListProps {
  readonly item: VirtualItem;
}

function PlacedRow({ item, list, selected, onSelect, onOpen }: PlacedRowProps) {
  const row = list.rows[item.index];
  if (!row) return null;
  return (
    <ConversationRowView
      row={row}
      place={{ top: item.start, height: item.size, index: item.index, count: list.total }}
      isSelected={row.conversationId === selected}
      onSelect={() => {
        onSelect(row.conversationId);
        onOpen();
      }}
    />
  );
}

/** Scrolls to a row when it is chosen, not when others move around it. */
function useShowSelected(
  virtual: Virtualizer<HTMLDivElement, Element>,
  at: number,
  selected: string | undefined,
): void {
  const shown = useRef<string>(undefined);
  useEffect(() => {
    if (at < 0 || shown.current === selected) return;
    shown.current = selected;
    virtual.scrollToIndex(at);
  });
}

function useLoadAhead(list: ListRows, lastShown: number): void {
  useEffect(() => {
    if (list.hasMore && lastShown >= list.rows.length - LOAD_AHEAD) list.loadMore();
  });
}

function targetOf(key: string, at: number, count: number): number | undefined {
  if (key === 'ArrowDown') return Math.min(count - 1, at + 1);
  if (key === 'ArrowUp') return Math.max(0, at - 1);
  if (key === 'Home') return 0;
  return key === 'End' ? count - 1 : undefined;
}
