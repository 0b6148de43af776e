/**
 * Reads an utterance as the answer to the slot that was just asked: "two", "the blue one", "Saturday", a bare number.
 * Called after the general slot reading; it adds or corrects the reading of that one slot only.
 */
import type { ExpectedAnswer, SlotReading } from '../../protocol/index.js';
import { findDates, findNumbers, findSpokenDigits, findTimes, fold, tokenize } from '../../text/index.js';
import { findCanonical, RECOGNISED_SLOTS, type ReadingScene } from './canonical-value.js';
import { PRODUCT_LIST } from './gazetteer.js';
import type { SlotReaderParts } from './slot-readings.js';

interface Place {
  readonly start: number;
  readonly end: number;
  /** Canonical value where it is not what the words alone stand for. */
  readonly canonical?: string;
}

/** Where in the text an answer of a recognised kind stands, if the tagger did not see it. */
const FINDERS: Readonly<Record<string, (text: string, scene: ReadingScene) => Place | undefined>> = {
  quantity: (text) => only(findNumbers(text)),
  budget: (text) => only(findNumbers(text)),
  time: (text) => findTimes(text)[0] ?? only(findNumbers(text)),
  date: (text, { locale, now, pack }) => findDates(text, { locale, now, timeZone: pack.timeZone })[0],
  phone_number: (text) => around(findSpokenDigits(text, 3)),
  order_number: (text) => {
    const match = /(?:\b[a-z]{1,3}[\s-]*)*(?:\d[\s-]*){3,}/i.exec(text);
    return match === null
      ? around(findSpokenDigits(text, 3))
      : { start: match.index, end: match.index + match[0].trimEnd().length };
  },
};

const only = <T>(found: readonly T[]): T | undefined => (found.length === 1 ? found[0] : undefined);
const around = (spans: readonly Place[]): Place | undefined =>
  spans.length === 0 ? undefined : { start: spans[0]!.start, end: spans.at(-1)!.end };

/** The text without the marks around it. */
function whole(text: string): Place | undefined {
  const match = /[\p{L}\p{N}+(].*[\p{L}\p{N})]|[\p{L}\p{N}]/su.exec(text);
  return match === null ? undefined : { start: match.index, end: match.index + match[0].length };
}

/** Digits in a row from here on are a number of something else: no size or model is said with so many. */
const MOST_DIGITS_OF_A_VALUE = 5;

/** True when the place is a stretch of a longer number: "one two eight" within "zero two zero one two eight four". */
export function isWithinNumber({ start, end }: Place, text: string): boolean {
  const last = start + text.slice(start, end).replace(/[\s\p{P}]+$/u, '').length;
  const run = findSpokenDigits(text, 3).find((span) => span.start <= start && span.end >= last);
  if (run === undefined) return false;
  const after = text.slice(last, run.end).trim();
  return (
    run.digits.startsWith('0') ||
    run.digits.length > MOST_DIGITS_OF_A_VALUE ||
    (after !== '' && !/^ones?\b/i.test(after))
  );
}

/** "one hundred and twenty eight" where the pack lists "128": a number in any wording. */
function numberFromLists(slot: string, text: string, scene: ReadingScene): Place | undefined {
  for (const { start, end, value } of findNumbers(text)) {
    const known = scene.values.find(slot, String(value));
    if (known !== undefined && !isWithinNumber({ start, end }, text)) return { start, end, canonical: known };
  }
  return undefined;
}

function fromLists(
  slot: string,
  text: string,
  parts: SlotReaderParts,
  scene: ReadingScene,
): Place | undefined {
  const tokens = tokenize(text);
  const lists = scene.productSlots.has(slot) ? [PRODUCT_LIST] : [slot];
  const [best] = parts.gazetteer
    .find(tokens)
    .filter((hit) =>
      lists.some((list) => hit.list === list || (list.endsWith('/') && hit.list.startsWith(list))),
    )
    .map((hit) => ({
      start: tokens[hit.from]!.start,
      end: tokens[hit.to - 1]!.end,
      length: hit.to - hit.from,
    }))
    .filter((place) => !isWithinNumber(place, text))
    .sort((a, b) => b.length - a.length);
  if (best !== undefined) return { start: best.start, end: best.end };
  const number = numberFromLists(slot, text, scene);
  if (number !== undefined) return number;
  const place = whole(text);
  if (place === undefined || isWithinNumber(place, text)) return undefined;
  const surface = text.slice(place.start, place.end);
  if (!scene.productSlots.has(slot))
    return scene.values.find(slot, surface) === undefined ? undefined : place;
  return scene.catalog.match(surface).kind === 'none' ? undefined : place;
}

/** Longest free answer taken as one value. */
const LONGEST_NAME = 60;

/**
 * The reading of the expected slot, or undefined when the utterance holds none.
 * @param isOther true when the utterance clearly means something else; then free text is not taken as an answer.
 */
export function readExpected(
  text: string,
  expects: ExpectedAnswer,
  scene: ReadingScene,
  options: { readonly parts: SlotReaderParts; readonly isOther: boolean },
): SlotReading | undefined {
  const slot = expects.slot;
  if (slot === undefined) return undefined;
  const place = findPlace(slot, text, scene, options.parts);
  if (place !== undefined) {
    const surface = text.slice(place.start, place.end);
    return {
      name: slot,
      surface,
      value: place.canonical ?? findCanonical(slot, surface, scene) ?? surface,
      start: place.start,
      end: place.end,
      confidence: 0.85,
    };
  }
  const isFree = expects.form === 'name' || expects.form === 'free';
  const isClosed = RECOGNISED_SLOTS.has(slot) || scene.values.has(slot) || scene.productSlots.has(slot);
  if (!isFree || isClosed || options.isOther || fold(text) === '') return undefined;
  const all = whole(text);
  if (all === undefined || (expects.form === 'name' && all.end - all.start > LONGEST_NAME)) return undefined;
  const surface = text.slice(all.start, all.end);
  return { name: slot, surface, value: surface, ...all, confidence: 0.6 };
}

function findPlace(
  slot: string,
  text: string,
  scene: ReadingScene,
  parts: SlotReaderParts,
): Place | undefined {
  const finder = FINDERS[slot];
  if (finder !== undefined) return finder(text, scene);
  return scene.values.has(slot) || scene.productSlots.has(slot)
    ? fromLists(slot, text, parts, scene)
    : undefined;
}
