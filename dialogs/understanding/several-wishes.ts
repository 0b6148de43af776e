/**
 * Tells the wishes of an utterance apart where it holds several: "cancel my order and call me back". Cuts at clause borders,
 * and the intent classifier judges: a cut counts only where both sides are clear wishes and different ones.
 */
import type { SlotReading, Understanding, UnderstoodPart } from '../../protocol/index.js';
import { findClauseBorders, tokenize } from '../../text/index.js';
import type { UnderstandingContext } from '../dialog-engine.js';
import type { DialogPack } from '../pack/dialog-pack.js';
import type { Gazetteer } from './gazetteer.js';
import type { IntentReader } from './intent-reader.js';
import { INFORM, tokensBeside } from './training-set.js';

export interface SeveralWishes {
  /** The understanding with its parts, or as it came where there is one wish. */
  tellApart(whole: Understanding, text: string, context: UnderstandingContext): Understanding;
}

export interface WishParts {
  readonly pack: DialogPack;
  readonly intentReader: IntentReader;
  readonly gazetteer: Gazetteer;
}

/**
 * Both sides of a cut must be this sure. Chosen on held-out fifths of the demo pack's utterances, all of one wish: 1.0% of
 * the English and 0.1% of the Chinese are cut at this bar
 * (bench/dialogs/understanding-cross-validation.ts).
 */
const SURE = 0.8;
/** A side with fewer words beside its values ("the Pixel 8", "my number is ...") is a detail of the other. */
const FEWEST_BESIDE = 2;
/** Borders looked at: what comes after so many in one breath is a story, not a list of wishes. */
const MOST_BORDERS = 6;
const MOST_PARTS = 3;

interface Wish {
  readonly start: number;
  readonly end: number;
  readonly intent: string;
  readonly confidence: number;
}

export function createSeveralWishes({ pack, intentReader, gazetteer }: WishParts): SeveralWishes {
  const courtesies = new Set(pack.intents.filter((data) => data.courtesy).map(({ intent }) => intent));
  const wishes = new Set(
    pack.flows.flatMap((flow) => flow.intents).filter((intent) => !courtesies.has(intent)),
  );

  /** What a stretch of the utterance asks for, if that is clear. */
  function readWish(text: string, start: number, end: number): Wish | undefined {
    const part = text.slice(start, end);
    const tokens = tokenize(part);
    const utterance = { text: part, tokens, hits: gazetteer.find(tokens) };
    const { ranked, isOutOfScope } = intentReader.read(utterance, false);
    const top = ranked[0];
    if (isOutOfScope || top === undefined || top.confidence < SURE || !wishes.has(top.intent))
      return undefined;
    if (tokensBeside(utterance) < FEWEST_BESIDE) return undefined;
    return { start, end, intent: top.intent, confidence: top.confidence };
  }

  function cut(text: string, start: number, end: number): readonly [Wish, Wish] | undefined {
    let best: readonly [Wish, Wish] | undefined;
    const borders = findClauseBorders(text.slice(start, end)).slice(0, MOST_BORDERS);
    for (const border of borders) {
      const first = readWish(text, start, start + border.end);
      const second = first && readWish(text, start + border.start, end);
      if (first === undefined || second === undefined || first.intent === second.intent) continue;
      if (best === undefined || leastOf([first, second]) > leastOf(best)) best = [first, second];
    }
    return best;
  }

  /** The parts of a cut, those cut again that hold two wishes themselves. */
  function cutAll(text: string): readonly Wish[] {
    const halves = cut(text, 0, text.length);
    if (halves === undefined) return [];
    let parts: readonly Wish[] = halves;
    for (const half of halves) {
      const finer = parts.length < MOST_PARTS ? cut(text, half.start, half.end) : undefined;
      if (finer !== undefined && areDifferent([...finer, ...parts.filter((part) => part !== half)]))
        parts = parts.flatMap((part) => (part === half ? finer : [part]));
    }
    return parts;
  }

  return {
    tellApart(whole, text, { expects }) {
      const isTelling = expects?.slot !== undefined && (expects.form === 'free' || expects.form === 'name');
      if (isTelling || whole.intent === INFORM) return whole;
      const found = cutAll(text);
      const parts = found.map((wish) => ({ ...wish, slots: slotsWithin(whole.slots, wish) }));
      const isTorn = parts.reduce((sum, part) => sum + part.slots.length, 0) < whole.slots.length;
      return parts.length === 0 || isTorn ? whole : { ...whole, parts };
    },
  };
}

const leastOf = ([a, b]: readonly [Wish, Wish]) => Math.min(a.confidence, b.confidence);

const areDifferent = (parts: readonly Wish[]) =>
  new Set(parts.map(({ intent }) => intent)).size === parts.length;

const slotsWithin = (slots: readonly SlotReading[], { start, end }: Wish): UnderstoodPart['slots'] =>
  slots.filter((slot) => slot.start >= start && slot.end <= end);
