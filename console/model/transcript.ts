/**
 * Folds the events of a conversation into what the transcript shows: caller turns, assistant turns and quiet marks.
 * Called by the conversation pane on every change; it never fetches and never formats.
 */

import type { BotPart, IntentReading, Locale, SlotReading, Word, WordTiming } from '../../protocol/index.js';
import { assertNever, type ChannelKind, type ConversationEvent } from '../../protocol/index.js';
import { alignWords } from './word-times.js';

type Of<Kind extends ConversationEvent['kind']> = Extract<ConversationEvent, { kind: Kind }>;

interface Line {
  readonly turnId: string;
  readonly sequence: number;
  readonly atMs: number;
  /** Where it is heard in the recording; absent in text chats and before playback ended. */
  readonly startMs?: number;
  readonly endMs?: number;
}

export interface CallerTurn extends Line {
  readonly kind: 'caller';
  readonly inputKind: 'text' | 'choice' | 'speech';
  /** Absent once erased. */
  readonly text?: string;
  readonly words: readonly Word[];
  readonly wordTiming: WordTiming;
  readonly slots: readonly SlotReading[];
  readonly intent?: string;
  readonly confidence?: number;
  /** What the turn was taken to mean: one intent, or each of several wishes. */
  readonly intents: readonly IntentReading[];
}

export interface AssistantTurn extends Line {
  readonly kind: 'assistant';
  readonly locale: Locale;
  /** Absent once erased. */
  readonly parts?: readonly BotPart[];
  /** What was really heard, when the caller cut the turn short. */
  readonly cut?: { readonly playedMs: number; readonly playedText?: string };
  readonly responseMs?: number;
  readonly runtimeMs: number;
  readonly why: string;
  readonly alternatives: readonly IntentReading[];
  readonly replyKeys: readonly string[];
}

export interface QuietMark {
  readonly kind: 'mark';
  readonly sequence: number;
  readonly atMs: number;
  readonly event: Of<
    | 'flow.started'
    | 'flow.completed'
    | 'flow.abandoned'
    | 'keyword.spotted'
    | 'handoff.requested'
    | 'consent.recorded'
    | 'outcome.recorded'
    | 'conversation.ended'
  >;
}

export type TranscriptItem = CallerTurn | AssistantTurn | QuietMark;
export type TranscriptTurn = CallerTurn | AssistantTurn;

export interface TranscriptView {
  readonly items: readonly TranscriptItem[];
  readonly turns: readonly TranscriptTurn[];
  readonly channel?: ChannelKind;
  readonly isGenerated: boolean;
  /** One word timing that is not exact is enough to say so. */
  readonly hasEstimatedWords: boolean;
}

interface Index {
  readonly replied: ReadonlyMap<string, Of<'turn.replied'>>;
  readonly received: ReadonlyMap<string, Of<'turn.received'>>;
  readonly cut: ReadonlyMap<string, Of<'playback.cut'>>;
  readonly finished: ReadonlyMap<string, Of<'playback.finished'>>;
}

/** @param events in any order; a sequence that comes twice counts once. */
export function foldTranscript(events: readonly ConversationEvent[]): TranscriptView {
  const ordered = mergeEvents([], events);
  const index = indexOf(ordered);
  const items = ordered.flatMap((event) => itemOf(event, index));
  const started = ordered.find((event) => event.kind === 'conversation.started');
  const turns = items.filter((item) => item.kind !== 'mark');
  return {
    items,
    turns,
    ...(started ? { channel: started.data.channel } : {}),
    isGenerated: started?.data.isGenerated ?? false,
    hasEstimatedWords: turns.some(
      (turn) => turn.kind === 'caller' && turn.words.length > 0 && turn.wordTiming === 'estimated',
    ),
  };
}

/** Known and new events as one list in order of sequence, each once. */
export function mergeEvents(
  known: readonly ConversationEvent[],
  more: readonly ConversationEvent[],
): ConversationEvent[] {
  const bySequence = new Map<number, ConversationEvent>();
  for (const event of [...known, ...more]) bySequence.set(event.sequence, event);
  return [...bySequence.values()].sort((a, b) => a.sequence - b.sequence);
}

function indexOf(events: readonly ConversationEvent[]): Index {
  const replied = new Map<string, Of<'turn.replied'>>();
  const received = new Map<string, Of<'turn.received'>>();
  const cut = new Map<string, Of<'playback.cut'>>();
  const finished = new Map<string, Of<'playback.finished'>>();
  for (const event of events) {
    if (event.kind === 'turn.replied') replied.set(event.data.turnId, event);
    else if (event.kind === 'turn.received') received.set(event.data.turnId, event);
    else if (event.kind === 'playback.cut') cut.set(event.data.turnId, event);
    else if (event.kind === 'playback.finished') finished.set(event.data.turnId, event);
  }
  return { replied, received, cut, finished };
}

function itemOf(event: ConversationEvent, index: Index): TranscriptItem[] {
  switch (event.kind) {
    case 'turn.received':
      return [callerTurn(event, index)];
    case 'turn.replied':
      return [assistantTurn(event, index)];
    case 'flow.started':
    case 'flow.completed':
    case 'flow.abandoned':
    case 'keyword.spotted':
    case 'handoff.requested':
    case 'consent.recorded':
    case 'outcome.recorded':
    case 'conversation.ended':
      return [{ kind: 'mark', sequence: event.sequence, atMs: event.atMs, event }];
    case 'conversation.started':
    case 'playback.cut':
    case 'playback.finished':
    case 'recording.stored':
      return [];
    default:
      return assertNever(event);
  }
}

function callerTurn(event: Of<'turn.received'>, index: Index): CallerTurn {
  const { turnId, inputKind, startMs, endMs, wordTiming } = event.data;
  const reply = index.replied.get(turnId);
  const words = wordTiming === 'none' ? [] : (event.personal?.words ?? []);
  return {
    kind: 'caller',
    turnId,
    sequence: event.sequence,
    atMs: event.atMs,
    inputKind,
    words: alignWords(words, startMs, endMs),
    wordTiming: wordTiming ?? 'none',
    slots: reply?.personal?.slots ?? [],
    ...(event.personal ? { text: event.personal.text } : {}),
    ...(startMs === undefined ? {} : { startMs }),
    ...(endMs === undefined ? {} : { endMs }),
    ...(reply?.data.intent === undefined ? {} : { intent: reply.data.intent }),
    ...(reply?.data.confidence === undefined ? {} : { confidence: reply.data.confidence }),
    intents: intentsOf(reply),
  };
}

function intentsOf(reply: Of<'turn.replied'> | undefined): readonly IntentReading[] {
  const { intent, confidence = 0, wishes } = reply?.data ?? {};
  return wishes ?? (intent === undefined ? [] : [{ intent, confidence }]);
}

function assistantTurn(event: Of<'turn.replied'>, index: Index): AssistantTurn {
  const { data, personal } = event;
  const { turnId } = data;
  const cut = index.cut.get(turnId);
  const span = playedSpan(event, index);
  const responseMs = index.finished.get(turnId)?.data.responseMs ?? data.responseMs;
  return {
    kind: 'assistant',
    turnId,
    sequence: event.sequence,
    atMs: event.atMs,
    locale: data.locale,
    runtimeMs: data.runtimeMs,
    why: data.why,
    alternatives: data.alternatives,
    replyKeys: data.replyKeys,
    ...span,
    ...(personal ? { parts: personal.parts } : {}),
    ...(cut ? { cut: { playedMs: cut.data.playedMs, playedText: cut.personal?.playedText } } : {}),
    ...(responseMs === undefined ? {} : { responseMs }),
  };
}

/** Where a reply is heard: as measured, or for a cut reply reckoned from the caller's end and the response time. */
function playedSpan(
  event: Of<'turn.replied'>,
  index: Index,
): { readonly startMs?: number; readonly endMs?: number } {
  const { turnId, responseMs } = event.data;
  const finished = index.finished.get(turnId);
  if (finished) return { startMs: finished.data.startMs, endMs: finished.data.endMs };
  const callerEnd = index.received.get(turnId)?.data.endMs;
  const cut = index.cut.get(turnId);
  if (!cut || callerEnd === undefined) return {};
  const startMs = callerEnd + (responseMs ?? 0);
  return { startMs, endMs: startMs + cut.data.playedMs };
}
