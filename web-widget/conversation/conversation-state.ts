/**
 * What the widget knows of its conversation and how each thing that happens changes it.
 * Called by conversation.ts only; pure, so it never touches the network, the clock or the page.
 */
import {
  assertNever,
  type BotPart,
  type BotTurn,
  type ConversationEvent,
  type FaultPayload,
  type OpenVisitResponse,
} from '../../protocol/index.js';
import { type Entry, entryOf } from './entry.js';

/** Events that wait for an earlier one; beyond this a sync fetches them anyway. */
export const MAX_HELD_EVENTS = 200;

export type VisitPhase =
  | { readonly kind: 'idle' }
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly code: string }
  | { readonly kind: 'ready' };

export type LinkState = 'connecting' | 'online' | 'offline';

/** A turn of the visitor that the server has not yet shown back as an event. */
export interface PendingTurn {
  readonly turnId: string;
  readonly text: string;
  readonly value?: string;
  readonly locale?: string;
  readonly atMs: number;
  /** `waiting`: not acknowledged; `accepted`: durable on the server; `refused`: the visitor must decide. */
  readonly status: 'waiting' | 'accepted' | 'refused';
  readonly fault?: FaultPayload;
}

export type VisitFacts = Pick<
  OpenVisitResponse,
  'conversationId' | 'brand' | 'locales' | 'speechLocales' | 'disclosure'
>;

export interface ConversationState {
  readonly phase: VisitPhase;
  readonly link: LinkState;
  readonly visit: VisitFacts | undefined;
  readonly lastSequence: number;
  readonly held: readonly ConversationEvent[];
  readonly entries: readonly Entry[];
  readonly pending: readonly PendingTurn[];
  readonly provisional:
    | { readonly turnId: string; readonly locale: string; readonly parts: readonly BotPart[] }
    | undefined;
  readonly isTyping: boolean;
  readonly seenSequence: number;
  readonly isPersonAsked: boolean;
  readonly isEnded: boolean;
}

export type Change =
  | { readonly kind: 'visit.opening' }
  | {
      readonly kind: 'visit.opened';
      readonly visit: OpenVisitResponse;
      readonly pending: readonly PendingTurn[];
    }
  | { readonly kind: 'visit.failed'; readonly code: string }
  | { readonly kind: 'link.changed'; readonly link: LinkState }
  | { readonly kind: 'event.received'; readonly event: ConversationEvent }
  /** The answer to `sync`: complete, so gaps in its numbers are not waited for. */
  | { readonly kind: 'events.synced'; readonly events: readonly ConversationEvent[] }
  | { readonly kind: 'reply.provisional'; readonly reply: BotTurn }
  | { readonly kind: 'typing.changed'; readonly isTyping: boolean }
  | { readonly kind: 'turn.queued'; readonly turn: PendingTurn }
  | { readonly kind: 'turn.accepted'; readonly turnId: string }
  | { readonly kind: 'turn.refused'; readonly turnId: string; readonly fault: FaultPayload }
  | { readonly kind: 'turn.removed'; readonly turnId: string }
  | { readonly kind: 'conversation.seen'; readonly sequence: number }
  | { readonly kind: 'conversation.reset' };

export const EMPTY_CONVERSATION: ConversationState = {
  phase: { kind: 'idle' },
  link: 'connecting',
  visit: undefined,
  lastSequence: 0,
  held: [],
  entries: [],
  pending: [],
  provisional: undefined,
  isTyping: false,
  seenSequence: 0,
  isPersonAsked: false,
  isEnded: false,
};

/** The next state; the same state object when nothing changed. */
export function reduceConversation(state: ConversationState, change: Change): ConversationState {
  switch (change.kind) {
    case 'visit.opening':
      return { ...state, phase: { kind: 'loading' } };
    case 'visit.opened':
      return openVisit(state, change.visit, change.pending);
    case 'visit.failed':
      return { ...state, phase: { kind: 'failed', code: change.code } };
    case 'link.changed':
      return state.link === change.link ? state : { ...state, link: change.link, isTyping: false };
    case 'event.received':
      return receiveEvent(state, change.event);
    case 'events.synced':
      return applyAll(state, [...state.held, ...change.events]);
    case 'reply.provisional':
      return receiveProvisional(state, change.reply);
    case 'typing.changed':
      return state.isTyping === change.isTyping ? state : { ...state, isTyping: change.isTyping };
    case 'turn.queued':
      return hasTurn(state, change.turn.turnId)
        ? state
        : { ...state, pending: [...state.pending, change.turn] };
    case 'turn.accepted':
      return updatePending(state, change.turnId, (turn) => ({ ...turn, status: 'accepted' }));
    case 'turn.refused':
      return updatePending(state, change.turnId, (turn) => ({
        ...turn,
        status: 'refused',
        fault: change.fault,
      }));
    case 'turn.removed':
      return { ...state, pending: state.pending.filter((turn) => turn.turnId !== change.turnId) };
    case 'conversation.seen':
      return change.sequence <= state.seenSequence ? state : { ...state, seenSequence: change.sequence };
    case 'conversation.reset':
      return EMPTY_CONVERSATION;
    default:
      return assertNever(change);
  }
}

/** True when an event arrived whose predecessors are missing: a sync is due. */
export const needsSync = (state: ConversationState) => state.held.length > 0;

/** Bot entries that the visitor has not seen. */
export function unreadCount(state: ConversationState): number {
  return state.entries.filter((entry) => entry.kind === 'bot' && entry.sequence > state.seenSequence).length;
}

/** True while an acknowledged turn has no reply yet. */
export function awaitsReply(state: ConversationState): boolean {
  if (state.provisional !== undefined) return false;
  if (state.isTyping || state.pending.some((turn) => turn.status === 'accepted')) return true;
  return state.entries.at(-1)?.kind === 'visitor' && state.link === 'online' && !state.isEnded;
}

function openVisit(
  state: ConversationState,
  visit: OpenVisitResponse,
  pending: readonly PendingTurn[],
): ConversationState {
  const { conversationId, brand, locales, speechLocales, disclosure } = visit;
  const isSame = state.visit?.conversationId === conversationId;
  const base = isSame ? state : { ...EMPTY_CONVERSATION, link: state.link, seenSequence: state.seenSequence };
  const facts = { conversationId, brand, locales, speechLocales, disclosure };
  const opened: ConversationState = {
    ...base,
    phase: { kind: 'ready' },
    visit: facts,
    pending: isSame ? state.pending : pending,
  };
  return applyAll(opened, visit.events);
}

function receiveEvent(state: ConversationState, event: ConversationEvent): ConversationState {
  if (event.sequence <= state.lastSequence) return state;
  if (event.sequence === state.lastSequence + 1) {
    const applied = applyOne(state, event);
    const due = applied.held.find((held) => held.sequence <= applied.lastSequence + 1);
    if (due === undefined) return applied;
    const held = applied.held.filter((other) => other !== due);
    return receiveEvent({ ...applied, held }, due);
  }
  if (state.held.some((held) => held.sequence === event.sequence)) return state;
  return { ...state, held: [...state.held, event].slice(-MAX_HELD_EVENTS) };
}

function applyAll(state: ConversationState, events: readonly ConversationEvent[]): ConversationState {
  const ordered = [...events].sort((left, right) => left.sequence - right.sequence);
  return ordered.reduce<ConversationState>(
    (current, event) => (event.sequence <= current.lastSequence ? current : applyOne(current, event)),
    { ...state, held: [] },
  );
}

function applyOne(state: ConversationState, event: ConversationEvent): ConversationState {
  const next = { ...state, lastSequence: event.sequence };
  switch (event.kind) {
    case 'turn.received':
      return { ...next, ...withEntry(next, event), pending: withoutTurn(next.pending, event.data.turnId) };
    case 'turn.replied': {
      const provisional = next.provisional?.turnId === event.data.turnId ? undefined : next.provisional;
      return { ...next, ...withEntry(next, event), provisional, isTyping: false };
    }
    case 'playback.cut':
      return { ...next, entries: cutEntry(next.entries, event.data.turnId, event.personal?.playedText) };
    case 'handoff.requested':
      return { ...next, ...withEntry(next, event), isPersonAsked: true };
    case 'conversation.ended':
      return { ...next, ...withEntry(next, event), isEnded: true, isTyping: false };
    case 'conversation.started':
    case 'playback.finished':
    case 'flow.started':
    case 'flow.completed':
    case 'flow.abandoned':
    case 'keyword.spotted':
    case 'consent.recorded':
    case 'recording.stored':
    case 'outcome.recorded':
      return next;
    default:
      // A kind that a newer server knows: nothing to draw, and the sequence goes on.
      return next;
  }
}

function withEntry(state: ConversationState, event: ConversationEvent): Pick<ConversationState, 'entries'> {
  const entry = entryOf(event);
  return { entries: entry === undefined ? state.entries : [...state.entries, entry] };
}

function cutEntry(
  entries: readonly Entry[],
  turnId: string,
  playedText: string | undefined,
): readonly Entry[] {
  return entries.map((entry) =>
    entry.kind === 'bot' && entry.turnId === turnId ? { ...entry, cutTo: playedText ?? '' } : entry,
  );
}

function receiveProvisional(state: ConversationState, reply: BotTurn): ConversationState {
  const isFinal = state.entries.some((entry) => entry.kind === 'bot' && entry.turnId === reply.turnId);
  if (isFinal) return state;
  return { ...state, provisional: { turnId: reply.turnId, locale: reply.locale, parts: reply.parts } };
}

function hasTurn(state: ConversationState, turnId: string): boolean {
  return (
    state.pending.some((turn) => turn.turnId === turnId) ||
    state.entries.some((entry) => entry.kind === 'visitor' && entry.turnId === turnId)
  );
}

function withoutTurn(pending: readonly PendingTurn[], turnId: string): readonly PendingTurn[] {
  return pending.filter((turn) => turn.turnId !== turnId);
}

function updatePending(
  state: ConversationState,
  turnId: string,
  update: (turn: PendingTurn) => PendingTurn,
): ConversationState {
  return {
    ...state,
    pending: state.pending.map((turn) => (turn.turnId === turnId ? update(turn) : turn)),
  };
}
