/**
 * Fits one SVM per label and packs the weights that matter as int8. Called by the linear classifier's training;
 * bounded memory: a label's full weights live only until its strongest ones are kept.
 */
import { seededRandom } from '../../protocol/index.js';
import { leastKept } from '../numerics/least-kept.js';
import type { TrainingPulse } from '../training-run.js';
import { rowNorms, type SupportVectorSettings, solveSupportVectors } from './dual-coordinate-descent.js';
import { extractFeatures, type FeatureOptions } from './features.js';
import {
  type ClassifyInput,
  type DenseWeights,
  type QuantisedWeights,
  scaleDense,
} from './linear-classifier-model.js';
import { learnVocabulary, type SparseVector, stackRows, type Vocabulary, vectorise } from './vocabulary.js';

/** A row to train on or to test with; label -1 is out of scope. */
export interface IndexedUtterance {
  readonly input: ClassifyInput;
  readonly label: number;
}

export interface WeightSettings {
  readonly labels: readonly string[];
  /** Whether rows of no label get weights of their own, as one more label at the end. */
  readonly learnsOutside: boolean;
  readonly seed: number;
  readonly features: FeatureOptions;
  readonly maxWeights: number;
  readonly denseFactor: number;
  readonly solver: SupportVectorSettings;
}

export interface FittedWeights {
  readonly vocabulary: Vocabulary;
  readonly sparse: QuantisedWeights;
  readonly dense: DenseWeights | undefined;
}

/** From this many rows on, a feature must occur in two of them. */
const RARE_FEATURES_UNTIL = 2000;

/** One label's strongest sparse weights before packing. */
interface LabelWeights {
  readonly columns: Uint32Array;
  readonly values: Float32Array;
  readonly scale: number;
  readonly bias: number;
  readonly dense: Float64Array;
}

/** How many SVMs one fit solves. */
export const columnCount = ({ labels, learnsOutside }: WeightSettings) =>
  labels.length + (learnsOutside ? 1 : 0);

/** Label -1 rows are negatives of every label and, where they are learned, positives of the one at the end. */
export async function fitWeights(
  rows: readonly IndexedUtterance[],
  settings: WeightSettings,
  pulse: TrainingPulse,
): Promise<FittedWeights> {
  const counts = rows.map(({ input }) => extractFeatures(input.text, input.context ?? [], settings.features));
  const vocabulary = learnVocabulary(counts, rows.length >= RARE_FEATURES_UNTIL ? 2 : 1);
  const denseSize = rows[0]?.input.dense?.length ?? 0;
  const vectors = counts.map((count, i) => {
    const sparse = vectorise(count, vocabulary);
    const dense = rows[i]!.input.dense;
    return dense
      ? appendDense(sparse, scaleDense(dense, settings.denseFactor), vocabulary.keys.length)
      : sparse;
  });
  const stacked = stackRows(vectors);
  const shared = {
    rows: stacked,
    columnCount: vocabulary.keys.length + denseSize,
    squaredNorms: rowNorms(stacked),
  };
  const columns = columnCount(settings);
  const perLabel = Math.ceil((settings.maxWeights * 4) / columns);
  const fitted: LabelWeights[] = [];
  for (let label = 0; label < columns; label++) {
    const owner = label < settings.labels.length ? label : -1;
    const signs = Int8Array.from(rows, (row) => (row.label === owner ? 1 : -1));
    const random = seededRandom(settings.seed * 7919 + label);
    const solution = solveSupportVectors({ ...shared, signs }, settings.solver, random);
    fitted.push(keepStrongest(solution, vocabulary.keys.length, perLabel));
    await pulse.beat(label + 1);
  }
  return {
    vocabulary,
    sparse: packWeights(fitted, vocabulary.keys.length, settings.maxWeights),
    dense: packDense(fitted, denseSize, settings.denseFactor),
  };
}

function appendDense(sparse: SparseVector, dense: Float32Array, offset: number): SparseVector {
  const size = sparse.columns.length;
  const columns = new Uint32Array(size + dense.length);
  const values = new Float32Array(size + dense.length);
  columns.set(sparse.columns);
  values.set(sparse.values);
  for (let i = 0; i < dense.length; i++) columns[size + i] = offset + i;
  values.set(dense, size);
  return { columns, values, knownShare: sparse.knownShare };
}

/** The int8 scale covers every weight of the label, dense ones included. */
function keepStrongest(solution: Float64Array, sparseCount: number, limit: number): LabelWeights {
  let largest = 0;
  for (let i = 0; i < solution.length - 1; i++) largest = Math.max(largest, Math.abs(solution[i]!));
  const scale = largest / 127 || 1;
  let columns: number[] = [];
  for (let i = 0; i < sparseCount; i++) if (Math.abs(solution[i]!) >= scale / 2) columns.push(i);
  if (columns.length > limit) {
    columns.sort((a, b) => Math.abs(solution[b]!) - Math.abs(solution[a]!));
    columns = columns.slice(0, limit).sort((a, b) => a - b);
  }
  return {
    columns: Uint32Array.from(columns),
    values: Float32Array.from(columns, (column) => solution[column]!),
    scale,
    bias: solution[solution.length - 1]!,
    dense: solution.slice(sparseCount, solution.length - 1),
  };
}

function packWeights(
  fitted: readonly LabelWeights[],
  featureCount: number,
  maxWeights: number,
): QuantisedWeights {
  const threshold = pruningThreshold(fitted, maxWeights);
  const starts = new Uint32Array(featureCount + 1);
  const eachKept = (visit: (label: number, column: number, value: number) => void) => {
    fitted.forEach((weights, label) => {
      weights.columns.forEach((column, i) => {
        if (Math.abs(weights.values[i]!) >= threshold) visit(label, column, weights.values[i]!);
      });
    });
  };
  eachKept((_label, column) => {
    starts[column + 1]!++;
  });
  for (let i = 0; i < featureCount; i++) starts[i + 1]! += starts[i]!;
  const next = starts.slice();
  const labels = new Uint16Array(starts[featureCount]!);
  const weights = new Int8Array(labels.length);
  eachKept((label, column, value) => {
    const entry = next[column]!++;
    labels[entry] = label;
    weights[entry] = Math.round(value / fitted[label]!.scale);
  });
  const scales = Float32Array.from(fitted, (label) => label.scale);
  return { starts, labels, weights, scales, biases: Float32Array.from(fitted, (label) => label.bias) };
}

/** The magnitude below which weights are dropped, so that at most `maxWeights` stay. */
function pruningThreshold(fitted: readonly LabelWeights[], maxWeights: number): number {
  const total = fitted.reduce((sum, weights) => sum + weights.values.length, 0);
  const values = new Float32Array(total);
  let offset = 0;
  for (const weights of fitted) {
    values.set(weights.values, offset);
    offset += weights.values.length;
  }
  return leastKept(values, maxWeights);
}

function packDense(fitted: readonly LabelWeights[], size: number, factor: number): DenseWeights | undefined {
  if (size === 0) return undefined;
  const weights = new Int8Array(size * fitted.length);
  fitted.forEach((label, i) => {
    for (let j = 0; j < size; j++) weights[i * size + j] = Math.round(label.dense[j]! / label.scale);
  });
  return { size, factor, weights };
}
