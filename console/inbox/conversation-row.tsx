/** One conversation in the inbox list: who, when, what they want, how good. Three lines, all times and tags on one edge. */
import { type ChannelKind, type ConversationRow, pickText } from '../../protocol/index.js';
import { useNow } from '../app/use-now.js';
import { agoText } from '../model/clock-text.js';
import { useSettings } from '../settings/settings-store.js';
import { Icon, type IconName } from '../ui/icon.js';
import { GeneratedTag, Run, ScoreTag } from '../ui/tags.js';
import { useTimeContext, useWords } from '../words/use-words.js';

export const CHANNEL_ICONS: Readonly<Record<ChannelKind, IconName>> = {
  web: 'chat',
  'voice-web': 'microphone',
  phone: 'phone',
  terminal: 'terminal',
};

interface RowProps {
  readonly row: ConversationRow;
  readonly place: {
    readonly top: number;
    readonly height: number;
    readonly index: number;
    readonly count: number;
  };
  readonly isSelected: boolean;
  readonly onSelect: () => void;
}

export function ConversationRowView({ row, place, isSelected, onSelect }: RowProps) {
  const words = useWords();
  const { language } = useSettings();
  const name = row.contactName === '' ? words.inbox.unknown : row.contactName;
  const leadClass = row.leadClass ? (words.classes[row.leadClass] ?? row.leadClass) : undefined;
  return (
    <div
      id={`row-${row.conversationId}`}
      role="option"
      aria-selected={isSelected}
      aria-setsize={place.count}
      aria-posinset={place.index + 1}
      tabIndex={-1}
      className="list-row"
      style={{ transform: `translateY(${place.top}px)`, height: place.height }}
      onClick={onSelect}
      onKeyDown={(event) => {
        if (event.key === 'Enter' || event.key === ' ') onSelect();
      }}
    >
      <span className="list-row-channel" title={words.channels[row.channel]}>
        <Icon name={CHANNEL_ICONS[row.channel]} size={18} />
        <span className="visually-hidden">{words.channels[row.channel]}</span>
      </span>
      <span className="list-row-line">
        <Run text={name} className="list-row-name" />
        <RowTime row={row} />
      </span>
      <span className="list-row-line">
        <Run text={row.company ?? leadClass ?? ''} className="list-row-company" />
        {row.isGenerated && <GeneratedTag />}
      </span>
      <span className="list-row-line">
        <Run text={pickText(row.headline, language)} className="list-row-headline" />
        <ScoreTag score={row.scorePercent} readiness={row.readiness} />
      </span>
    </div>
  );
}

function RowTime({ row }: { readonly row: ConversationRow }) {
  const words = useWords();
  const context = useTimeContext();
  const now = useNow();
  return (
    <time className="list-row-time" dateTime={new Date(row.lastActiveMs).toISOString()}>
      {agoText(row.lastActiveMs, now, context, words.time)}
    </time>
  );
}
