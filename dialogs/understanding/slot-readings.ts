/**
 * Finds the slots of an utterance: the tagger's spans, the exact recognisers and the pack's own words, overlaps resolved by rule.
 * The order of trust: what a recogniser proves (phone, e-mail, patterns), the tagger, the pack's words where the tagger is silent.
 */
import { type SequenceTaggerModel, tag } from '../../learning/index.js';
import type { SlotReading } from '../../protocol/index.js';
import { findDates, findEmails, findPhones, findTimes, type Token } from '../../text/index.js';
import type { SlotRole } from '../pack/slots-file.js';
import { findCanonical, type ReadingScene } from './canonical-value.js';
import { type Gazetteer, type GazetteerHit, gazetteerFeatures } from './gazetteer.js';
import type { KnownWords } from './known-words.js';

export interface SlotReaderParts {
  readonly tagger: SequenceTaggerModel;
  readonly gazetteer: Gazetteer;
  readonly knownWords: KnownWords;
  /** Exact forms the pack's flows declare, by slot. */
  readonly patterns: readonly { readonly slot: string; readonly pattern: RegExp }[];
}

interface Span {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly confidence: number;
  readonly value?: string;
}

/** A span the tagger is less sure of than this is left out. */
const LEAST_CONFIDENCE = 0.35;

interface TaggedSpans {
  readonly spans: readonly Span[];
  /** Per token how sure the tagger is that it belongs to no slot. */
  readonly nothing: readonly number[];
}

function taggedSpans({ tokens, hits, context }: UtteranceParts, tagger: SequenceTaggerModel): TaggedSpans {
  const words = tokens.map((token) => token.text);
  const tags = tag(tagger, { tokens: words, gazetteer: gazetteerFeatures(tokens.length, hits), context });
  const spans: { name: string; start: number; end: number; confidence: number }[] = [];
  let open: (typeof spans)[number] | undefined;
  tags.forEach(({ tag: label, confidence }, i) => {
    const token = tokens[i]!;
    const name = label.slice(2);
    if (label.startsWith('I-') && open?.name === name) {
      open.end = token.end;
      open.confidence = Math.min(open.confidence, confidence);
    } else if (label === 'O') open = undefined;
    else {
      open = { name, start: token.start, end: token.end, confidence };
      spans.push(open);
    }
  });
  return {
    spans: spans.filter((span) => span.confidence >= LEAST_CONFIDENCE),
    nothing: tags.map((tagged) => (tagged.tag === 'O' ? tagged.confidence : 1 - tagged.confidence)),
  };
}

/** The slot for a value of this role: the tagger's where it says one of them, else the pack's most frequent, else the role's own name. */
function slotOfRole(role: SlotRole, tagged: readonly Span[], { roles }: ReadingScene) {
  const names = roles.slotsOf(role);
  return (span: { readonly start: number; readonly end: number }): string =>
    tagged.find((other) => names.includes(other.name) && overlaps(other, span))?.name ?? names[0] ?? role;
}

function provenSpans(
  { text, tagged }: { readonly text: string; readonly tagged: readonly Span[] },
  parts: SlotReaderParts,
  scene: ReadingScene,
): Span[] {
  const spans: Span[] = [];
  const emailSlot = slotOfRole('email', tagged, scene);
  for (const { start, end, email } of findEmails(text)) {
    spans.push({ name: emailSlot({ start, end }), start, end, confidence: 0.99, value: email });
  }
  const phoneSlot = slotOfRole('phone', tagged, scene);
  for (const { start, end, e164 } of findPhones(text, scene.pack.country)) {
    spans.push({ name: phoneSlot({ start, end }), start, end, confidence: 0.99, value: e164 });
  }
  for (const { slot, pattern } of parts.patterns) {
    for (const match of text.matchAll(pattern)) {
      spans.push({ name: slot, start: match.index, end: match.index + match[0].length, confidence: 0.98 });
    }
  }
  return spans;
}

/** Where the tagger is less sure than this that there is nothing, the pack's words and exact recognisers may speak. */
const SURE_OF_NOTHING = 0.9;

/** The pack's words, days and times where the tagger is silent and not sure. */
function knownSpans(
  { text, tokens, hits, nothing }: UtteranceParts & Pick<TaggedSpans, 'nothing'>,
  parts: SlotReaderParts,
  scene: ReadingScene,
): Span[] {
  const isOpen = (start: number, end: number) =>
    tokens.every((token, i) => token.end <= start || token.start >= end || nothing[i]! < SURE_OF_NOTHING);
  const words = hits.flatMap((hit) => {
    const name = parts.knownWords.slotOf(hit, tokens);
    return name === undefined
      ? []
      : [{ name, start: tokens[hit.from]!.start, end: tokens[hit.to - 1]!.end, confidence: 0.6 }];
  });
  const { locale, now, pack } = scene;
  const timeSlot = slotOfRole('time', [], scene);
  const times = findTimes(text).map((span) => ({
    ...span,
    name: timeSlot(span),
    confidence: 0.6,
    value: span.time,
  }));
  const dateSlot = slotOfRole('date', [], scene);
  const dates = findDates(text, { locale, now, timeZone: pack.timeZone })
    .filter((span) => !times.some((time) => overlaps(time, span)))
    .map((span) => ({ ...span, name: dateSlot(span), confidence: 0.6, value: span.date }));
  return [...words, ...dates, ...times].filter((span) => isOpen(span.start, span.end));
}

const overlaps = (a: { start: number; end: number }, b: { start: number; end: number }) =>
  a.start < b.end && b.start < a.end;

/** Spans of earlier lists win; within a list, longer ones. */
function resolve(lists: readonly (readonly Span[])[]): Span[] {
  const kept: Span[] = [];
  for (const list of lists) {
    for (const span of [...list].sort((a, b) => b.end - b.start - (a.end - a.start))) {
      if (!kept.some((other) => overlaps(other, span))) kept.push(span);
    }
  }
  return kept.sort((a, b) => a.start - b.start);
}

/** A proven span takes over the tagger's wording of the same slot ("my number is 020…" and "020…" are one). */
function adoptNames(proven: readonly Span[], tagged: readonly Span[]): Span[] {
  return proven.map((span) => {
    const same = tagged.find((other) => other.name === span.name && overlaps(other, span));
    return same === undefined ? span : { ...span, start: same.start, end: same.end };
  });
}

export interface UtteranceParts {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly hits: readonly GazetteerHit[];
  /** Feature strings such as `expected:color`. */
  readonly context: readonly string[];
}

/** The slots of an utterance in the order they were said. */
export function readSlots(
  utterance: UtteranceParts,
  parts: SlotReaderParts,
  scene: ReadingScene,
): SlotReading[] {
  const { text } = utterance;
  const { spans: tagged, nothing } = taggedSpans(utterance, parts.tagger);
  const proven = adoptNames(provenSpans({ text, tagged }, parts, scene), tagged);
  return resolve([proven, tagged, knownSpans({ ...utterance, nothing }, parts, scene)]).map((span) => {
    const surface = text.slice(span.start, span.end);
    const value = span.value ?? findCanonical(span.name, surface, scene) ?? surface;
    return { name: span.name, surface, value, start: span.start, end: span.end, confidence: span.confidence };
  });
}
