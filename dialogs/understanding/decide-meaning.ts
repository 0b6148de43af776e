/**
 * Weighs what an utterance could mean against what was asked: an answer, a refusal to answer, or something else altogether.
 * Called once per turn by the understander; it knows the readings, not the models.
 */
import {
  type IntentReading,
  type Locale,
  OUT_OF_SCOPE,
  type SlotReading,
  type Understanding,
} from '../../protocol/index.js';
import { isRetraction } from '../../text/index.js';
import type { UnderstandingContext } from '../dialog-engine.js';
import type { ReadingScene } from './canonical-value.js';
import type { CommonWords } from './common-words.js';
import { isWithinNumber, readExpected, widenName } from './expected-slot.js';
import type { SlotReaderParts } from './slot-readings.js';
import { ASK_WHY, INFORM, WITHHOLD } from './training-set.js';

/** Below this the utterance counts as an answer when it holds the expected slot. */
const CLEAR = 0.6;
/** Intents told with an understanding, the likeliest first. */
export const ALTERNATIVES = 5;

export interface RankedIntents {
  readonly ranked: readonly IntentReading[];
  readonly isOutOfScope: boolean;
}

export interface Decision {
  readonly text: string;
  readonly locale: Locale;
  readonly scene: ReadingScene;
  readonly parts: SlotReaderParts;
  readonly commonWords: CommonWords;
  readonly context: UnderstandingContext;
  readonly intents: RankedIntents;
  readonly slots: readonly SlotReading[];
}

/** The understanding of an utterance from its intents and slots. */
export function decide(decision: Decision): Understanding {
  const { text, locale, scene, context, intents } = decision;
  const { expects } = context;
  const top = intents.ranked[0];
  const isHeldBack = expects?.slot !== undefined && holdsBack(top);
  const read = decision.slots.filter(
    (slot) =>
      !(scene.values.has(slot.name) && isWithinNumber(slot, text)) &&
      !(isHeldBack && slot.name === expects.slot && slot.confidence < PROVEN),
  );
  const given = findGiven(read, decision);
  const slots = given === undefined ? read : withAnswer(read, given);
  const isBare = expects !== undefined && !isHeldBack && coverage(text, slots) >= BARE;
  const isOther =
    isHeldBack ||
    (!isBare &&
      !intents.isOutOfScope &&
      top !== undefined &&
      top.intent !== INFORM &&
      top.confidence >= CLEAR);
  const answer = given ?? (isHeldBack ? undefined : findAnswer(decision, isOther));
  const all = answer === undefined || given !== undefined ? slots : withAnswer(slots, answer);
  const isName = answer !== undefined && given === undefined && expects?.form === 'name';
  if (isName || ((answer !== undefined || isBare) && !isOther))
    return asAnswer(decision, all, answer?.confidence ?? BARE);
  const isUnknown = top === undefined || (intents.isOutOfScope && !isHeldBack);
  return {
    locale,
    intent: isUnknown ? OUT_OF_SCOPE : top.intent,
    confidence: top?.confidence ?? 0,
    alternatives: intents.ranked,
    slots: all,
  };
}

/** "Do I have to?", "why do you need it?": this sure that there is no answer in it. */
const HELD_BACK = 0.5;
/** A reading this sure is an answer all the same: "I'd rather not, but call 020 7946 0958". */
const PROVEN = 0.9;

const holdsBack = (top: IntentReading | undefined): boolean =>
  top !== undefined && (top.intent === WITHHOLD || top.intent === ASK_WHY) && top.confidence >= HELD_BACK;

/** The slot that was asked for, where it was read; a name with all its parts. */
function findGiven(slots: readonly SlotReading[], { text, commonWords, context, scene, parts }: Decision) {
  const { expects } = context;
  const given = slots.find((slot) => slot.name === expects?.slot);
  if (given === undefined || expects === undefined) return given;
  if (expects.form === 'name') return widenName(given, text, commonWords);
  const reread = readExpected(text, expects, scene, { parts, commonWords, isOther: true, isLikely: false });
  // "128 one" is no size, but 128 is: a span without a value is read again.
  const isVague = scene.values.has(given.name) && scene.values.find(given.name, given.surface) === undefined;
  // "two, no, three": the tagger may see the slip alone.
  const isCorrected =
    reread !== undefined && reread.start >= given.end && isRetraction(text.slice(given.end, reread.start));
  return (isVague || isCorrected) && reread !== undefined ? reread : given;
}

function findAnswer({ text, scene, parts, commonWords, context, intents }: Decision, isOther: boolean) {
  const top = intents.ranked[0];
  const isLikely = top !== undefined && top.intent === INFORM && top.confidence >= CLEAR;
  const { expects } = context;
  return expects && readExpected(text, expects, scene, { parts, isOther, isLikely, commonWords });
}

function asAnswer({ locale, intents }: Decision, slots: readonly SlotReading[], sure: number): Understanding {
  const top = intents.ranked[0];
  const confidence = Math.max(sure, top?.intent === INFORM ? top.confidence : 0);
  const rest = intents.ranked.filter(({ intent }) => intent !== INFORM);
  const alternatives = [{ intent: INFORM, confidence }, ...rest].slice(0, ALTERNATIVES);
  return { locale, intent: INFORM, confidence, alternatives, slots };
}

/** An utterance that consists of slot values to this share is an answer, whatever intent its words resemble. */
const BARE = 0.7;

function coverage(text: string, slots: readonly SlotReading[]): number {
  const weight = (part: string) => part.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
  return slots.reduce((sum, slot) => sum + weight(slot.surface), 0) / Math.max(1, weight(text));
}

/** The expected reading takes the place of what overlaps it. */
function withAnswer(slots: readonly SlotReading[], answer: SlotReading): SlotReading[] {
  const rest = slots.filter((slot) => slot.end <= answer.start || slot.start >= answer.end);
  return [...rest, answer].sort((a, b) => a.start - b.start);
}
