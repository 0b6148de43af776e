/**
 * Inference on one linear chain: forward-backward and Viterbi (Rabiner 1989; Lafferty, McCallum, Pereira 2001) over tags with forbidden steps.
 * Called by the tagger at training and at use. Scores come in, probabilities or a path go out; it owns no weights.
 */

/** Which tag may follow which; predecessors[j] lists the tags allowed before j, successors[i] those allowed after i. */
export interface ChainShape {
  readonly tagCount: number;
  readonly predecessors: readonly Int32Array[];
  readonly successors: readonly Int32Array[];
  /** 1 where a tag may start a sentence. */
  readonly canStart: Uint8Array;
}

/** Scores of steps: row i, column j, tagCount x tagCount; `start` per tag. */
export interface ChainScores {
  readonly steps: Float64Array;
  readonly start: Float64Array;
}

/** Exponentials of step scores, and the probability below which a step is skipped (default 1e-10). */
export interface ChainFactors extends ChainScores {
  readonly negligible?: number;
}

export interface Marginals {
  /** P(tag j at token t), row per token. */
  readonly tags: Float64Array;
  /** Sum over tokens of P(i then j), tagCount x tagCount. */
  readonly steps: Float64Array;
  readonly logPartition: number;
}

/** Probabilities below this are skipped: most tags are ruled out by the token alone, which makes the sums sparse. */
const NEGLIGIBLE = 1e-10;
/** What a gradient step may skip: a thousandth of the smallest gradient that is applied. */
export const NEGLIGIBLE_IN_TRAINING = 1e-6;

/** exp of the step scores, shared by every sentence that is tagged with the same weights. */
export function exponentiate(scores: ChainScores): ChainScores {
  return { steps: scores.steps.map(Math.exp), start: scores.start.map(Math.exp) };
}

/**
 * Marginals of a sentence of `unary.length / tagCount` tokens. Scaled forward-backward in probability space. O(tokens x allowed steps).
 * @param unary scores, row per token. @param factors exponentiated step scores.
 */
export function marginalsOf(shape: ChainShape, unary: Float64Array, factors: ChainFactors): Marginals {
  const { tagCount } = shape;
  const { emissions, logScale } = scaledEmissions(unary, tagCount);
  const alpha = new Float64Array(unary.length);
  const scales = forward({ shape, emissions, factors, alpha });
  const beta = backward({ shape, emissions, factors, scales });
  const steps = expectedSteps({ shape, emissions, factors, scales, alpha, beta });
  const tags = new Float64Array(alpha.length);
  for (let k = 0; k < tags.length; k++) tags[k] = alpha[k]! * beta[k]!;
  let logPartition = logScale;
  for (const scale of scales) logPartition += Math.log(scale);
  return { tags, steps, logPartition };
}

/** exp(unary - row maximum) and the sum of the maxima. */
function scaledEmissions(unary: Float64Array, tagCount: number) {
  const emissions = new Float64Array(unary.length);
  let logScale = 0;
  for (let start = 0; start < unary.length; start += tagCount) {
    let highest = Number.NEGATIVE_INFINITY;
    for (let j = start; j < start + tagCount; j++) if (unary[j]! > highest) highest = unary[j]!;
    for (let j = start; j < start + tagCount; j++) emissions[j] = Math.exp(unary[j]! - highest);
    logScale += highest;
  }
  return { emissions, logScale };
}

interface ForwardInput {
  readonly shape: ChainShape;
  readonly emissions: Float64Array;
  readonly factors: ChainFactors;
  /** Filled with forward probabilities, each row summing to one. */
  readonly alpha: Float64Array;
}

function forward({ shape, emissions, factors, alpha }: ForwardInput): Float64Array {
  const { tagCount, successors } = shape;
  const { negligible = NEGLIGIBLE } = factors;
  const length = emissions.length / tagCount;
  const scales = new Float64Array(length);
  for (let t = 0; t < length; t++) {
    const row = t * tagCount;
    const previous = row - tagCount;
    if (t === 0) for (let j = 0; j < tagCount; j++) alpha[j] = shape.canStart[j] ? factors.start[j]! : 0;
    else {
      for (let i = 0; i < tagCount; i++) {
        const left = alpha[previous + i]!;
        if (left < negligible) continue;
        const step = i * tagCount;
        for (const j of successors[i]!) alpha[row + j]! += left * factors.steps[step + j]!;
      }
    }
    let total = 0;
    for (let j = row; j < row + tagCount; j++) {
      alpha[j]! *= emissions[j]!;
      total += alpha[j]!;
    }
    scales[t] = total;
    for (let j = 0; j < tagCount; j++) alpha[row + j]! /= total;
  }
  return scales;
}

interface BackwardInput {
  readonly shape: ChainShape;
  readonly emissions: Float64Array;
  readonly factors: ChainFactors;
  readonly scales: Float64Array;
}

function backward({ shape, emissions, factors, scales }: BackwardInput): Float64Array {
  const { tagCount, predecessors } = shape;
  const { negligible = NEGLIGIBLE } = factors;
  const beta = new Float64Array(emissions.length);
  beta.fill(1, emissions.length - tagCount);
  for (let t = scales.length - 1; t > 0; t--) {
    const row = t * tagCount;
    const previous = row - tagCount;
    for (let j = 0; j < tagCount; j++) {
      const right = (emissions[row + j]! * beta[row + j]!) / scales[t]!;
      if (right < negligible) continue;
      for (const i of predecessors[j]!) beta[previous + i]! += factors.steps[i * tagCount + j]! * right;
    }
  }
  return beta;
}

interface StepInput extends BackwardInput {
  readonly alpha: Float64Array;
  readonly beta: Float64Array;
}

/** Sum over tokens of P(i then j): few tags are likely at a token, so steps from the others are skipped whole. */
function expectedSteps({ shape, emissions, factors, scales, alpha, beta }: StepInput): Float64Array {
  const { tagCount, successors } = shape;
  const { negligible = NEGLIGIBLE } = factors;
  const steps = new Float64Array(tagCount * tagCount);
  const rights = new Float64Array(tagCount);
  for (let t = 1; t < scales.length; t++) {
    const row = t * tagCount;
    for (let j = 0; j < tagCount; j++) rights[j] = (emissions[row + j]! * beta[row + j]!) / scales[t]!;
    for (let i = 0; i < tagCount; i++) {
      const left = alpha[row - tagCount + i]!;
      if (left < negligible) continue;
      const step = i * tagCount;
      for (const j of successors[i]!) steps[step + j]! += left * factors.steps[step + j]! * rights[j]!;
    }
  }
  return steps;
}

/** The tags of the highest-scoring path. O(tokens x allowed steps). */
export function bestPath(shape: ChainShape, unary: Float64Array, scores: ChainScores): Int32Array {
  const { tagCount, predecessors } = shape;
  const length = unary.length / tagCount;
  const best = new Float64Array(unary.length);
  const from = new Int32Array(unary.length).fill(-1);
  for (let j = 0; j < tagCount; j++) {
    best[j] = shape.canStart[j] ? unary[j]! + scores.start[j]! : Number.NEGATIVE_INFINITY;
  }
  for (let t = 1; t < length; t++) {
    const row = t * tagCount;
    const previous = row - tagCount;
    for (let j = 0; j < tagCount; j++) {
      let highest = Number.NEGATIVE_INFINITY;
      for (const i of predecessors[j]!) {
        const score = best[previous + i]! + scores.steps[i * tagCount + j]!;
        if (score <= highest) continue;
        highest = score;
        from[row + j] = i;
      }
      best[row + j] = highest + unary[row + j]!;
    }
  }
  return readPath(best, from, tagCount);
}

function readPath(best: Float64Array, from: Int32Array, tagCount: number): Int32Array {
  const length = best.length / tagCount;
  const path = new Int32Array(length);
  if (length === 0) return path;
  const last = (length - 1) * tagCount;
  for (let j = 1; j < tagCount; j++)
    if (best[last + j]! > best[last + path[length - 1]!]!) path[length - 1] = j;
  for (let t = length - 1; t > 0; t--) path[t - 1] = from[t * tagCount + path[t]!]!;
  return path;
}

/** Steps that BIO allows (I-x only after B-x or I-x) and steps seen in training, which may use another scheme. */
export function bioShape(tags: readonly string[], seen: (from: number, to: number) => boolean): ChainShape {
  const indices = tags.map((_tag, i) => i);
  const continues = (from: number, to: number) => {
    const inside = tags[to]!.startsWith('I-') ? tags[to]!.slice(2) : undefined;
    return inside === undefined || tags[from] === `B-${inside}` || tags[from] === `I-${inside}`;
  };
  const predecessors = indices.map((to) =>
    Int32Array.from(indices.filter((from) => continues(from, to) || seen(from, to))),
  );
  return {
    tagCount: tags.length,
    predecessors,
    successors: successorsOf(predecessors),
    canStart: Uint8Array.from(indices, (to) => (!tags[to]!.startsWith('I-') || seen(-1, to) ? 1 : 0)),
  };
}

/** The same steps, listed from their first tag. */
export function successorsOf(predecessors: readonly Int32Array[]): Int32Array[] {
  return predecessors.map((_list, from) =>
    Int32Array.from([...predecessors.keys()].filter((to) => predecessors[to]!.includes(from))),
  );
}
