/** One turn of the visitor, stored or still unsent, with what can be done about an unsent one. Called by log.tsx. */
import type { PendingTurn } from '../conversation/conversation-state.js';
import type { Entry } from '../conversation/entry.js';
import { Icon } from './icon.js';
import { useWidget } from './widget-model.js';

export function StoredTurn({ entry }: { readonly entry: Extract<Entry, { kind: 'visitor' }> }) {
  const { phrases } = useWidget();
  return (
    <article class="turn visitor">
      <span class="unseen">{phrases.you}</span>
      {entry.text === undefined ? (
        <p class="bubble note-only">{phrases.erased}</p>
      ) : (
        <p class="bubble" dir="auto">
          {entry.text}
        </p>
      )}
      {entry.isSpoken && (
        <p class="under">
          <Icon name="mic" size={14} />
          {phrases.spoken}
        </p>
      )}
    </article>
  );
}

export function UnsentTurn({ turn }: { readonly turn: PendingTurn }) {
  const { conversation, phrases } = useWidget();
  const isOffline = conversation.state.link !== 'online';
  return (
    <article class="turn visitor unsent">
      <span class="unseen">{phrases.you}</span>
      <p class="bubble" dir="auto">
        {turn.text}
      </p>
      {turn.status === 'waiting' && (
        <p class={isOffline ? 'under' : 'under late'}>
          <Icon name="clock" size={14} />
          {phrases.waiting}
        </p>
      )}
      {turn.status === 'refused' && (
        <p class="under bad">
          <Icon name="alert" size={14} />
          <span>
            {phrases.refused} {turn.fault?.message}
          </span>
          <button type="button" class="link" onClick={() => conversation.retry(turn)}>
            {phrases.retry}
          </button>
          <button type="button" class="link" onClick={() => conversation.discard(turn.turnId)}>
            {phrases.remove}
          </button>
        </p>
      )}
    </article>
  );
}
