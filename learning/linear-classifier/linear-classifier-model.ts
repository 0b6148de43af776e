/**
 * A trained linear classifier as inference holds it, and `classify`. Dialogs and leads call it; it never trains.
 * Weights are int8 with one scale per label, stored feature by feature, so that an utterance touches only its own features.
 */

import { bestLabels, type ScopeRule, scopeFeatures, softmax } from './confidence.js';
import { extractFeatures, type FeatureOptions } from './features.js';
import { type SparseVector, type Vocabulary, vectorise } from './vocabulary.js';

/** int8 weights of feature f: entries starts[f] .. starts[f + 1] of `labels` and `weights`. */
export interface QuantisedWeights {
  readonly starts: Uint32Array;
  readonly labels: Uint16Array;
  readonly weights: Int8Array;
  /** Real weight = int8 x scale of its label; one entry more than labels where out-of-scope utterances were learned. */
  readonly scales: Float32Array;
  readonly biases: Float32Array;
}

/** Weights of an optional dense vector, such as a sentence embedding: row per label. */
export interface DenseWeights {
  readonly size: number;
  /** Factor on the L2-normalised dense vector. */
  readonly factor: number;
  readonly weights: Int8Array;
}

export interface LinearClassifierModel {
  readonly kind: 'linear-classifier';
  readonly labels: readonly string[];
  readonly features: FeatureOptions;
  readonly vocabulary: Vocabulary;
  readonly sparse: QuantisedWeights;
  readonly dense: DenseWeights | undefined;
  /** Divides margins before the softmax; fitted on held-out utterances. */
  readonly temperature: number;
  readonly scope: ScopeRule;
}

export interface ClassifyInput {
  readonly text: string;
  /** Whole feature strings known besides the words, e.g. `expected:color`. */
  readonly context?: readonly string[];
  /** Must have the length the model was trained with; ignored by a model without dense weights. */
  readonly dense?: Float32Array;
}

export interface RankedLabel {
  readonly label: string;
  /** Calibrated probability among the labels, 0..1. */
  readonly confidence: number;
}

export interface Classification {
  /** Best first; at most `limit` entries (default 5). */
  readonly ranked: readonly RankedLabel[];
  /** SVM margin of the best label; 1 is a full margin, below 0 is the wrong side. */
  readonly margin: number;
  /** Calibrated probability that the utterance belongs to any label, 0..1. */
  readonly scopeConfidence: number;
  readonly isOutOfScope: boolean;
}

/** Labels by calibrated confidence, and whether the utterance belongs to any of them. O(features x labels per feature). */
export function classify(
  model: LinearClassifierModel,
  input: string | ClassifyInput,
  limit = 5,
): Classification {
  const { margins, outside, vector } = scoreLabels(
    model,
    typeof input === 'string' ? { text: input } : input,
  );
  const confidences = softmax(margins, model.temperature);
  const order = bestLabels(margins, Math.max(limit, 1));
  const scope = model.scope.probability(scopeFeatures({ margins, outside, knownShare: vector.knownShare }));
  return {
    ranked: order.slice(0, limit).map((i) => ({ label: model.labels[i]!, confidence: confidences[i]! })),
    margin: margins[order[0]!]!,
    scopeConfidence: scope,
    isOutOfScope: vector.columns.length === 0 || scope < model.scope.threshold,
  };
}

/** Margin per label, in the order of `model.labels`, and that of belonging to none where the model has learned it. */
export function scoreLabels(
  model: LinearClassifierModel,
  input: ClassifyInput,
): { readonly margins: Float64Array; readonly outside: number | undefined; readonly vector: SparseVector } {
  const counts = extractFeatures(input.text, input.context ?? [], model.features);
  const vector = vectorise(counts, model.vocabulary);
  const margins = new Float64Array(model.sparse.scales.length);
  addSparse(model.sparse, vector, margins);
  if (model.dense && input.dense) addDense(model.dense, input.dense, margins);
  for (let i = 0; i < margins.length; i++) {
    margins[i] = margins[i]! * model.sparse.scales[i]! + model.sparse.biases[i]!;
  }
  const { length } = model.labels;
  return { margins: margins.subarray(0, length), outside: margins[length], vector };
}

function addSparse(sparse: QuantisedWeights, vector: SparseVector, sums: Float64Array): void {
  const { starts, labels, weights } = sparse;
  for (let k = 0; k < vector.columns.length; k++) {
    const column = vector.columns[k]!;
    const value = vector.values[k]!;
    const end = starts[column + 1]!;
    for (let entry = starts[column]!; entry < end; entry++) sums[labels[entry]!]! += value * weights[entry]!;
  }
}

function addDense(dense: DenseWeights, vector: Float32Array, sums: Float64Array): void {
  const scaled = scaleDense(vector, dense.factor);
  for (let label = 0; label < sums.length; label++) {
    const offset = label * dense.size;
    let sum = 0;
    for (let i = 0; i < dense.size; i++) sum += scaled[i]! * dense.weights[offset + i]!;
    sums[label]! += sum;
  }
}

/** The vector scaled to length `factor`; a zero vector stays zero. */
export function scaleDense(vector: Float32Array, factor: number): Float32Array {
  let squares = 0;
  for (const value of vector) squares += value * value;
  const scale = squares > 0 ? factor / Math.sqrt(squares) : 0;
  return vector.map((value) => value * scale);
}
