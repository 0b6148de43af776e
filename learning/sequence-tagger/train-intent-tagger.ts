/**
 * Trains a tagger that is told the intent of its sentence: a linear classifier learns the intents, and the tagger learns with the intents
 * that classifiers guessed which had not seen the sentence (stacking, Wolpert 1992), so that it trusts them as far as they deserve. Called
 * through the door where sentences carry an intent; it never reads files.
 */
import { seededRandom } from '../../protocol/index.js';
import { classify, type LinearClassifierModel } from '../linear-classifier/linear-classifier-model.js';
import { trainLinearClassifier } from '../linear-classifier/train-linear-classifier.js';
import { partOfRun } from '../part-of-run.js';
import type { TrainingRun } from '../training-run.js';
import { type SequenceTaggerModel, type TaggedToken, tag } from './sequence-tagger-model.js';
import {
  type SequenceTaggerOptions,
  type TaggedSentence,
  trainSequenceTagger,
} from './train-sequence-tagger.js';

export interface IntentSentence extends TaggedSentence {
  readonly intent: string;
}

export interface IntentTaggerTraining extends TrainingRun {
  readonly sentences: readonly IntentSentence[];
  readonly options: SequenceTaggerOptions;
}

export interface IntentTagger {
  readonly intents: LinearClassifierModel;
  readonly tagger: SequenceTaggerModel;
}

const FOLDS = 5;
/** Parts of the progress: the classifier, its folds, the tagger. */
const FITS = FOLDS + 2;

/**
 * Deterministic for a seed. Costs a tagger and two cross-validations of the classifier.
 * Throws Fault `learning.no-data` (no sentence, or fewer than two intents), `learning.bad-data` or `learning.cancelled`.
 */
export async function trainIntentTagger(training: IntentTaggerTraining): Promise<IntentTagger> {
  const { sentences, options } = training;
  const { seed } = options;
  const run: TrainingRun = { signal: training.signal, onProgress: training.onProgress };
  const part = (index: number) => partOfRun(run, 'training tagger and intents', { index, count: FITS });
  const examples = sentences.map(({ tokens, intent }) => ({ text: textOf(tokens), label: intent }));
  const intents = await trainLinearClassifier({ examples, options: { seed }, ...part(0) });
  const foldOf = dealFolds(examples.length, seed);
  const guessed: string[] = [];
  for (let fold = 0; fold < FOLDS; fold++) {
    const outside = examples.filter((_, i) => foldOf[i] === fold);
    if (outside.length === 0) continue;
    const model = await trainLinearClassifier({
      examples: examples.filter((_, i) => foldOf[i] !== fold),
      validation: { examples: outside },
      options: { seed },
      ...part(1 + fold),
    });
    examples.forEach(({ text }, i) => {
      if (foldOf[i] === fold) guessed[i] = intentOf(model, text);
    });
  }
  const told = sentences.map((sentence, i) => ({ ...sentence, context: contextOf(guessed[i]!) }));
  const tagger = await trainSequenceTagger({ sentences: told, options, ...part(FITS - 1) });
  return { intents, tagger };
}

/** Tags of a sentence, told the intent that the classifier gives it. */
export function tagByIntent({ intents, tagger }: IntentTagger, tokens: readonly string[]): TaggedToken[] {
  return tag(tagger, { tokens, context: contextOf(intentOf(intents, textOf(tokens))) });
}

const textOf = (tokens: readonly string[]) => tokens.join(' ');
const contextOf = (intent: string) => [`intent:${intent}`];
const intentOf = (model: LinearClassifierModel, text: string) => classify(model, text).ranked[0]!.label;

function dealFolds(count: number, seed: number): Uint8Array {
  const foldOf = new Uint8Array(count);
  const order = seededRandom(seed).shuffle(Array.from(foldOf.keys()));
  order.forEach((sentence, i) => {
    foldOf[sentence] = i % FOLDS;
  });
  return foldOf;
}
