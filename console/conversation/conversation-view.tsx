/** One conversation with its lead: loads both, decides between panes and tabs, and holds the player they share. */
import { useMemo, useState } from 'react';
import type { ConversationDetail } from '../../protocol/index.js';
import type { LayoutMode } from '../app/layout-mode.js';
import { LeadPanel } from '../lead-panel/lead-panel.js';
import { foldTranscript } from '../model/transcript.js';
import { EmptyNote, FaultNote, SkeletonLines, useDelayed } from '../ui/state-notes.js';
import { useConversation } from '../wire/queries.js';
import { useWords } from '../words/use-words.js';
import { ConversationHead } from './conversation-head.js';
import { FindContext, useFind } from './find.js';
import { IntentStrip } from './intent-strip.js';
import { type PaneTab, PaneTabs } from './pane-tabs.js';
import { Playback, PlaybackContext } from './playback.js';
import { Player } from './player.js';
import { Transcript } from './transcript.js';

interface ConversationViewProps {
  readonly conversationId?: string;
  readonly isEmptyInbox: boolean;
  readonly mode: LayoutMode;
  readonly onOpenList: () => void;
}

export function ConversationView(props: ConversationViewProps) {
  const words = useWords();
  const query = useConversation(props.conversationId);
  const isSlow = useDelayed(query.isPending && props.conversationId !== undefined);
  if (query.data) return <LoadedConversation detail={query.data} {...props} />;
  const failed = query.error ? (
    <FaultNote
      error={query.error}
      text={words.states.conversationFailed}
      onRetry={() => void query.refetch()}
    />
  ) : null;
  const empty = props.isEmptyInbox ? (
    <EmptyNote text={words.inbox.empty} action={<a href="/">{words.inbox.emptyAction}</a>} />
  ) : null;
  return (
    <>
      <section className="conversation" aria-label={words.conversation.transcript}>
        {failed ?? empty ?? (isSlow ? <SkeletonLines heights={[28, 48, 20, 48, 20, 20, 48]} /> : null)}
      </section>
      {props.mode !== 'narrow' && (
        <aside className="lead-panel" aria-label={words.lead.label}>
          {isSlow ? <SkeletonLines heights={[40, 36, 48, 12, 20, 20, 20]} /> : null}
        </aside>
      )}
    </>
  );
}

interface LoadedProps extends ConversationViewProps {
  readonly detail: ConversationDetail;
}

function LoadedConversation({ detail, mode, onOpenList }: LoadedProps) {
  const words = useWords();
  const view = useMemo(() => foldTranscript(detail.events), [detail.events]);
  const durationMs = detail.recording?.durationMs;
  const recordingUrl = detail.recording?.url;
  const playback = useMemo(
    () => (recordingUrl === undefined ? undefined : new Playback(durationMs ?? 0)),
    [recordingUrl, durationMs],
  );
  const find = useFind(view);
  const [tab, setTab] = useState<PaneTab>('transcript');
  const isNarrow = mode === 'narrow';
  const player = detail.recording && (
    <Player recording={detail.recording} view={view} name={detail.row.contactName} />
  );
  const panel = <LeadPanel detail={detail} view={view} onShowTurn={() => setTab('transcript')} />;
  return (
    <PlaybackContext value={playback}>
      <FindContext value={find}>
        <section className={`conversation tab-${tab}`} aria-label={words.conversation.transcript}>
          <ConversationHead detail={detail} view={view} mode={mode} onOpenList={onOpenList} />
          {isNarrow && <PaneTabs tab={tab} onTab={setTab} row={detail.row} />}
          {!isNarrow && player}
          <div className="pane-transcript" hidden={isNarrow && tab !== 'transcript'}>
            <IntentStrip view={view} />
            <Transcript view={view} contactName={detail.row.contactName} />
          </div>
          {isNarrow && tab === 'lead' && <div className="pane-lead">{panel}</div>}
          {isNarrow && player}
        </section>
        {!isNarrow && (
          <aside className="lead-panel" aria-label={words.lead.label}>
            {panel}
          </aside>
        )}
      </FindContext>
    </PlaybackContext>
  );
}
