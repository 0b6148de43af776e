/**
 * Reads an utterance as the answer to the slot that was just asked: "two", "the blue one", "Saturday", a bare number.
 * Called after the general slot reading; it adds or corrects the reading of that one slot only.
 */
import type { ExpectedAnswer, SlotReading } from '../../protocol/index.js';
import {
  findDates,
  findNumbers,
  findSpokenDigits,
  findTimes,
  isUnspaced,
  tokenize,
  withoutRetracted,
} from '../../text/index.js';
import type { SlotRole } from '../pack/slots-file.js';
import { findCanonical, isRecognised, type ReadingScene } from './canonical-value.js';
import type { CommonWords } from './common-words.js';
import { PRODUCT_LIST } from './gazetteer.js';
import type { SlotReaderParts } from './slot-readings.js';

interface Place {
  readonly start: number;
  readonly end: number;
  /** Canonical value where it is not what the words alone stand for. */
  readonly canonical?: string;
}

/** Where in the text an answer of a recognised kind stands, if the tagger did not see it. */
type Finder = (text: string, scene: ReadingScene) => Place | undefined;

const FINDERS: Readonly<Partial<Record<SlotRole | 'number', Finder>>> = {
  quantity: (text) => theOne(findNumbers(text), text),
  number: (text) => theOne(findNumbers(text), text),
  'price-limit': (text) => theOne(findNumbers(text), text),
  time: (text) => findTimes(text)[0] ?? theOne(findNumbers(text), text),
  date: (text, { locale, now, pack }) => findDates(text, { locale, now, timeZone: pack.timeZone })[0],
  phone: (text) => around(findSpokenDigits(text, 3)),
  code: (text) => {
    const match = /(?:\b[a-z]{1,3}[\s-]*)*(?:\d[\s-]*){3,}/i.exec(text);
    return match === null
      ? around(findSpokenDigits(text, 3))
      : { start: match.index, end: match.index + match[0].trimEnd().length };
  },
};

/** The only place, or the one that stands after the others were taken back. */
function theOne<P extends Place>(found: readonly P[], text: string): P | undefined {
  const meant = withoutRetracted(found, text);
  return meant.length === 1 ? meant[0] : undefined;
}

const around = (spans: readonly Place[]): Place | undefined =>
  spans.length === 0 ? undefined : { start: spans[0]!.start, end: spans.at(-1)!.end };

/** The text without the marks around it. */
function whole(text: string): Place | undefined {
  const match = /[\p{L}\p{N}+(].*[\p{L}\p{M}\p{N})]|[\p{L}\p{N}]/su.exec(text);
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
  const isProduct = scene.roles.roleOf(slot) === 'product';
  const lists = isProduct ? [PRODUCT_LIST] : [slot];
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
  if (!isProduct) return scene.values.find(slot, surface) === undefined ? undefined : place;
  return scene.catalog.match(surface).kind === 'none' ? undefined : place;
}

/** "Kar Wai" of "Wong Kar Wai": all of an utterance without common words is a name, else the words beside it that no utterance has elsewhere. Unspaced writing gives no such sign. */
export function widenName(name: SlotReading, text: string, { isCommon, isKnown }: CommonWords): SlotReading {
  let { start, end } = name;
  const before = /(\p{L}[\p{L}\p{M}'’.]*)(?:\s+|-)$/u;
  const after = /^(?:\s+|-)(\p{L}[\p{L}\p{M}'’]*)/u;
  if (isUnspaced(text)) return name;
  if (/^[\p{L}\p{M}\s'’.-]+$/u.test(text) && !text.split(/[\s-]+/u).some(isCommon)) {
    const all = whole(text) ?? name;
    const surface = text.slice(all.start, all.end);
    return { ...name, ...all, surface, value: surface };
  }
  for (
    let word = before.exec(text.slice(0, start));
    word !== null;
    word = before.exec(text.slice(0, start))
  ) {
    if (isKnown(word[1]!)) break;
    start = word.index;
  }
  for (let word = after.exec(text.slice(end)); word !== null; word = after.exec(text.slice(end))) {
    if (isKnown(word[1]!)) break;
    end += word[0].length;
  }
  const surface = text.slice(start, end);
  return start === name.start && end === name.end ? name : { ...name, surface, value: surface, start, end };
}

/** Longest answer taken as a name. */
const LONGEST_NAME = 60;

export interface ExpectationParts {
  readonly parts: SlotReaderParts;
  readonly commonWords: CommonWords;
  /** True when the utterance clearly means something else; then free text is not taken as an answer. */
  readonly isOther: boolean;
  /** True when the utterance is rather an answer than anything else. */
  readonly isLikely: boolean;
}

/** The reading of the expected slot, or undefined when the utterance holds none. */
export function readExpected(
  text: string,
  expects: ExpectedAnswer,
  scene: ReadingScene,
  options: ExpectationParts,
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
  const isClosed = isRecognised(slot, scene) || scene.values.has(slot);
  const all = isClosed ? undefined : wholeAnswer(text, expects, options);
  if (all === undefined) return undefined;
  const surface = text.slice(all.start, all.end);
  return { name: slot, surface, value: surface, ...all, confidence: 0.6 };
}

/** The whole utterance where words as they stand are an answer: free text that means nothing else, and what may be a name. */
function wholeAnswer(
  text: string,
  { form }: ExpectedAnswer,
  { isOther, isLikely, commonWords }: ExpectationParts,
) {
  const all = whole(text);
  if (all === undefined) return undefined;
  if (form === 'free') return isOther ? undefined : all;
  if (form !== 'name' || all.end - all.start > LONGEST_NAME) return undefined;
  if (isWrittenAsName(text)) return all;
  const named = isLikely ? afterIntroduction(text, commonWords) : undefined;
  if (named !== undefined) return named;
  return isOther || /[?？]\s*$/.test(text) || commonWords.isSentence(text) ? undefined : all;
}

/** "My name is Ann", "it's Ann Lee": common words, two at least or one with an apostrophe, then words that no utterance has. */
function afterIntroduction(text: string, { isCommon, isKnown }: CommonWords): Place | undefined {
  if (isUnspaced(text)) return undefined;
  const words = [...text.matchAll(/\p{L}[\p{L}\p{M}'’-]*/gu)];
  const from = words.findIndex(([word]) => !isCommon(word));
  const isIntroduced = from >= 2 || (from === 1 && /['’]/.test(words[0]![0]));
  if (!isIntroduced || words.slice(from).some(([word]) => isKnown(word))) return undefined;
  const last = words.at(-1)!;
  return { start: words[from]!.index, end: last.index + last[0].length };
}

/** "Bill Long" means no bill: two to four words, each with a capital. One word may have it for opening a sentence. */
const isWrittenAsName = (text: string) =>
  /^(?:\p{Lu}[\p{L}\p{M}'’.-]*\s*){2,4}$/u.test(text.trim()) && /\s/.test(text.trim());

function findPlace(
  slot: string,
  text: string,
  scene: ReadingScene,
  parts: SlotReaderParts,
): Place | undefined {
  const role = scene.roles.roleOf(slot);
  const finder = role && FINDERS[role];
  if (finder !== undefined) return finder(text, scene);
  return scene.values.has(slot) || role === 'product' ? fromLists(slot, text, parts, scene) : undefined;
}
