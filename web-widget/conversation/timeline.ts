/** The log as it is drawn: entries, unsent turns and the reply in progress, in order, with day and pause separators. Called by the view; pure. */
import type { BotPart } from '../../protocol/index.js';
import type { ConversationState, PendingTurn } from './conversation-state.js';
import type { Entry } from './entry.js';

/** A pause longer than this gets its own time line. */
export const PAUSE_MS = 15 * 60_000;

export type TimelineItem =
  | { readonly kind: 'separator'; readonly key: string; readonly atMs: number }
  | { readonly kind: 'entry'; readonly key: string; readonly entry: Entry; readonly isLatestReply: boolean }
  | { readonly kind: 'pending'; readonly key: string; readonly turn: PendingTurn }
  | {
      readonly kind: 'provisional';
      readonly key: string;
      readonly locale: string;
      readonly parts: readonly BotPart[];
    };

/**
 * Rows of the log, oldest first.
 * @param dayOf names the calendar day of a time in the visitor's own time zone.
 */
export function timelineOf(
  state: Pick<ConversationState, 'entries' | 'pending' | 'provisional'>,
  dayOf: (atMs: number) => string,
): readonly TimelineItem[] {
  const items: TimelineItem[] = [];
  let previousMs: number | undefined;
  const separate = (atMs: number, key: string) => {
    const isNew =
      previousMs === undefined || atMs - previousMs > PAUSE_MS || dayOf(atMs) !== dayOf(previousMs);
    if (isNew) items.push({ kind: 'separator', key: `at-${key}`, atMs });
    previousMs = atMs;
  };
  const latest = latestReply(state);
  for (const entry of state.entries) {
    separate(entry.atMs, String(entry.sequence));
    items.push({ kind: 'entry', key: `e${entry.sequence}`, entry, isLatestReply: entry === latest });
  }
  for (const turn of state.pending) {
    separate(Math.max(turn.atMs, previousMs ?? 0), turn.turnId);
    items.push({ kind: 'pending', key: `p${turn.turnId}`, turn });
  }
  if (state.provisional !== undefined) {
    const { turnId, locale, parts } = state.provisional;
    items.push({ kind: 'provisional', key: `r${turnId}`, locale, parts });
  }
  return items;
}

/** The reply whose choices still stand: the last entry that is the bot's, unless the visitor has answered since. */
function latestReply(state: Pick<ConversationState, 'entries' | 'pending'>): Entry | undefined {
  if (state.pending.length > 0) return undefined;
  const last = state.entries.findLast((entry) => entry.kind !== 'person-asked');
  return last?.kind === 'bot' ? last : undefined;
}
