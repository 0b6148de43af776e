/**
 * The weights of a conditional random field while they are learnt: gradient of one sentence, AdaGrad step, L2 shrinkage, averaging.
 * Called by the tagger's training; it sees columns and tag numbers, never words.
 */
import type { Random } from '../../protocol/index.js';
import {
  type ChainFactors,
  type ChainShape,
  exponentiate,
  marginalsOf,
  NEGLIGIBLE_IN_TRAINING,
} from './chain.js';

export interface EncodedSentence {
  /** Feature columns of each token. */
  readonly columns: readonly Uint32Array[];
  readonly tags: Int32Array;
}

export interface LearnerSettings {
  readonly stepSize: number;
  /** Penalty l2 / 2 |w|^2 per sentence. */
  readonly l2: number;
  readonly dropout: number;
}

export interface ChainWeights {
  /** Row per feature, column per tag. */
  readonly unary: Float32Array;
  readonly steps: Float64Array;
  readonly start: Float64Array;
}

export interface ChainLearner {
  /** One AdaGrad step on a sentence's negative log-likelihood; returns that loss. */
  learn(sentence: EncodedSentence, random: Random): number;
  /** Shrinks all weights by the L2 penalty of a pass; with `isAveraged` the result enters the average. */
  endPass(sentenceCount: number, isAveraged: boolean): void;
  average(): ChainWeights;
}

/** Gradients smaller than this are not applied: most tags of most tokens are ruled out early. */
const SMALLEST_GRADIENT = 1e-3;
const FIRST_SQUARES = 1;

class AdaGradVector<T extends Float32Array | Float64Array> {
  readonly squares: Float32Array;

  constructor(
    readonly values: T,
    readonly settings: LearnerSettings,
  ) {
    this.squares = new Float32Array(values.length).fill(FIRST_SQUARES);
  }

  descend(i: number, gradient: number): void {
    const squares = this.squares[i]! + gradient * gradient;
    this.squares[i] = squares;
    this.values[i]! -= (this.settings.stepSize * gradient) / Math.sqrt(squares);
  }

  /** The proximal step of the L2 penalty of `count` sentences at each coordinate's own rate (Duchi and Singer 2009). */
  shrink(count: number): void {
    const strength = this.settings.stepSize * this.settings.l2 * count;
    for (let i = 0; i < this.values.length; i++) {
      if (this.values[i] !== 0) this.values[i]! /= 1 + strength / Math.sqrt(this.squares[i]!);
    }
  }
}

export function createChainLearner(
  shape: ChainShape,
  featureCount: number,
  settings: LearnerSettings,
): ChainLearner {
  return new AdaGradChain(shape, featureCount, settings);
}

class AdaGradChain implements ChainLearner {
  readonly #unary: AdaGradVector<Float32Array>;
  readonly #steps: AdaGradVector<Float64Array>;
  readonly #start: AdaGradVector<Float64Array>;
  readonly #sums: ChainWeights;
  readonly #shape: ChainShape;
  readonly #settings: LearnerSettings;
  /** exp of the step scores, renewed where a score moved: 5,000 exponentials a sentence would cost more than the sentence. */
  readonly #factors: ChainFactors;
  #averaged = 0;

  constructor(shape: ChainShape, featureCount: number, settings: LearnerSettings) {
    const { tagCount } = shape;
    this.#shape = shape;
    this.#settings = settings;
    this.#unary = new AdaGradVector(new Float32Array(featureCount * tagCount), settings);
    this.#steps = new AdaGradVector(new Float64Array(tagCount * tagCount), settings);
    this.#start = new AdaGradVector(new Float64Array(tagCount), settings);
    this.#factors = {
      ...exponentiate({ steps: this.#steps.values, start: this.#start.values }),
      negligible: NEGLIGIBLE_IN_TRAINING,
    };
    this.#sums = {
      unary: new Float32Array(featureCount * tagCount),
      steps: new Float64Array(tagCount * tagCount),
      start: new Float64Array(tagCount),
    };
  }

  learn(sentence: EncodedSentence, random: Random): number {
    const { dropout } = this.#settings;
    const { tagCount } = this.#shape;
    const [steps, start] = [this.#steps.values, this.#start.values];
    const columns = sentence.columns.map((list) => dropColumns(list, dropout, random));
    const keep = dropout > 0 ? 1 / (1 - dropout) : 1;
    const scores = scoreColumns(columns, { weights: this.#unary.values, tagCount, keep });
    const marginals = marginalsOf(this.#shape, scores, this.#factors);
    const gold = goldScore(sentence.tags, { scores, steps, start });
    descendUnary(this.#unary, { columns, tags: sentence.tags, marginals: marginals.tags, keep });
    for (let t = 1; t < sentence.tags.length; t++)
      marginals.steps[sentence.tags[t - 1]! * tagCount + sentence.tags[t]!]! -= 1;
    descendScores(this.#steps, this.#factors.steps, marginals.steps);
    const startGradient = marginals.tags.slice(0, tagCount);
    startGradient[sentence.tags[0]!]! -= 1;
    descendScores(this.#start, this.#factors.start, startGradient);
    return marginals.logPartition - gold;
  }

  endPass(sentenceCount: number, isAveraged: boolean): void {
    for (const vector of [this.#unary, this.#steps, this.#start]) vector.shrink(sentenceCount);
    const { steps, start } = exponentiate({ steps: this.#steps.values, start: this.#start.values });
    this.#factors.steps.set(steps);
    this.#factors.start.set(start);
    if (!isAveraged) return;
    this.#averaged++;
    addInto(this.#sums.unary, this.#unary.values);
    addInto(this.#sums.steps, this.#steps.values);
    addInto(this.#sums.start, this.#start.values);
  }

  average(): ChainWeights {
    const count = this.#averaged;
    if (count === 0)
      return { unary: this.#unary.values, steps: this.#steps.values, start: this.#start.values };
    return {
      unary: this.#sums.unary.map((value) => value / count),
      steps: this.#sums.steps.map((value) => value / count),
      start: this.#sums.start.map((value) => value / count),
    };
  }
}

function dropColumns(columns: Uint32Array, dropout: number, random: Random): Uint32Array {
  if (dropout === 0) return columns;
  const kept = new Uint32Array(columns.length);
  let count = 0;
  for (let i = 0; i < columns.length; i++) if (random.next() >= dropout) kept[count++] = columns[i]!;
  return kept.subarray(0, count);
}

interface UnaryWeights {
  readonly weights: Float32Array;
  readonly tagCount: number;
  /** Makes up for hidden features: 1 / (1 - dropout). */
  readonly keep: number;
}

function scoreColumns(
  columns: readonly Uint32Array[],
  { weights, tagCount, keep }: UnaryWeights,
): Float64Array {
  const scores = new Float64Array(columns.length * tagCount);
  columns.forEach((list, t) => {
    const row = t * tagCount;
    for (const column of list) {
      const offset = column * tagCount;
      for (let j = 0; j < tagCount; j++) scores[row + j]! += weights[offset + j]!;
    }
    for (let j = 0; j < tagCount; j++) scores[row + j]! *= keep;
  });
  return scores;
}

interface PathScores {
  readonly scores: Float64Array;
  readonly steps: Float64Array;
  readonly start: Float64Array;
}

function goldScore(tags: Int32Array, { scores, steps, start }: PathScores): number {
  const tagCount = start.length;
  let sum = start[tags[0]!]!;
  tags.forEach((j, t) => {
    sum += scores[t * tagCount + j]!;
    if (t > 0) sum += steps[tags[t - 1]! * tagCount + j]!;
  });
  return sum;
}

interface UnaryGradient {
  readonly columns: readonly Uint32Array[];
  readonly tags: Int32Array;
  readonly marginals: Float64Array;
  readonly keep: number;
}

function descendUnary(unary: AdaGradVector<Float32Array>, gradient: UnaryGradient): void {
  const { columns, tags, marginals, keep } = gradient;
  const tagCount = marginals.length / columns.length;
  const active = new Int32Array(tagCount);
  const values = new Float64Array(tagCount);
  columns.forEach((list, t) => {
    let count = 0;
    for (let j = 0; j < tagCount; j++) {
      const value = (marginals[t * tagCount + j]! - (tags[t] === j ? 1 : 0)) * keep;
      if (Math.abs(value) < SMALLEST_GRADIENT) continue;
      active[count] = j;
      values[count++] = value;
    }
    for (const column of list) {
      const offset = column * tagCount;
      for (let k = 0; k < count; k++) unary.descend(offset + active[k]!, values[k]!);
    }
  });
}

/** A step on chain scores; `factors` stay their exponentials. */
function descendScores(
  scores: AdaGradVector<Float64Array>,
  factors: Float64Array,
  gradient: Float64Array,
): void {
  for (let k = 0; k < gradient.length; k++) {
    if (Math.abs(gradient[k]!) <= SMALLEST_GRADIENT) continue;
    scores.descend(k, gradient[k]!);
    factors[k] = Math.exp(scores.values[k]!);
  }
}

function addInto(sums: Float32Array | Float64Array, values: Float32Array | Float64Array): void {
  for (let i = 0; i < sums.length; i++) sums[i]! += values[i]!;
}
