/** Builds the event list of a fixture conversation: sequence, ids and times are filled in, the rest is written by hand. */
import {
  type Citation,
  type ConversationEvent,
  DEFAULT_WORKSPACE,
  EVENT_VERSION,
  type EventDraft,
  type SlotReading,
  type TurnId,
  toContactId,
  toConversationId,
  toEventId,
  toTurnId,
  type Word,
} from '../../protocol/index.js';
import type { VoiceSpan } from './fixture-audio.js';

export interface CallerDraft {
  readonly text: string;
  readonly atMs: number;
  /** Length of the speech; absent in text chats. */
  readonly speechMs?: number;
  readonly intent?: string;
  readonly confidence?: number;
  /** `name`, `surface`, `value`. */
  readonly slots?: readonly (readonly [string, string, string])[];
  readonly isChoice?: boolean;
}

export interface ReplyDraft {
  readonly text: string;
  readonly key: string;
  readonly why: string;
  readonly atMs: number;
  readonly speechMs?: number;
  readonly citations?: readonly Citation[];
  readonly choices?: readonly string[];
  readonly cut?: { readonly playedMs: number; readonly playedText: string };
}

/** Collects events in order; times are milliseconds from the start of the conversation. */
export class EventLog {
  readonly events: ConversationEvent[] = [];
  readonly spans: VoiceSpan[] = [];
  #last: CallerDraft | undefined;
  #turn = 0;

  constructor(
    readonly conversationId: string,
    readonly startedMs: number,
    readonly locale = 'en',
  ) {}

  /** Id of the visitor's turn that came last. */
  get turnId(): TurnId {
    return toTurnId(`${this.conversationId}-t${this.#turn}`);
  }

  add(offsetMs: number, draft: EventDraft): void {
    const sequence = this.events.length + 1;
    const envelope = {
      eventId: toEventId(`${this.conversationId}-e${sequence}`),
      workspaceId: DEFAULT_WORKSPACE,
      conversationId: toConversationId(this.conversationId),
      contactId: toContactId(`${this.conversationId}-contact`),
      sequence,
      version: EVENT_VERSION,
      atMs: this.startedMs + offsetMs,
    };
    this.events.push({ ...envelope, ...draft } as ConversationEvent);
  }

  caller(draft: CallerDraft): void {
    this.#turn += 1;
    this.#last = draft;
    const { turnId } = this;
    const endMs = draft.atMs + (draft.speechMs ?? 0);
    const isSpoken = draft.speechMs !== undefined;
    if (isSpoken) this.spans.push({ side: 'caller', startMs: draft.atMs, endMs });
    this.add(endMs, {
      kind: 'turn.received',
      data: {
        turnId,
        channel: isSpoken ? 'phone' : 'web',
        inputKind: isSpoken ? 'speech' : draft.isChoice ? 'choice' : 'text',
        ...(isSpoken ? { startMs: draft.atMs, endMs, wordTiming: 'estimated' as const } : {}),
      },
      personal: { text: draft.text, ...(isSpoken ? { words: spread(draft.text, draft.atMs, endMs) } : {}) },
    });
  }

  reply(draft: ReplyDraft): void {
    const caller = this.#last;
    const { turnId } = this;
    const confidence = caller?.confidence;
    this.add(draft.atMs, {
      kind: 'turn.replied',
      data: {
        turnId,
        locale: this.locale,
        alternatives: alternativesOf(caller),
        replyKeys: [draft.key],
        why: draft.why,
        runtimeMs: 3.4,
        ...(caller?.intent ? { intent: caller.intent, confidence } : {}),
      },
      personal: {
        parts: [
          {
            kind: 'say',
            key: draft.key,
            text: draft.text,
            speech: draft.text,
            citations: draft.citations ?? [],
          },
          ...(draft.choices
            ? [{ kind: 'choices' as const, choices: draft.choices.map((label) => ({ label, value: label })) }]
            : []),
        ],
        slots: slotsOf(caller),
      },
    });
    if (draft.speechMs !== undefined) this.#played(draft, turnId, draft.speechMs);
  }

  #played(draft: ReplyDraft, turnId: TurnId, speechMs: number): void {
    const endMs = draft.atMs + (draft.cut?.playedMs ?? speechMs);
    const callerEnd = this.#last ? this.#last.atMs + (this.#last.speechMs ?? 0) : undefined;
    this.spans.push({ side: 'assistant', startMs: draft.atMs, endMs });
    if (draft.cut) {
      this.add(endMs, {
        kind: 'playback.cut',
        data: { turnId, playedMs: draft.cut.playedMs },
        personal: { playedText: draft.cut.playedText },
      });
    }
    this.add(endMs, {
      kind: 'playback.finished',
      data: {
        turnId,
        startMs: draft.atMs,
        endMs,
        ...(callerEnd === undefined ? {} : { responseMs: draft.atMs - callerEnd }),
      },
    });
  }
}

function spread(text: string, startMs: number, endMs: number): Word[] {
  const words = text.split(/\s+/);
  const perLetter = (endMs - startMs) / text.length;
  let at = startMs;
  return words.map((word) => {
    const length = (word.length + 1) * perLetter;
    const spoken = { text: word, startMs: Math.round(at), endMs: Math.round(at + length) };
    at += length;
    return spoken;
  });
}

function slotsOf(caller: CallerDraft | undefined): SlotReading[] {
  return (caller?.slots ?? []).map(([name, surface, value]) => {
    const start = caller?.text.indexOf(surface) ?? 0;
    return { name, surface, value, start, end: start + surface.length, confidence: 0.93 };
  });
}

function alternativesOf(caller: CallerDraft | undefined) {
  if (!caller?.intent || caller.confidence === undefined) return [];
  const rest = 1 - caller.confidence;
  return [
    { intent: caller.intent, confidence: caller.confidence },
    { intent: 'ask_price', confidence: rest * 0.6 },
    { intent: 'out_of_scope', confidence: rest * 0.3 },
  ];
}
