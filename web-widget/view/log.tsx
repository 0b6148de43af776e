/** The conversation's log: rows in order, kept at the newest unless the visitor scrolled away. Called by panel.tsx. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { awaitsReply } from '../conversation/conversation-state.js';
import { type TimelineItem, timelineOf } from '../conversation/timeline.js';
import { dayOf, separatorText } from '../locale/catalogue.js';
import { BotReply } from './bot-reply.js';
import { Icon } from './icon.js';
import { StoredTurn, UnsentTurn } from './visitor-turn.js';
import { useWidget } from './widget-model.js';

/** Closer to the end than this counts as being there, px. */
const NEAR_END = 64;

export function Log() {
  const { conversation, phrases } = useWidget();
  const { state } = conversation;
  const items = timelineOf(state, dayOf);
  const isWaiting = awaitsReply(state);
  const { log, isAway, toEnd, onScroll } = useFollowing(`${items.length}-${state.lastSequence}-${isWaiting}`);
  const isReady = state.phase.kind === 'ready';
  const disclosure = state.visit?.disclosure.assistant ?? '';
  return (
    <div class="log-frame">
      <div
        class="log"
        ref={log}
        role="log"
        aria-label={phrases.log}
        aria-live={isReady ? 'polite' : 'off'}
        aria-busy={!isReady}
        onScroll={onScroll}
      >
        {disclosure !== '' && isReady && (
          <p class="disclosure" dir="auto">
            {disclosure}
          </p>
        )}
        {items.map((item) => (
          <Row key={item.key} item={item} />
        ))}
        {isWaiting && <TypingDots label={phrases.typing} />}
      </div>
      {isAway && (
        <button type="button" class="to-end" onClick={toEnd}>
          <Icon name="down" size={16} />
          {phrases.newReply}
        </button>
      )}
    </div>
  );
}

/** Keeps the log at its end while the visitor is there; tells when something new came while they were not. */
function useFollowing(version: string) {
  const log = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  const drawn = useRef('');
  const [isAway, setAway] = useState(false);
  const toEnd = () => {
    isAtEnd.current = true;
    setAway(false);
    scrollToEnd(log.current);
  };
  const onScroll = () => {
    const element = log.current;
    if (element === null) return;
    isAtEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_END;
    if (isAtEnd.current) setAway(false);
  };
  useEffect(() => {
    if (drawn.current === version) return;
    drawn.current = version;
    if (isAtEnd.current) scrollToEnd(log.current);
    else setAway(true);
  }, [version]);
  useEffect(() => {
    const element = log.current;
    if (element === null) return undefined;
    // What scrolls must be reachable by keyboard (WCAG 2.1.1).
    element.tabIndex = 0;
    const observer = new ResizeObserver(() => {
      if (isAtEnd.current) scrollToEnd(element);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { log, isAway, toEnd, onScroll };
}

function scrollToEnd(element: HTMLElement | null): void {
  if (element !== null) element.scrollTop = element.scrollHeight;
}

function Row({ item }: { readonly item: TimelineItem }) {
  const { phrases, locale, now } = useWidget();
  switch (item.kind) {
    case 'separator':
      return <p class="when">{separatorText(item.atMs, now(), locale)}</p>;
    case 'pending':
      return <UnsentTurn turn={item.turn} />;
    case 'provisional':
      return <BotReply locale={item.locale} parts={item.parts} isLatest={false} />;
    case 'entry':
      break;
  }
  const { entry } = item;
  switch (entry.kind) {
    case 'visitor':
      return <StoredTurn entry={entry} />;
    case 'bot':
      return (
        <BotReply
          locale={entry.locale}
          parts={entry.parts}
          isLatest={item.isLatestReply}
          cutTo={entry.cutTo}
        />
      );
    case 'person-asked':
      return (
        <p class="notice">
          <Icon name="person" size={16} />
          <span>{phrases.personAsked}</span>
        </p>
      );
    case 'ended':
      return <p class="notice">{phrases.ended}</p>;
  }
}

function TypingDots({ label }: { readonly label: string }) {
  return (
    <div class="turn bot typing">
      <span class="unseen">{label}</span>
      <span class="bubble dots-bubble" aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
    </div>
  );
}
