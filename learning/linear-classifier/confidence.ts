/**
 * From margins to probabilities: temperature-scaled softmax over the labels (Guo, Pleiss, Sun, Weinberger 2017) and the rule
 * that tells in-scope from out-of-scope. Fitted on held-out margins by training; never sees text.
 */
import { fitLogistic } from '../logistic/logistic-regression.js';

/** Margins of one utterance. */
export interface Score {
  readonly margins: Float64Array;
  /** Margin of belonging to no label, where the model has learned it. */
  readonly outside: number | undefined;
  readonly knownShare: number;
}

/** A held-out utterance; `label` is -1 when it is out of scope. */
export interface HeldOutScore extends Score {
  readonly label: number;
}

export interface ScopeRule {
  /** Linear weights over `scopeFeatures`, then the intercept. */
  readonly weights: readonly number[];
  /** Below this probability an utterance is rejected. */
  readonly threshold: number;
  probability(features: readonly number[]): number;
}

/** Probabilities of the labels. */
export function softmax(margins: Float64Array, temperature: number): Float64Array {
  let highest = Number.NEGATIVE_INFINITY;
  for (const margin of margins) if (margin > highest) highest = margin;
  const result = margins.map((margin) => Math.exp((margin - highest) / temperature));
  let sum = 0;
  for (const value of result) sum += value;
  return result.map((value) => value / sum);
}

/**
 * What tells scope: best margin, lead over the second, lead over the mean of the next four, the share of known features and,
 * where learned, the margin of belonging to no label and the lead over it.
 */
export function scopeFeatures({ margins, outside, knownShare }: Score): number[] {
  const [best = 0, second = best - 1, ...rest] = bestLabels(margins, 5).map((label) => margins[label]!);
  const next = margins.length > 1 ? [second, ...rest] : [];
  const mean = next.length > 0 ? next.reduce((sum, value) => sum + value, 0) / next.length : best - 1;
  const inside = [best, best - second, best - mean, knownShare];
  return outside === undefined ? inside : [...inside, outside, best - outside];
}

export function createScopeRule(weights: readonly number[], threshold: number): ScopeRule {
  return {
    weights,
    threshold,
    probability(features) {
      let sum = weights[features.length]!;
      features.forEach((value, i) => {
        sum += value * weights[i]!;
      });
      return 1 / (1 + Math.exp(-sum));
    },
  };
}

/** Temperature with the least negative log-likelihood on in-scope scores: golden section over ln T in [ln 0.02, ln 2]. */
export function fitTemperature(scores: readonly HeldOutScore[]): number {
  const inScope = scores.filter((score) => score.label >= 0);
  if (inScope.length === 0) return 0.25;
  const loss = (logT: number) => {
    let sum = 0;
    for (const { margins, label } of inScope) {
      sum -= Math.log(Math.max(softmax(margins, Math.exp(logT))[label]!, 1e-12));
    }
    return sum;
  };
  return Math.exp(goldenSection(loss, Math.log(0.02), Math.log(2)));
}

function goldenSection(loss: (x: number) => number, from: number, to: number): number {
  const ratio = (Math.sqrt(5) - 1) / 2;
  let low = from;
  let high = to;
  let left = high - ratio * (high - low);
  let right = low + ratio * (high - low);
  let leftLoss = loss(left);
  let rightLoss = loss(right);
  for (let i = 0; i < 24; i++) {
    if (leftLoss < rightLoss) {
      high = right;
      [right, rightLoss] = [left, leftLoss];
      left = high - ratio * (high - low);
      leftLoss = loss(left);
    } else {
      low = left;
      [left, leftLoss] = [right, rightLoss];
      right = low + ratio * (high - low);
      rightLoss = loss(right);
    }
  }
  return (low + high) / 2;
}

/** Used where too few out-of-scope examples exist: the best margin alone, centred between the two sides. */
function marginOnly(featureCount: number): readonly number[] {
  return [4, ...new Array<number>(featureCount - 1).fill(0), 2];
}

/** Features of a rule: with the margin of belonging to no label or without. */
export const scopeFeatureCount = (learnsOutside: boolean) => (learnsOutside ? 6 : 4);

/**
 * Weights by logistic regression of in-scope against out-of-scope held-out scores; the threshold is the highest one
 * that costs at most `maxLoss` (a share, 0..1) of in-scope accuracy on the same held-out utterances.
 */
export function fitScopeRule(
  scores: readonly HeldOutScore[],
  maxLoss: number,
  learnsOutside: boolean,
): ScopeRule {
  const features = scores.map(scopeFeatures);
  const outCount = scores.filter((score) => score.label < 0).length;
  const weights =
    outCount >= 10 && outCount < scores.length
      ? fitWeights(scores, features)
      : marginOnly(scopeFeatureCount(learnsOutside));
  const rule = createScopeRule(weights, 0);
  const accepted: number[] = [];
  let inScope = 0;
  scores.forEach((score, i) => {
    if (score.label < 0) return;
    inScope++;
    if (bestOf(score.margins) === score.label) accepted.push(rule.probability(features[i]!));
  });
  accepted.sort((a, b) => a - b);
  const spared = Math.floor(maxLoss * inScope);
  return createScopeRule(weights, accepted[Math.min(spared, accepted.length - 1)] ?? 0);
}

function fitWeights(scores: readonly HeldOutScore[], features: readonly number[][]): readonly number[] {
  const outShare = scores.filter((score) => score.label < 0).length / scores.length;
  const model = fitLogistic({
    rows: features.map((row) => Float64Array.from(row)),
    targets: Float64Array.from(scores, (score) => (score.label < 0 ? 0 : 1)),
    weights: Float64Array.from(scores, (score) => (score.label < 0 ? 0.5 / outShare : 0.5 / (1 - outShare))),
    l2: 1e-2,
  });
  return [...model.coefficients, model.intercept];
}

/** Index of the highest margin. */
export function bestOf(margins: Float64Array): number {
  let best = 0;
  for (let i = 1; i < margins.length; i++) if (margins[i]! > margins[best]!) best = i;
  return best;
}

/** Indices of the `count` highest margins, best first; equal margins in label order. O(labels x count). */
export function bestLabels(margins: Float64Array, count: number): number[] {
  const best: number[] = [];
  for (let label = 0; label < margins.length; label++) {
    const margin = margins[label]!;
    if (best.length === count && margin <= margins[best[count - 1]!]!) continue;
    let at = best.length;
    while (at > 0 && margins[best[at - 1]!]! < margin) at--;
    best.splice(at, 0, label);
    if (best.length > count) best.pop();
  }
  return best;
}
