/** The inbox: list, conversation and lead side by side, as far as the window has room. Opens on the newest conversation. */
import { Drawer } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useLayoutMode } from '../app/layout-mode.js';
import { ConversationView } from '../conversation/conversation-view.js';
import { NO_FILTER, type RowFilter } from '../wire/queries.js';
import { useWatch } from '../wire/live.js';
import { useWords } from '../words/use-words.js';
import { ConversationList } from './conversation-list.js';
import { ListPane } from './list-pane.js';
import { useListRows } from './use-list-rows.js';

export function InboxPage({ conversationId }: { readonly conversationId?: string }) {
  const words = useWords();
  const mode = useLayoutMode();
  const navigate = useNavigate();
  const [filter, setFilter] = useState<RowFilter>(NO_FILTER);
  const [isListOpen, setListOpen] = useState(false);
  const list = useListRows(filter);
  useWatch(conversationId);

  const open = (id: string, replace = false) => {
    void navigate({ to: '/inbox/$conversationId', params: { conversationId: id }, replace });
  };
  const newest = list.rows[0]?.conversationId;
  const mustChoose = mode !== 'narrow' && conversationId === undefined;
  useEffect(() => {
    if (mustChoose && newest !== undefined) open(newest, true);
  });

  const pane = (
    <ListPane list={list} filter={filter} onFilter={setFilter}>
      <ConversationList
        list={list}
        selected={conversationId}
        onSelect={open}
        onOpen={() => setListOpen(false)}
      />
    </ListPane>
  );
  const body = conversationId === undefined && mode === 'narrow' ? null : (
    <ConversationView
      key={conversationId}
      conversationId={conversationId}
      isEmptyInbox={list.isLoaded && list.rows.length === 0}
      mode={mode}
      onOpenList={() => setListOpen(true)}
    />
  );
  if (mode === 'narrow') return <div className="inbox inbox-narrow">{body ?? pane}</div>;
  return (
    <div className={`inbox inbox-${mode}`}>
      {mode === 'wide' && pane}
      {body}
      {mode === 'medium' && (
        <Drawer
          opened={isListOpen}
          onClose={() => setListOpen(false)}
          size={340}
          withCloseButton={false}
          padding={0}
          title={undefined}
          aria-label={words.inbox.list}
          classNames={{ body: 'list-drawer' }}
        >
          {pane}
        </Drawer>
      )}
    </div>
  );
}
