/** The inbox: list, conversation and lead side by side, as far as the window has room. Opens on the newest conversation. */
import { Drawer } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import { useLayoutMode } from '../app/layout-mode.js';
import { ConversationView } from '../conversation/conversation-view.js';
import { useWatch } from '../wire/live.js';
import { NO_FILTER, type RowFilter } from '../wire/queries.js';
import { useWords } from '../words/use-words.js';
import { ConversationList } from './conversation-list.js';
import { ListPane } from './list-pane.js';
import { useListRows } from './use-list-rows.js';

export function InboxPage({ conversationId }: { readonly conversationId?: string }) {
  const mode = useLayoutMode();
  const [filter, setFilter] = useState<RowFilter>(NO_FILTER);
  const [isListOpen, setListOpen] = useState(false);
  const list = useListRows(filter);
  const open = useOpen();
  useWatch(conversationId);
  useNewest(mode !== 'narrow' && conversationId === undefined ? list.rows[0]?.conversationId : undefined);

  const closeList = () => setListOpen(false);
  const closing = mode === 'medium' ? { onClose: closeList } : {};
  const pane = (
    <ListPane list={list} filter={filter} onFilter={setFilter} {...closing}>
      <ConversationList list={list} selected={conversationId} onSelect={open} onOpen={closeList} />
    </ListPane>
  );
  if (mode === 'narrow' && conversationId === undefined)
    return <div className="inbox inbox-narrow">{pane}</div>;
  return (
    <div className={`inbox inbox-${mode}`}>
      {mode === 'wide' && pane}
      <ConversationView
        key={conversationId}
        conversationId={conversationId}
        isEmptyInbox={list.isLoaded && list.rows.length === 0}
        mode={mode}
        onOpenList={() => setListOpen(true)}
      />
      {mode === 'medium' && (
        <ListDrawer isOpen={isListOpen} onClose={closeList}>
          {pane}
        </ListDrawer>
      )}
    </div>
  );
}

function useOpen(): (conversationId: string, replace?: boolean) => void {
  const navigate = useNavigate();
  return (conversationId, replace = false) => {
    void navigate({ to: '/inbox/$conversationId', params: { conversationId }, replace });
  };
}

/** Opens the newest conversation where one has to stand beside the list and none was chosen. */
function useNewest(conversationId: string | undefined): void {
  const open = useOpen();
  useEffect(() => {
    if (conversationId !== undefined) open(conversationId, true);
  });
}

interface ListDrawerProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

function ListDrawer({ isOpen, onClose, children }: ListDrawerProps) {
  const words = useWords();
  return (
    <Drawer
      opened={isOpen}
      onClose={onClose}
      size={340}
      withCloseButton={false}
      padding={0}
      aria-label={words.inbox.list}
      classNames={{ body: 'list-drawer' }}
    >
      {children}
    </Drawer>
  );
}
