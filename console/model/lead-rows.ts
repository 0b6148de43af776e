/** Filters and sorts the rows of the leads table. Pure; never changes its input. */
import { type ConversationRow, pickText } from '../../protocol/index.js';
import { regionOf } from './clock-text.js';

export const LEAD_COLUMNS = ['score', 'contact', 'wants', 'class', 'segment', 'channel', 'active'] as const;
export type LeadColumn = (typeof LEAD_COLUMNS)[number];

export interface LeadOrder {
  readonly column: LeadColumn;
  readonly isDescending: boolean;
}

export interface LeadFilter {
  readonly text: string;
  readonly leadClass?: string;
  readonly readiness?: string;
  readonly channel?: string;
}

/** Rows that match every part of the filter; text is looked for in name, company and headline. */
export function filterRows(rows: readonly ConversationRow[], filter: LeadFilter): ConversationRow[] {
  const needle = filter.text.trim().toLocaleLowerCase();
  return rows.filter((row) => {
    if (filter.leadClass && row.leadClass !== filter.leadClass) return false;
    if (filter.readiness && row.readiness !== filter.readiness) return false;
    if (filter.channel && row.channel !== filter.channel) return false;
    if (needle === '') return true;
    const haystack =
      `${row.contactName} ${row.company ?? ''} ${Object.values(row.headline).join(' ')}`.toLocaleLowerCase();
    return haystack.includes(needle);
  });
}

/** A sorted copy; rows without a value stand last either way, ties go to the latest. */
export function sortRows(
  rows: readonly ConversationRow[],
  order: LeadOrder,
  language: string,
): ConversationRow[] {
  const collator = new Intl.Collator(regionOf(language), { numeric: true });
  const keyed = rows.map((row) => ({ row, key: keyOf(row, order.column, language) }));
  keyed.sort((a, b) => {
    if (a.key === undefined || b.key === undefined) {
      return Number(a.key === undefined) - Number(b.key === undefined) || latestFirst(a.row, b.row);
    }
    const compared =
      typeof a.key === 'number' && typeof b.key === 'number'
        ? a.key - b.key
        : collator.compare(String(a.key), String(b.key));
    return (order.isDescending ? -compared : compared) || latestFirst(a.row, b.row);
  });
  return keyed.map((entry) => entry.row);
}

const latestFirst = (a: ConversationRow, b: ConversationRow) => b.lastActiveMs - a.lastActiveMs;

function keyOf(row: ConversationRow, column: LeadColumn, language: string): number | string | undefined {
  switch (column) {
    case 'score':
      return row.scorePercent;
    case 'contact':
      return row.contactName;
    case 'wants':
      return pickText(row.headline, language) || undefined;
    case 'class':
      return row.leadClass;
    case 'segment':
      return row.segmentName?.[language] ?? row.segmentName?.en;
    case 'channel':
      return row.channel;
    case 'active':
      return row.lastActiveMs;
  }
}
