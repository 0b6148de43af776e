/**
 * The one line a rep reads first: the primary wish, else the visitor's own words.
 * Called by the consumer; it quotes or fills in what was heard and invents nothing.
 */
import type { LocalizedText, Wish } from '../../protocol/index.js';
import type { LeadPack } from '../lead-pack.js';
import type { ConversationProfile, HeardUtterance } from './conversation-profile.js';
import { countWords } from './question.js';

/** Longest headline in UTF-16 units; quoted words beyond it end in an ellipsis. */
const LONGEST = 90;

/** A quotation stands in its own language alone; empty before anything was said. */
export function headlineOf(
  wishes: readonly Wish[],
  profile: ConversationProfile,
  pack: LeadPack,
): LocalizedText {
  const [primary] = wishes;
  if (primary) return primary.text;
  const utterance = mostTelling(profile, pack);
  return utterance ? { [utterance.locale]: shorten(utterance.text) } : {};
}

/**
 * Among the utterances that are no small talk the one with most facts (contact data aside), then most words up to fifteen; the
 * earliest among equals. Small talk is quoted only when there is nothing else.
 */
function mostTelling(profile: ConversationProfile, pack: LeadPack): HeardUtterance | undefined {
  const spoken = profile.utterances.filter((utterance) => utterance.text.trim() !== '');
  const telling = spoken.filter((utterance) => !isSmallTalk(utterance, profile, pack));
  const contact = new Set(Object.values(pack.contact));
  let best: HeardUtterance | undefined;
  let bestWeight = -1;
  for (const utterance of telling.length > 0 ? telling : spoken) {
    const facts = profile.slots.filter(
      (slot) => slot.turnId === utterance.turnId && !slot.isConfirmed && !contact.has(slot.name),
    ).length;
    const weight = facts * 4 + Math.min(15, countWords(utterance.text));
    if (weight > bestWeight) [best, bestWeight] = [utterance, weight];
  }
  return best;
}

/** A greeting or the like by its intent, or nothing but contact data. */
function isSmallTalk(utterance: HeardUtterance, profile: ConversationProfile, pack: LeadPack): boolean {
  const heard = profile.intents.find((each) => each.turnId === utterance.turnId);
  if (heard !== undefined && pack.smallTalk.includes(heard.intent)) return true;
  const contact = Object.values(pack.contact);
  const slots = profile.slots.filter((slot) => slot.turnId === utterance.turnId);
  return slots.length > 0 && slots.every((slot) => contact.includes(slot.name));
}

function shorten(text: string): string {
  const line = text.replace(/\s+/gu, ' ').trim();
  if (line.length <= LONGEST) return line;
  const cut = Array.from(line.slice(0, LONGEST - 1)).join('');
  const space = cut.lastIndexOf(' ');
  return `${space > LONGEST / 2 ? cut.slice(0, space) : cut}…`;
}
