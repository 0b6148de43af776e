/** One conversation of the scripted server: its events, its turns, and a reply to each. Called by scripted-server.ts. */
import {
  type BotPart,
  type ConversationEvent,
  DEFAULT_WORKSPACE,
  type EventDraft,
  type OpenVisitResponse,
  systemIds,
  toContactId,
  toConversationId,
  toEventId,
  toTurnId,
  type VisitorTurn,
} from '../../../protocol/index.js';
import { openingParts, replyParts } from './scripted-replies.js';

export class ScriptedConversation {
  readonly events: ConversationEvent[] = [];
  /** How often each turn id arrived, whether or not it was new. */
  readonly arrivals = new Map<string, number>();
  readonly #listeners = new Set<(event: ConversationEvent) => void>();
  readonly #timers = new Set<ReturnType<typeof setTimeout>>();

  constructor(
    readonly id: string,
    readonly locale: string,
  ) {
    const data = { channel: 'web', locale, pack: 'scripted', isGenerated: true } as const;
    this.append({ kind: 'conversation.started', data });
    this.reply(systemIds.next(), openingParts(locale));
  }

  onEvent(listener: (event: ConversationEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The turn's sequence; a turn id that is known changes nothing. */
  receive(turn: VisitorTurn, replyDelayMs: number): number {
    this.arrivals.set(turn.turnId, (this.arrivals.get(turn.turnId) ?? 0) + 1);
    const known = this.events.find(
      (event) => event.kind === 'turn.received' && event.data.turnId === turn.turnId,
    );
    if (known !== undefined) return known.sequence;
    const { sequence } = this.append({
      kind: 'turn.received',
      data: {
        turnId: toTurnId(turn.turnId),
        inputKind: turn.value === undefined ? 'text' : 'choice',
        channel: 'web',
      },
      personal: { text: turn.text, value: turn.value },
    });
    this.later(replyDelayMs, () => this.#answer(turn));
    return sequence;
  }

  reply(turnId: string, parts: readonly BotPart[], locale = this.locale): void {
    this.append({
      kind: 'turn.replied',
      data: {
        turnId: toTurnId(turnId),
        locale,
        alternatives: [],
        replyKeys: [],
        why: 'scripted',
        runtimeMs: 1,
      },
      personal: { parts, slots: [] },
    });
  }

  append(draft: EventDraft): ConversationEvent {
    const event = {
      ...draft,
      eventId: toEventId(systemIds.next()),
      workspaceId: DEFAULT_WORKSPACE,
      conversationId: toConversationId(this.id),
      contactId: toContactId('scripted'),
      sequence: this.events.length + 1,
      version: 1,
      atMs: Date.now(),
    } as ConversationEvent;
    this.events.push(event);
    for (const listener of this.#listeners) listener(event);
    return event;
  }

  later(delayMs: number, task: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      task();
    }, delayMs);
    this.#timers.add(timer);
  }

  visit(): OpenVisitResponse {
    const isChinese = this.locale.startsWith('zh');
    return {
      token: this.id,
      conversationId: this.id,
      locale: this.locale,
      locales: ['en', 'zh'],
      brand: { name: isChinese ? '极光手机' : 'Aurora Mobile', accent: '#0b6b57' },
      speechLocales: ['en'],
      disclosure: {
        assistant: isChinese ? '您正在与 AI 助手对话。' : 'You are talking to an AI assistant.',
        recording: isChinese
          ? '本次通话会被录音，以便核对约定的内容。'
          : 'This call is recorded so that we can check what was agreed.',
      },
      events: this.events,
    };
  }

  close(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#listeners.clear();
  }

  #answer(turn: VisitorTurn): void {
    const locale = turn.locale ?? this.locale;
    if (/person|人工/i.test(turn.text)) {
      const parts = replyParts(locale.startsWith('zh') ? '好的' : 'a colleague', locale);
      this.reply(turn.turnId, parts, locale);
      const data = { reason: 'asked', turnId: toTurnId(turn.turnId) };
      this.append({ kind: 'handoff.requested', data, personal: { summary: 'Asked for a person.' } });
      return;
    }
    this.reply(turn.turnId, replyParts(turn.text, locale), locale);
  }
}
