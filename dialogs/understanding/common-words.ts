/**
 * Tells a sentence from a name by how common its words are, learned from the pack's own utterances: "do I have to" is all
 * common words, "Ann Lee", 王伟 and "Nguyễn Thị Minh" are not. Knows no list of names, so that names of any culture pass.
 */
import { fold, isUnspaced, tokenize } from '../../text/index.js';
import type { PackExample } from './training-set.js';

export interface CommonWords {
  isCommon(word: string): boolean;
  /** True when any utterance of the pack has the word outside of slots. */
  isKnown(word: string): boolean;
  /** True when the words are almost all common ones and too many to be a name. */
  isSentence(text: string): boolean;
}

/** A word is common when this share of the intents has it outside of slots, two at least. */
const SHARE_OF_INTENTS = 0.13;
/** With fewer common words than this it may be a name, however common they are: "Will May", 安可. */
const FEWEST_WORDS = { unspaced: 4, spaced: 3 };
/** Share of its words that must be common. */
const MOSTLY = 0.75;

const wordsOf = (text: string) =>
  tokenize(text)
    .map((token) => fold(token.text))
    .filter((word) => word !== '');

export function learnCommonWords(examples: readonly PackExample[]): CommonWords {
  const intentsOf = new Map<string, Set<string>>();
  const forms = new Map<string, string>();
  for (const { text, spans, intent } of examples) {
    for (const token of tokenize(text)) {
      if (spans.some((span) => token.start < span.end && token.end > span.start)) continue;
      const word = forms.get(token.text) ?? fold(token.text);
      forms.set(token.text, word);
      const intents = intentsOf.get(word) ?? new Set<string>();
      intentsOf.set(word, intents.add(intent));
    }
  }
  const intents = new Set(examples.map((example) => example.intent));
  const fewest = Math.max(2, Math.ceil(intents.size * SHARE_OF_INTENTS));
  const isCommon = (word: string) => (intentsOf.get(fold(word))?.size ?? 0) >= fewest;
  return {
    isCommon,
    isKnown: (word) => intentsOf.has(fold(word)),
    isSentence(text) {
      const words = wordsOf(text);
      const common = words.filter(isCommon).length;
      const least = isUnspaced(text) ? FEWEST_WORDS.unspaced : FEWEST_WORDS.spaced;
      return common >= least && common >= words.length * MOSTLY;
    },
  };
}
