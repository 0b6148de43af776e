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

function fromLists(
  slot: string,
  text: string,
  parts: SlotReaderParts,
  scene: ReadingScene,
): Place | undefined {
  const tokens = tokenize(text);
  const lists = scene.productSlots.has(slot) ? [PRODUCT_LIST] : [slot];
  const hits = parts.gazetteer
    .find(tokens)
    .filter((hit) =>
      lists.some((list) => hit.list === list || (list.endsWith('/') && hit.list.startsWith(list))),
    )
    .sort((a, b) => b.to - b.from - (a.to - a.from));
  const [best] = hits;
  if (best !== undefined) return { start: tokens[best.from]!.start, end: tokens[best.to - 1]!.end };
  const place = whole(text);
  if (place === undefined) return undefined;
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
      value: findCanonical(slot, surface, scene) ?? surface,
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
