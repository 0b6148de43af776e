/**
 * Makes the examples of both models from a pack: labelled utterances for the classifier, tagged sentences for the tagger.
 * Each utterance is also shown as a recogniser would give it (no capitals, no marks), and part of them with an expected slot.
 */
import type { ClassifyInput, LabelledUtterance, TaggedSentence } from '../../learning/index.js';
import { OUT_OF_SCOPE } from '../../protocol/index.js';
import {
  findEmails,
  findNumbers,
  findSpokenDigits,
  findTimes,
  type Token,
  tokenize,
  toSimplified,
} from '../../text/index.js';
import type { AnnotatedUtterance } from '../pack/annotated-utterance.js';
import type { DialogPack } from '../pack/dialog-pack.js';
import { type Gazetteer, type GazetteerHit, gazetteerFeatures } from './gazetteer.js';

export interface PackExample extends AnnotatedUtterance {
  readonly intent: string;
  readonly locale: string;
}

/** The intent of a bare answer to a question. */
export const INFORM = 'inform';
/** The visitor would rather not give what was asked. */
export const WITHHOLD = 'withhold';
/** The visitor asks what it is needed for. */
export const ASK_WHY = 'ask_why';

/** All utterances of a pack, out-of-scope ones included; Chinese in Simplified characters, as the models read it. */
export function examplesOf(pack: DialogPack): PackExample[] {
  return pack.intents.flatMap((data) =>
    Object.entries(data.utterances)
      .filter(([locale]) => pack.locales.includes(locale))
      .flatMap(([locale, utterances]) =>
        utterances.map((utterance) => ({
          ...utterance,
          text: toSimplified(utterance.text),
          locale,
          intent: data.outOfScope ? OUT_OF_SCOPE : data.intent,
        })),
      ),
  );
}

/** The context feature of an expected slot; the same for training and use. */
export const expectedContext = (slot: string) => [`expected:${slot}`];

/** From this many words beside values on, an utterance is no bare answer. */
const WORDY = 3;

/**
 * Which lists of the pack an utterance has words of: the classifier then knows a phone from a plan it never saw. And how
 * many tokens stand beside the values a reader finds: on held-out fifths that tells bare answers from wishes.
 */
export function wordContext(utterance: ReadUtterance): string[] {
  const lists = new Set(utterance.hits.map((hit) => `has:${hit.list}`));
  const beside = tokensBeside(utterance);
  return [
    ...lists,
    beside === Number.POSITIVE_INFINITY ? 'values:none' : `beside:${Math.min(WORDY, beside)}`,
  ];
}

/** Tokens that belong to no value a reader finds; infinite where there is no value. */
export function tokensBeside({ text, tokens, hits }: ReadUtterance): number {
  const values = [
    ...hits.map((hit) => ({ start: tokens[hit.from]!.start, end: tokens[hit.to - 1]!.end })),
    ...findEmails(text),
    ...findSpokenDigits(text, FEWEST_DIGITS),
    ...findTimes(text),
    ...findNumbers(text),
  ];
  if (values.length === 0) return Number.POSITIVE_INFINITY;
  return tokens.filter((token) => !values.some(({ start, end }) => token.start < end && token.end > start))
    .length;
}

/** Fewer digits in a row are a number, not a code. */
const FEWEST_DIGITS = 5;

export interface ReadUtterance {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly hits: readonly GazetteerHit[];
}

/** What the classifier sees of an utterance, in training and in use. */
export function classifierInput(text: string, gazetteer: Gazetteer): ClassifyInput {
  const tokens = tokenize(text);
  return { text, context: wordContext({ text, tokens, hits: gazetteer.find(tokens) }) };
}

/** Classifier examples, each utterance once, so that held-out folds share no words with their training part. */
export function intentExamples(examples: readonly PackExample[], gazetteer: Gazetteer): LabelledUtterance[] {
  return examples
    .filter(({ intent }) => intent !== OUT_OF_SCOPE)
    .map(({ text, intent }) => ({ ...classifierInput(text, gazetteer), label: intent }));
}

export interface TaggedUtterance extends TaggedSentence {
  readonly tokenList: readonly Token[];
  readonly hits: readonly GazetteerHit[];
}

/** An utterance as tokens with BIO tags and gazetteer features. */
export function tagUtterance(utterance: AnnotatedUtterance, gazetteer: Gazetteer): TaggedUtterance {
  const tokens = tokenize(utterance.text);
  const tags = tokens.map((token) => {
    const span = utterance.spans.find((other) => token.start < other.end && token.end > other.start);
    if (span === undefined) return 'O';
    const isFirst = !tokens.some((other) => other.end <= token.start && other.end > span.start);
    return `${isFirst ? 'B' : 'I'}-${span.slot}`;
  });
  const hits = gazetteer.find(tokens);
  return {
    tokens: tokens.map((token) => token.text),
    tags,
    gazetteer: gazetteerFeatures(tokens.length, hits),
    tokenList: tokens,
    hits,
  };
}

/** Tagger sentences: each utterance as typed and as recognised, bare answers also with the slot they answer. */
export function slotSentences(examples: readonly PackExample[], gazetteer: Gazetteer): TaggedSentence[] {
  const made: TaggedSentence[] = [];
  for (const example of examples) {
    const sentence = tagUtterance(example, gazetteer);
    if (sentence.tokens.length === 0) continue;
    made.push(sentence);
    const slot = example.spans[0]?.slot;
    if (example.intent === INFORM && slot !== undefined) {
      made.push({ ...sentence, context: expectedContext(slot) });
    }
  }
  return made;
}
