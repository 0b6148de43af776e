/**
 * The raw lead in a profile: contact fields and facts as they were heard, each with its evidence.
 * Called by the consumer before cleaning; corrects nothing.
 */
import {
  type ContactFields,
  type ConversationId,
  type Evidence,
  type HeardFact,
  type RawLead,
  toLeadId,
} from '../../protocol/index.js';
import { type ContactSlot, type LeadPack, labelOf } from '../lead-pack.js';
import type { ConversationProfile, HeardSlot, Moment } from './conversation-profile.js';

const CONTACT_FIELDS: readonly ContactSlot[] = ['name', 'phone', 'email', 'company', 'address'];

export function evidenceOf(conversationId: ConversationId, moment: Moment): Evidence {
  const { turnId, offsetMs } = moment;
  return offsetMs === undefined ? { conversationId, turnId } : { conversationId, turnId, offsetMs };
}

/** The slot reading that fills a contact field. */
export function findContactSlot(profile: ConversationProfile, pack: LeadPack, field: ContactSlot) {
  const name = pack.contact[field];
  if (name === undefined) return undefined;
  return findSlot(profile, name);
}

/** The reading of a slot that counts: the latest, so that a correction after a confirmation wins. */
export function findSlot(profile: ConversationProfile, name: string): HeardSlot | undefined {
  return profile.slots.findLast((slot) => slot.name === name && slot.value.trim() !== '');
}

/** One lead per conversation: it carries the conversation's id, so that folding again makes the same lead. */
export function toRawLead(profile: ConversationProfile, pack: LeadPack): RawLead {
  const { workspaceId, contactId, conversationId, channel, locale, isGenerated } = profile;
  const { startedMs, lastActiveMs } = profile;
  return {
    leadId: toLeadId(conversationId),
    workspaceId,
    contactId,
    conversationId,
    channel,
    locale,
    isGenerated,
    contact: contactOf(profile, pack),
    heard: heardFacts(profile, pack),
    startedMs,
    lastActiveMs,
  };
}

function contactOf(profile: ConversationProfile, pack: LeadPack): ContactFields {
  const fields: Partial<Record<ContactSlot, string>> = {};
  for (const field of CONTACT_FIELDS) {
    const slot = findContactSlot(profile, pack, field);
    if (slot !== undefined) fields[field] = slot.value;
  }
  if (fields.phone === undefined && profile.callerNumber) fields.phone = profile.callerNumber;
  return fields;
}

/** Each value once, with the turn that first named it, in the order heard. */
function heardFacts(profile: ConversationProfile, pack: LeadPack): readonly HeardFact[] {
  const facts = new Map<string, HeardFact>();
  for (const slot of profile.slots) {
    const key = `${slot.name}\n${slot.value}`;
    if (facts.has(key)) continue;
    const { name, value, surface } = slot;
    const label = labelOf(pack, name, value);
    const evidence = evidenceOf(profile.conversationId, slot);
    facts.set(key, { name, value, surface, ...(label && { label }), evidence });
  }
  return [...facts.values()];
}
