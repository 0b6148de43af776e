/**
 * Trains a linear-chain conditional random field (Lafferty, McCallum, Pereira 2001) by AdaGrad (Duchi, Hazan, Singer 2011) on the
 * L2-penalised log-likelihood, with feature dropout and averaging of the later passes. Called by dialogs through the door.
 */
import { Fault, type Random, seededRandom } from '../../protocol/index.js';
import { createKeyIndex, type KeyIndex } from '../key-index.js';
import { startPulse, type TrainingRun } from '../training-run.js';
import { bioShape, type ChainShape } from './chain.js';
import { type ChainLearner, createChainLearner, type EncodedSentence } from './chain-learner.js';
import { packTagger } from './pack-tagger.js';
import type { SequenceTaggerModel } from './sequence-tagger-model.js';
import { type TaggerInput, tokenFeatures } from './token-features.js';

export interface TaggedSentence extends TaggerInput {
  /** BIO tags, one per token. */
  readonly tags: readonly string[];
}

export interface SequenceTaggerOptions {
  readonly seed: number;
  /** Passes over the data (default 12; more when sentences are few, up to 80). */
  readonly passes?: number;
  /** AdaGrad step (default 0.2). */
  readonly stepSize?: number;
  /** Strength of the L2 penalty per sentence (default 1e-5). */
  readonly l2?: number;
  /** Share of a token's features hidden at each visit (default 0.3); teaches the tagger to live without the word itself. */
  readonly dropout?: number;
  /** A feature must occur this often (default 1). */
  readonly minimumCount?: number;
  /** Most weights kept after pruning; about 2.2 bytes each when stored (default 400,000). */
  readonly maxWeights?: number;
}

export interface SequenceTaggerTraining extends TrainingRun {
  readonly sentences: readonly TaggedSentence[];
  readonly options: SequenceTaggerOptions;
}

const SENTENCES_PER_BEAT = 500;

/**
 * Deterministic for a seed. O(passes x tokens x (features x tags + allowed steps)).
 * Throws Fault `learning.no-data` (no sentence), `learning.bad-data` (tokens and tags differ in number) or `learning.cancelled`.
 */
export async function trainSequenceTagger(training: SequenceTaggerTraining): Promise<SequenceTaggerModel> {
  const { sentences, options } = training;
  checkSentences(sentences);
  const tags = ['O', ...[...new Set(sentences.flatMap((s) => s.tags))].filter((t) => t !== 'O').sort()];
  const tagIndex = new Map(tags.map((t, i) => [t, i]));
  const keys = sentences.map(tokenFeatures);
  const index = learnIndex(keys, options.minimumCount ?? 1);
  const encoded = sentences.map((sentence, i) => ({
    columns: keys[i]!.map((list) => columnsOf(list, index)),
    tags: Int32Array.from(sentence.tags, (t) => tagIndex.get(t)!),
  }));
  const shape = shapeOfData(tags, encoded);
  const learner = createChainLearner(shape, index.keys.length, {
    stepSize: options.stepSize ?? 0.2,
    l2: options.l2 ?? 1e-5,
    dropout: options.dropout ?? 0.3,
  });
  await runPasses(learner, encoded, training);
  return packTagger({
    tags,
    index,
    shape,
    weights: learner.average(),
    maxWeights: options.maxWeights ?? 400_000,
  });
}

/** The columns of the features that are frequent enough to have one. */
function columnsOf(keys: Uint32Array, index: KeyIndex): Uint32Array {
  const columns = new Uint32Array(keys.length);
  let count = 0;
  for (let i = 0; i < keys.length; i++) {
    const column = index.columnOf(keys[i]!);
    if (column >= 0) columns[count++] = column;
  }
  return columns.subarray(0, count);
}

function checkSentences(sentences: readonly TaggedSentence[]): void {
  if (sentences.length === 0)
    throw new Fault('learning.no-data', 'A tagger needs at least one tagged sentence.');
  sentences.forEach((sentence, i) => {
    if (sentence.tokens.length !== sentence.tags.length || sentence.tokens.length === 0) {
      throw new Fault(
        'learning.bad-data',
        `Sentence ${i + 1} must have as many tags as tokens, at least one.`,
        {
          fields: { sentence: i + 1, tokens: sentence.tokens.length, tags: sentence.tags.length },
        },
      );
    }
  });
}

function learnIndex(sentences: readonly (readonly Uint32Array[])[], minimumCount: number): KeyIndex {
  const counts = new Map<number, number>();
  for (const sentence of sentences) {
    for (const keys of sentence) for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const kept = [...counts]
    .filter(([, count]) => count >= minimumCount)
    .sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  return createKeyIndex(Uint32Array.from(kept, ([key]) => key));
}

function shapeOfData(tags: readonly string[], sentences: readonly EncodedSentence[]): ChainShape {
  const seen = new Set<number>();
  const step = (from: number, to: number) => (from + 1) * tags.length + to;
  for (const sentence of sentences) {
    sentence.tags.forEach((to, t) => {
      seen.add(step(t === 0 ? -1 : sentence.tags[t - 1]!, to));
    });
  }
  return bioShape(tags, (from, to) => seen.has(step(from, to)));
}

async function runPasses(
  learner: ChainLearner,
  sentences: readonly EncodedSentence[],
  training: SequenceTaggerTraining,
): Promise<void> {
  const random: Random = seededRandom(training.options.seed);
  const passes = training.options.passes ?? Math.min(80, Math.max(12, Math.ceil(30_000 / sentences.length)));
  const pulse = startPulse('training tagger', passes * sentences.length, training);
  for (let pass = 0; pass < passes; pass++) {
    const order = random.shuffle(sentences);
    for (let i = 0; i < order.length; i++) {
      learner.learn(order[i]!, random);
      if (i % SENTENCES_PER_BEAT === SENTENCES_PER_BEAT - 1) await pulse.beat(pass * order.length + i + 1);
    }
    learner.endPass(sentences.length, pass >= Math.floor(passes / 2));
    await pulse.beat((pass + 1) * order.length);
  }
}
