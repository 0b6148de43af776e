/** Events, packs and a store for the tests of leads/: real data of the demo pack, an in-memory store that keeps the port's contract. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { LeadStore, StoredProfile } from '../../leads/index.js';
import { type LeadPack, leadsFileSchema } from '../../leads/index.js';
import {
  type ConversationEvent,
  DEFAULT_WORKSPACE,
  type EventDraft,
  Fault,
  type ScoredLead,
  type SlotReading,
  type TurnId,
  toContactId,
  toConversationId,
  toEventId,
  toTurnId,
} from '../../protocol/index.js';

export const START_MS = Date.UTC(2026, 2, 4, 10, 0, 0);

export function demoLeadPack(): LeadPack {
  const file = leadsFileSchema.parse(parse(readFileSync('packs/aurora/leads.yaml', 'utf8')));
  return {
    ...file,
    locales: ['en', 'zh'],
    defaultLocale: 'en',
    timeZone: 'Europe/London',
    country: 'GB',
    goal: { name: 'purchase', windowDays: 30 },
    salesLine: 0.6,
  };
}

/** Numbers drafts as a store would: sequence from 1, ten seconds apart. */
export function toEvents(id: string, drafts: readonly EventDraft[]): ConversationEvent[] {
  return drafts.map((draft, i) => {
    const envelope = {
      eventId: toEventId(`${id}-${i + 1}`),
      workspaceId: DEFAULT_WORKSPACE,
      conversationId: toConversationId(id),
      contactId: toContactId(`contact-${id}`),
      sequence: i + 1,
      version: 1,
      atMs: START_MS + i * 10_000,
    };
    return { ...envelope, ...draft } as ConversationEvent;
  });
}

export function started(locale = 'en', channel: 'web' | 'phone' = 'web'): EventDraft {
  return { kind: 'conversation.started', data: { channel, locale, pack: 'aurora', isGenerated: true } };
}

export function slot(name: string, value: string, surface = value): SlotReading {
  return { name, value, surface, start: 0, end: surface.length, confidence: 0.9 };
}

export interface Said {
  readonly text: string;
  readonly intent: string;
  readonly slots?: readonly SlotReading[];
  readonly locale?: string;
  readonly startMs?: number;
}

/** One exchange: the visitor's turn and the bot's reply to it. */
export function exchange(id: string, said: Said): readonly EventDraft[] {
  const turnId: TurnId = toTurnId(id);
  const { text, intent, slots = [], locale = 'en', startMs } = said;
  const isSpoken = startMs !== undefined;
  const spoken = isSpoken ? { startMs, endMs: startMs + 1500 } : {};
  return [
    {
      kind: 'turn.received',
      data: {
        turnId,
        inputKind: isSpoken ? 'speech' : 'text',
        channel: isSpoken ? 'phone' : 'web',
        ...spoken,
      },
      personal: { text },
    },
    {
      kind: 'turn.replied',
      data: {
        turnId,
        locale,
        intent,
        confidence: 0.9,
        alternatives: [],
        replyKeys: [],
        why: 'test',
        runtimeMs: 2,
      },
      personal: { parts: [], slots },
    },
  ];
}

/** Keeps leads in a map; `refuseNext` makes the next saves fail as a crash before the commit would. */
export class MemoryLeadStore implements LeadStore {
  readonly leads = new Map<string, ScoredLead>();
  readonly profiles = new Map<string, StoredProfile>();
  saves = 0;
  refuseNext = 0;

  async findProfile(_workspace: string, conversationId: string) {
    return this.profiles.get(conversationId);
  }

  async findLead(_workspace: string, conversationId: string) {
    return this.leads.get(conversationId);
  }

  async save(lead: ScoredLead, profile: StoredProfile, expectedSequence: number) {
    if (this.refuseNext > 0) {
      this.refuseNext--;
      throw new Fault('store.unavailable', 'The test store refuses this save.');
    }
    const current = this.profiles.get(lead.conversationId)?.lastSequence ?? 0;
    if (current !== expectedSequence) throw new Fault('store.stale', 'Saved by somebody else meanwhile.');
    this.leads.set(lead.conversationId, lead);
    this.profiles.set(lead.conversationId, profile);
    this.saves++;
  }
}
