/**
 * Splits a pack's utterances for the end-of-turn evaluation by a hash of their words: an utterance stays in its part while others come and go.
 * Called by the evaluation alone; pure.
 */
import type { PackExample } from '../../dialogs/index.js';
import { sha256Of } from '../../learning/index.js';
import { OUT_OF_SCOPE } from '../../protocol/index.js';
import type { TurnPart } from './turn-script.js';

/** Hash ranges: the first hex digit of an utterance's hash. */
const PARTS: Readonly<Record<TurnPart, RegExp>> = { validation: /^0/, test: /^[12]/ };
const FEWEST_WORDS = 2;

/** A word that fewer utterances hold may be a chat spelling ("pls", "fone"), which nobody says. */
const FEWEST_USES = 3;

/** Utterances of one part that can be spoken, each wording once, in the order of their hashes. */
export function utterancesOf(
  examples: readonly PackExample[],
  part: TurnPart,
  locale = 'en',
): readonly string[] {
  const texts = examples
    .filter((example) => example.locale === locale && example.intent !== OUT_OF_SCOPE)
    .map(({ text }) => text)
    .filter((text) => !text.includes('@') && text.split(/\s+/).length >= FEWEST_WORDS);
  const uses = new Map<string, number>();
  for (const word of texts.flatMap((text) => [...new Set(wordsOnly(text).split(' '))]))
    uses.set(word, (uses.get(word) ?? 0) + 1);
  const isSpoken = (text: string) =>
    wordsOnly(text)
      .split(' ')
      .every((word) => uses.get(word)! >= FEWEST_USES);
  return [...new Set(texts.filter(isSpoken))]
    .map((text) => ({ text, hash: sha256Of(wordsOnly(text)) }))
    .filter(({ hash }) => PARTS[part].test(hash))
    .sort((a, b) => (a.hash < b.hash ? -1 : 1))
    .map(({ text }) => text);
}

/** Spellings that sound alike share a part. */
export const wordsOnly = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
