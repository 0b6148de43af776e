/** Events of a made-up conversation for the tests of the widget's state. */
import {
  type ConversationEvent,
  DEFAULT_WORKSPACE,
  type EventDraft,
  type OpenVisitResponse,
  toContactId,
  toConversationId,
  toEventId,
  toTurnId,
} from '../../../protocol/index.js';
import { say } from './scripted-replies.js';

const START = Date.UTC(2026, 0, 5, 14, 8);

export function eventOf(
  sequence: number,
  draft: EventDraft,
  atMs = START + sequence * 1000,
): ConversationEvent {
  return {
    ...draft,
    eventId: toEventId(`event-${sequence}`),
    workspaceId: DEFAULT_WORKSPACE,
    conversationId: toConversationId('conversation'),
    contactId: toContactId('contact'),
    sequence,
    version: 1,
    atMs,
  } as ConversationEvent;
}

export const received = (turnId: string, text: string): EventDraft => ({
  kind: 'turn.received',
  data: { turnId: toTurnId(turnId), inputKind: 'text', channel: 'web' },
  personal: { text },
});

export const replied = (turnId: string, text: string): EventDraft => ({
  kind: 'turn.replied',
  data: {
    turnId: toTurnId(turnId),
    locale: 'en',
    alternatives: [],
    replyKeys: [],
    why: 'test',
    runtimeMs: 1,
  },
  personal: { parts: [say(text)], slots: [] },
});

/** A whole short conversation, sequence 1 to 8. */
export function sampleEvents(): readonly ConversationEvent[] {
  const started = { channel: 'web', locale: 'en', pack: 'test', isGenerated: true } as const;
  const drafts: readonly EventDraft[] = [
    { kind: 'conversation.started', data: started },
    replied('t0', 'Hello'),
    received('t1', 'I want a phone'),
    { kind: 'flow.started', data: { flow: 'buy_phone', turnId: toTurnId('t1') } },
    replied('t1', 'Which one?'),
    received('t2', 'A person please'),
    replied('t2', 'I ask a colleague.'),
    {
      kind: 'handoff.requested',
      data: { reason: 'asked', turnId: toTurnId('t2') },
      personal: { summary: 'Phone.' },
    },
  ];
  return drafts.map((draft, index) => eventOf(index + 1, draft));
}

export function visitOf(events: readonly ConversationEvent[]): OpenVisitResponse {
  return {
    token: 'token',
    conversationId: 'conversation',
    locale: 'en',
    locales: ['en', 'zh'],
    brand: { name: 'Aurora Mobile', accent: '#0b6b57' },
    speechLocales: ['en'],
    disclosure: { assistant: '', recording: '' },
    events,
  };
}
