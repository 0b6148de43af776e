/** The virtual table of leads: headers that sort, rows that lead to the conversation. Only what is seen is drawn. */
import { Link } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import { type ConversationRow, pickText } from '../../protocol/index.js';
import { type LayoutMode, useLayoutMode } from '../app/layout-mode.js';
import { useNow } from '../app/use-now.js';
import { CHANNEL_ICONS } from '../inbox/conversation-row.js';
import { agoText } from '../model/clock-text.js';
import { LEAD_COLUMNS, type LeadColumn, type LeadOrder } from '../model/lead-rows.js';
import { useSettings } from '../settings/settings-store.js';
import { Icon } from '../ui/icon.js';
import { GeneratedTag, ReadinessTag, Run, ScoreTag } from '../ui/tags.js';
import { useTimeContext, useWords } from '../words/use-words.js';

interface LeadTableProps {
  readonly rows: readonly ConversationRow[];
  readonly order: LeadOrder;
  readonly onOrder: (order: LeadOrder) => void;
}

/** What fits the window; the rest is one click away in the conversation. */
const COLUMNS: Readonly<Record<LayoutMode, readonly LeadColumn[]>> = {
  wide: LEAD_COLUMNS,
  medium: ['score', 'contact', 'class', 'segment', 'active'],
  narrow: ['score', 'contact', 'active'],
};

const ROW_HEIGHT = { comfortable: 44, compact: 32 } as const;

export function LeadTable({ rows, order, onOrder }: LeadTableProps) {
  const words = useWords();
  const { density } = useSettings();
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT[density],
    overscan: 12,
  });
  const mode = useLayoutMode();
  const columns = COLUMNS[mode];
  const items = virtual.getVirtualItems();
  const before = items[0]?.start ?? 0;
  const after = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  return (
    <section className="table-scroll" ref={scroller} aria-label={words.leads.title}>
      <table className={`lead-table table-${mode}`} aria-rowcount={rows.length + 1}>
        <thead>
          <tr>
            {columns.map((column) => (
              <HeadCell key={column} column={column} order={order} onOrder={onOrder} />
            ))}
          </tr>
        </thead>
        <tbody>
          {before > 0 && <Spacer height={before} columns={columns.length} />}
          {items.map((item) => {
            const row = rows[item.index];
            return row && <LeadRow key={row.conversationId} row={row} index={item.index} columns={columns} />;
          })}
          {after > 0 && <Spacer height={after} columns={columns.length} />}
        </tbody>
      </table>
    </section>
  );
}

function Spacer({ height, columns }: { readonly height: number; readonly columns: number }) {
  return (
    <tr className="table-spacer">
      <td colSpan={columns} style={{ height }} />
    </tr>
  );
}

interface HeadCellProps extends Omit<LeadTableProps, 'rows'> {
  readonly column: LeadColumn;
}

function HeadCell({ column, order, onOrder }: HeadCellProps) {
  const words = useWords();
  const isSorted = order.column === column;
  const sort = isSorted ? (order.isDescending ? 'descending' : 'ascending') : 'none';
  const startsDescending = column === 'score' || column === 'active';
  const next = isSorted ? !order.isDescending : startsDescending;
  return (
    <th scope="col" className={`col-${column}`} aria-sort={sort}>
      <button type="button" onClick={() => onOrder({ column, isDescending: next })}>
        {words.leads.columns[column]}
        <span className={isSorted ? 'sort-sign' : 'sort-sign sort-sign-off'}>
          <Icon name={isSorted && !order.isDescending ? 'up' : 'down'} size={14} />
        </span>
      </button>
    </th>
  );
}

interface LeadRowProps {
  readonly row: ConversationRow;
  readonly index: number;
  readonly columns: readonly LeadColumn[];
}

function LeadRow({ row, index, columns }: LeadRowProps) {
  return (
    <tr className="lead-row" aria-rowindex={index + 2}>
      {columns.map((column) => (
        <td key={column} className={`col-${column}`}>
          <Cell row={row} column={column} />
        </td>
      ))}
    </tr>
  );
}

function Cell({ row, column }: { readonly row: ConversationRow; readonly column: LeadColumn }) {
  const words = useWords();
  const { language } = useSettings();
  switch (column) {
    case 'score':
      return (
        <div className="cell">
          <ScoreTag score={row.scorePercent} readiness={row.readiness} />
          {row.readiness && <ReadinessTag readiness={row.readiness} />}
        </div>
      );
    case 'contact':
      return <ContactCell row={row} />;
    case 'wants':
      return <Run text={pickText(row.headline, language)} />;
    case 'class':
      return row.leadClass ? (words.classes[row.leadClass] ?? row.leadClass) : '';
    case 'segment':
      return row.segmentName ? pickText(row.segmentName, language) : '';
    case 'channel':
      return (
        <div className="cell">
          <Icon name={CHANNEL_ICONS[row.channel]} size={16} />
          {words.channels[row.channel]}
        </div>
      );
    case 'active':
      return <ActiveCell row={row} />;
  }
}

function ContactCell({ row }: { readonly row: ConversationRow }) {
  const words = useWords();
  return (
    <div className="cell">
      <Link to="/inbox/$conversationId" params={{ conversationId: row.conversationId }} className="lead-link">
        <Run text={row.contactName || words.inbox.unknown} className="lead-link-name" />
        {row.company && <Run text={row.company} className="lead-link-company" />}
      </Link>
      {row.isGenerated && <GeneratedTag />}
    </div>
  );
}

function ActiveCell({ row }: { readonly row: ConversationRow }) {
  const words = useWords();
  const context = useTimeContext();
  const now = useNow();
  return (
    <time dateTime={new Date(row.lastActiveMs).toISOString()}>
      {agoText(row.lastActiveMs, now, context, words.time)}
    </time>
  );
}
