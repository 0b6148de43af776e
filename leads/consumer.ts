/**
 * Turns conversation events into stored, scored leads: fold -> clean -> classify -> score -> segment -> save.
 * The outbox relay calls `handle`, at least once per event and in order per conversation; the effect is exactly once.
 */
import {
  type Clock,
  type ConversationEvent,
  type ConversationId,
  Fault,
  type ScoredLead,
  toFault,
} from '../protocol/index.js';
import { cleanLead } from './clean/clean-lead.js';
import type { LeadModels } from './lead-models.js';
import type { LeadPack } from './lead-pack.js';
import type { EventHandler, LeadStore } from './ports.js';
import type { ConversationProfile } from './profile/conversation-profile.js';
import { foldEvent } from './profile/fold-event.js';
import { headlineOf } from './profile/headline.js';
import { decodeProfile, encodeProfile } from './profile/profile-codec.js';
import { toRawLead } from './profile/raw-lead.js';
import { wishesOf } from './profile/wishes.js';

export interface LeadConsumerSettings {
  readonly store: LeadStore;
  /** Read per batch, so that a newly activated model or a reloaded pack serves from the next event on. */
  readonly models: LeadModels | (() => LeadModels);
  readonly pack: LeadPack | (() => LeadPack);
  readonly clock: Clock;
  /** Told after the lead is stored; a crash in between loses the notice, never the lead. */
  readonly onLead?: (lead: ScoredLead) => void;
}

/** How often a batch starts over when another consumer saved the same conversation meanwhile. */
const STALE_ATTEMPTS = 3;

/**
 * Exactly-once effect: an event at or below the stored sequence is skipped, and a save succeeds only upon the sequence it read.
 * Throws Fault `leads.missing-event` (retryable: deliver again from the gap) and what the store throws.
 */
export function createLeadConsumer(settings: LeadConsumerSettings): EventHandler {
  return {
    async handle(events) {
      for (const batch of byConversation(events)) await handleBatch(settings, batch);
    },
  };
}

/** The lead that a profile makes now: cleaned, classified, scored, segmented. Pure. */
export function scoreProfile(
  profile: ConversationProfile,
  tools: { readonly pack: LeadPack; readonly models: LeadModels; readonly clock: Clock },
): ScoredLead {
  const { pack, models, clock } = tools;
  const wishes = wishesOf(profile, pack);
  return {
    ...cleanLead(toRawLead(profile, pack), pack),
    classification: models.classify(profile),
    score: models.score(profile),
    segment: models.segment(profile),
    wishes,
    headline: headlineOf(wishes, profile, pack),
    lastSequence: profile.lastSequence,
    readBy: models.versions,
    updatedMs: clock.now(),
  };
}

function byConversation(events: readonly ConversationEvent[]): Iterable<readonly ConversationEvent[]> {
  const batches = new Map<ConversationId, ConversationEvent[]>();
  for (const event of events) {
    const batch = batches.get(event.conversationId);
    if (batch) batch.push(event);
    else batches.set(event.conversationId, [event]);
  }
  return batches.values();
}

async function handleBatch(
  settings: LeadConsumerSettings,
  batch: readonly ConversationEvent[],
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await foldAndSave(settings, batch);
      return;
    } catch (thrown) {
      if (toFault(thrown).code !== 'store.stale' || attempt === STALE_ATTEMPTS) throw thrown;
    }
  }
}

async function foldAndSave(
  settings: LeadConsumerSettings,
  batch: readonly ConversationEvent[],
): Promise<void> {
  const { store, clock, onLead } = settings;
  const first = batch[0];
  if (first === undefined) return;
  const stored = await store.findProfile(first.workspaceId, first.conversationId);
  const before = stored && decodeProfile(stored.profile);
  if (stored && before?.lastSequence !== stored.lastSequence) {
    throw new Fault('leads.bad-profile', 'A stored profile disagrees with its own sequence.');
  }
  let profile = before;
  for (const event of batch) profile = foldEvent(profile, event);
  if (profile === undefined || profile.lastSequence === (before?.lastSequence ?? 0)) return;
  const lead = scoreProfile(profile, { pack: read(settings.pack), models: read(settings.models), clock });
  const next = { profile: encodeProfile(profile), lastSequence: profile.lastSequence };
  await store.save(lead, next, before?.lastSequence ?? 0);
  onLead?.(lead);
}

/** The value, or what its function gives now. */
export function read<Value extends object>(source: Value | (() => Value)): Value {
  return typeof source === 'function' ? (source as () => Value)() : source;
}
