/**
 * Makes the examples of the end-of-turn model from a pack's utterances: each whole one has finished, its beginnings have not.
 * Called by training and by the evaluation of speech; reads no file.
 */
import type { HashedExample } from '../../learning/index.js';
import { type Random, seededRandom } from '../../protocol/index.js';
import { turnEndFeatures, turnWords } from './turn-end-features.js';

export interface TurnUtterance {
  readonly text: string;
  readonly locale: string;
}

export interface TurnEndExample extends HashedExample {
  readonly locale: string;
}

/** Beginnings shown of each utterance. */
const CUTS_EACH = 2;

export function turnEndExamples(
  utterances: readonly TurnUtterance[],
  seed: number,
  cutsEach = CUTS_EACH,
): TurnEndExample[] {
  const random = seededRandom(seed);
  const turns = utterances
    .map(({ text, locale }) => ({ words: turnWords(text), locale }))
    .filter(({ words }) => words.length > 0);
  const whole = new Set(turns.map(({ words }) => words.join(' ')));
  return turns.flatMap(({ words, locale }, group) => {
    const example = (part: readonly string[], isPositive: boolean) => ({
      ...{ features: turnEndFeatures(part), isPositive, group, locale },
    });
    const cuts = cutsOf(words, random, cutsEach).filter((part) => !whole.has(part.join(' ')));
    return [example(words, true), ...cuts.map((part) => example(part, false))];
  });
}

function cutsOf(words: readonly string[], random: Random, count: number): (readonly string[])[] {
  const places = random.shuffle(words.slice(1).map((_, i) => i + 1));
  return places.slice(0, count).map((place) => words.slice(0, place));
}
