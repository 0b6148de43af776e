/**
 * A signal of the pack as a feature: how many visitor turns carried one of its intents, slots or keywords, or how often one of its
 * flows was completed. Called by lead-feature.ts.
 */
import type { LocalizedText } from '../../protocol/index.js';
import { type LeadPack, type LeadSignal, labelOf } from '../lead-pack.js';
import type {
  ConversationProfile,
  HeardKeyword,
  HeardSlot,
  Moment,
} from '../profile/conversation-profile.js';
import { mapText } from './feature-wording.js';
import type { LeadFeature } from './lead-feature.js';

export function signalFeature(signal: LeadSignal): LeadFeature {
  return {
    name: signal.name,
    value: (profile) => momentsOf(signal, profile).length,
    wording: signal.wording,
    trait: { high: mapText(signal.wording.one, withoutValue), low: signal.wording.none },
    label: signal.label,
    moment: (profile) => momentsOf(signal, profile).at(-1),
    shown: (profile, { pack }) =>
      keywordsOf(signal, profile).at(-1)?.surface ?? shownSlot(slotsOf(signal, profile).at(-1), pack),
  };
}

/** "Named a product: {value}" -> "Named a product". */
function withoutValue(text: string): string {
  return text.replace(/[\s:：,，]*\{value\}/gu, '');
}

/** One moment per turn, so that two slots of one sentence count once. */
function momentsOf(signal: LeadSignal, profile: ConversationProfile): readonly Moment[] {
  const byTurn = new Map<string, Moment>();
  for (const heard of profile.intents) {
    if (signal.intents.includes(heard.intent)) byTurn.set(heard.turnId, heard);
  }
  for (const slot of slotsOf(signal, profile)) byTurn.set(slot.turnId, slot);
  for (const heard of keywordsOf(signal, profile)) byTurn.set(heard.turnId, heard);
  const completed = profile.flows.filter(
    (mark) => mark.kind === 'completed' && signal.completedFlows.includes(mark.flow),
  );
  for (const mark of completed) byTurn.set(mark.turnId, mark);
  return [...byTurn.values()];
}

function slotsOf(signal: LeadSignal, profile: ConversationProfile): readonly HeardSlot[] {
  if (signal.slots.length === 0) return [];
  return profile.slots.filter((slot) => !slot.isConfirmed && signal.slots.includes(slot.name));
}

const keywordsOf = (signal: LeadSignal, { keywords = [] }: ConversationProfile): readonly HeardKeyword[] =>
  keywords.filter(({ keyword }) => signal.keywords.includes(keyword));

/** In each language by the pack's name of it, else as it was said. */
function shownSlot(slot: HeardSlot | undefined, pack: LeadPack): LocalizedText | string {
  return slot ? (labelOf(pack, slot.name, slot.value) ?? slot.surface) : '';
}
