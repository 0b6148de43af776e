/** The head of a conversation: who, how, when, how long; and the few things one does with a transcript. */
import { ActionIcon, TextInput, Tooltip } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { ConversationDetail } from '../../protocol/index.js';
import type { LayoutMode } from '../app/layout-mode.js';
import { useNow } from '../app/use-now.js';
import { durationText, whenText } from '../model/clock-text.js';
import type { TranscriptView } from '../model/transcript.js';
import { Icon, type IconName } from '../ui/icon.js';
import { GeneratedTag, Run } from '../ui/tags.js';
import { useTimeContext, useWords } from '../words/use-words.js';
import { useFindState } from './find.js';
import { useFindKey } from './player-keys.js';
import { transcriptText } from './transcript-text.js';

interface ConversationHeadProps {
  readonly detail: ConversationDetail;
  readonly view: TranscriptView;
  readonly mode: LayoutMode;
  readonly onOpenList: () => void;
}

export function ConversationHead({ detail, view, mode, onOpenList }: ConversationHeadProps) {
  const words = useWords();
  const find = useFindState();
  const { row } = detail;
  useFindKey();
  return (
    <header className="pane-head conversation-head">
      {mode === 'narrow' && (
        <Link to="/inbox" className="back-link" aria-label={words.conversation.back}>
          <Icon name="back" />
        </Link>
      )}
      {mode === 'medium' && <HeadAction icon="list" label={words.inbox.openList} onClick={onOpenList} />}
      <div className="conversation-title">
        <h2 className="page-title">
          <Run text={row.contactName === '' ? words.inbox.unknown : row.contactName} />
          {(row.isGenerated || view.isGenerated) && <GeneratedTag />}
        </h2>
        <HeadMeta detail={detail} />
      </div>
      {find?.isOpen ? (
        <FindField />
      ) : (
        <HeadAction icon="search" label={words.conversation.find} onClick={() => find?.open()} />
      )}
      {!(find?.isOpen && mode === 'narrow') && <CopyAction detail={detail} view={view} />}
    </header>
  );
}

function HeadMeta({ detail }: { readonly detail: ConversationDetail }) {
  const words = useWords();
  const context = useTimeContext();
  const now = useNow();
  const { row, recording } = detail;
  const parts = [
    words.channels[row.channel] ?? row.channel,
    whenText(row.startedMs, now, context, words.time),
  ];
  if (recording) parts.push(durationText(recording.durationMs, words.time));
  return <p className="meta">{parts.join(words.separator)}</p>;
}

interface HeadActionProps {
  readonly icon: IconName;
  readonly label: string;
  readonly onClick: () => void;
}

function HeadAction({ icon, label, onClick }: HeadActionProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={36}
        aria-label={label}
        className="plain-action"
        onClick={onClick}
      >
        <Icon name={icon} />
      </ActionIcon>
    </Tooltip>
  );
}

const COPIED_FOR_MS = 2000;

function CopyAction({ detail, view }: Pick<ConversationHeadProps, 'detail' | 'view'>) {
  const words = useWords();
  const context = useTimeContext();
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(
      transcriptText(view, { words, context, name: detail.row.contactName }),
    );
    setCopied(true);
    setTimeout(() => setCopied(false), COPIED_FOR_MS);
  };
  return (
    <>
      <HeadAction
        icon={isCopied ? 'check' : 'copy'}
        label={isCopied ? words.conversation.copied : words.conversation.copy}
        onClick={() => void copy()}
      />
      <span className="visually-hidden" role="status">
        {isCopied ? words.conversation.copied : ''}
      </span>
    </>
  );
}

function FindField() {
  const words = useWords();
  const find = useFindState();
  if (!find) return null;
  const count = find.text === '' ? '' : words.conversation.findCount(find.at + 1, find.matches.length);
  return (
    <search className="find-field">
      <TextInput
        size="sm"
        value={find.text}
        autoFocus
        aria-label={words.conversation.find}
        placeholder={words.conversation.find}
        onChange={(event) => find.search(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') find.next();
          if (event.key === 'Escape') find.close();
        }}
        rightSectionWidth={count === '' ? undefined : 84}
        rightSection={<span className="find-count">{count}</span>}
      />
      <HeadAction icon="down" label={words.conversation.findNext} onClick={find.next} />
      <HeadAction icon="close" label={words.conversation.findClose} onClick={find.close} />
    </search>
  );
}
