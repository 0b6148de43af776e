/**
 * The one line a rep reads first: what the visitor wants, from the pack's templates, else in the visitor's own words.
 * Called by the consumer; it quotes or fills in what was heard and invents nothing.
 */
import { type Locale, pickText } from '../../protocol/index.js';
import type { LeadPack } from '../lead-pack.js';
import type { ConversationProfile, HeardUtterance } from './conversation-profile.js';
import { countWords } from './question.js';
import { findSlot } from './raw-lead.js';

export interface Headline {
  readonly text: string;
  readonly locale: Locale;
}

/** Longest headline in UTF-16 units; quoted words beyond it end in an ellipsis. */
const LONGEST = 90;

export function headlineOf(profile: ConversationProfile, pack: LeadPack): Headline {
  const locale = profile.locale;
  for (const { intent } of byWeight(profile)) {
    const text = fillTemplates(pack.headlines[intent]?.[locale] ?? [], profile, { pack, locale });
    if (text !== undefined) return { text, locale };
  }
  const utterance = mostTelling(profile, pack);
  return utterance ? { text: shorten(utterance.text), locale: utterance.locale } : { text: '', locale };
}

/** Intents with a template, those of completed flows first, then the latest. */
function byWeight(profile: ConversationProfile) {
  const completed = new Set(profile.flows.flatMap((mark) => (mark.kind === 'completed' ? [mark.flow] : [])));
  const latest = [...profile.intents].reverse();
  return [
    ...latest.filter((heard) => completed.has(heard.intent)),
    ...latest.filter((heard) => !completed.has(heard.intent)),
  ];
}

interface Wording {
  readonly pack: LeadPack;
  readonly locale: Locale;
}

function fillTemplates(templates: readonly string[], profile: ConversationProfile, wording: Wording) {
  for (const template of templates) {
    const text = fillTemplate(template, profile, wording);
    if (text !== undefined) return text;
  }
  return undefined;
}

/** Undefined when a slot outside brackets is unknown. */
function fillTemplate(template: string, profile: ConversationProfile, wording: Wording): string | undefined {
  let isComplete = true;
  const fill = (part: string, onMissing: () => void) =>
    part.replace(/\{(\w+)\}/gu, (_, slot: string) => {
      const value = shownValue(slot, profile, wording);
      if (value === undefined) onMissing();
      return value ?? '';
    });
  const optional = template.replace(/\[([^\]]*)\]/gu, (_, part: string) => {
    let isKnown = true;
    const filled = fill(part, () => {
      isKnown = false;
    });
    return isKnown ? filled : '';
  });
  const text = fill(optional, () => {
    isComplete = false;
  });
  return isComplete ? text : undefined;
}

function shownValue(slot: string, profile: ConversationProfile, { pack, locale }: Wording) {
  const heard = findSlot(profile, slot);
  if (heard === undefined) return undefined;
  const label = pack.labelOf?.(slot, heard.value);
  if (label) return pickText(label, locale);
  const isNumberInWords = /^\d+(?:\.\d+)?$/u.test(heard.value) && !/\d/u.test(heard.surface);
  return isNumberInWords ? heard.value : heard.surface;
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
