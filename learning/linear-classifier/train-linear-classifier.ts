/**
 * Trains a linear classifier from labelled utterances: features, one-vs-rest SVMs, pruning to int8, and confidence fitted on
 * utterances the weights have not seen. Called by dialogs and leads through the room's door; it never reads files.
 */
import { Fault, seededRandom } from '../../protocol/index.js';
import { startPulse, type TrainingPulse, type TrainingRun } from '../training-run.js';
import { fitScopeRule, fitTemperature, type HeldOutScore } from './confidence.js';
import { DEFAULT_FEATURES, type FeatureOptions } from './features.js';
import { splitFolds } from './held-out-folds.js';
import { type ClassifyInput, type LinearClassifierModel, scoreLabels } from './linear-classifier-model.js';
import { columnCount, fitWeights, type IndexedUtterance, type WeightSettings } from './one-vs-rest.js';

export interface LabelledUtterance extends ClassifyInput {
  readonly label: string;
}

export interface LinearClassifierOptions {
  readonly seed: number;
  readonly features?: Partial<FeatureOptions>;
  /** Cost C of a margin violation (default 1). */
  readonly cost?: number;
  /** How many times a missed positive costs more than a missed negative (default 3). */
  readonly positiveWeight?: number;
  /** Most weights kept after pruning; 2.2 bytes each when stored (default 600,000). */
  readonly maxWeights?: number;
  /** Share of in-scope accuracy that rejection may cost on held-out utterances (default 0.02). */
  readonly maxScopeLoss?: number;
  /** Length of the dense vector beside the n-grams (default 1: as long as the n-gram vector). */
  readonly denseFactor?: number;
}

export interface LinearClassifierTraining extends TrainingRun {
  readonly examples: readonly LabelledUtterance[];
  /** Utterances that belong to no label; a share is held out for the threshold. */
  readonly outOfScope?: readonly (string | ClassifyInput)[];
  /** Held-out utterances for confidence and threshold; cross-validation on `examples` when absent. */
  readonly validation?: {
    readonly examples: readonly LabelledUtterance[];
    readonly outOfScope?: readonly (string | ClassifyInput)[];
  };
  readonly options: LinearClassifierOptions;
}

/**
 * Deterministic for a seed. O(passes x labels x features). Without `validation` the fit runs once per fold besides the final one.
 * Throws Fault `learning.no-data` (fewer than two labels) or `learning.cancelled`.
 */
export async function trainLinearClassifier(
  training: LinearClassifierTraining,
): Promise<LinearClassifierModel> {
  const labels = [...new Set(training.examples.map((example) => example.label))].sort();
  if (labels.length < 2) {
    throw new Fault('learning.no-data', 'A classifier needs examples of at least two labels.', {
      fields: { labels: labels.length },
    });
  }
  const index = new Map(labels.map((label, i) => [label, i]));
  const rows = indexRows(training.examples, training.outOfScope ?? [], index);
  const settings = settingsOf(training, labels);
  const columns = columnCount(settings);
  const folds = training.validation ? [] : splitFolds(rows, seededRandom(training.options.seed));
  const pulse = startPulse('training classifier', columns * (folds.length + 1), training);
  const held: HeldOutScore[] = [];
  for (const [i, fold] of folds.entries()) {
    const model = await fitPart(fold.train, settings, offsetPulse(pulse, i * columns));
    held.push(...scoreRows(model, fold.test));
  }
  const model = await fitPart(rows, settings, offsetPulse(pulse, folds.length * columns));
  if (training.validation) {
    const { examples, outOfScope = [] } = training.validation;
    held.push(...scoreRows(model, indexRows(examples, outOfScope, index)));
  }
  return {
    ...model,
    temperature: fitTemperature(held),
    scope: fitScopeRule(held, training.options.maxScopeLoss ?? 0.02, settings.learnsOutside),
  };
}

function indexRows(
  examples: readonly LabelledUtterance[],
  outOfScope: readonly (string | ClassifyInput)[],
  index: ReadonlyMap<string, number>,
): IndexedUtterance[] {
  return [
    ...examples.map((input) => ({ input, label: index.get(input.label) ?? -1 })),
    ...outOfScope.map((input) => ({ input: typeof input === 'string' ? { text: input } : input, label: -1 })),
  ];
}

/** From this many out-of-scope utterances on they are learned, not only told from the labels by their margins. */
const LEARNED_OUTSIDE = 50;

function settingsOf(
  { options, outOfScope = [] }: LinearClassifierTraining,
  labels: readonly string[],
): WeightSettings {
  return {
    labels,
    learnsOutside: outOfScope.length >= LEARNED_OUTSIDE,
    seed: options.seed,
    features: { ...DEFAULT_FEATURES, ...options.features },
    maxWeights: options.maxWeights ?? 600_000,
    denseFactor: options.denseFactor ?? 1,
    solver: {
      cost: options.cost ?? 1,
      positiveWeight: options.positiveWeight ?? 3,
      tolerance: 0.1,
      maxPasses: 18,
    },
  };
}

async function fitPart(
  rows: readonly IndexedUtterance[],
  settings: WeightSettings,
  pulse: TrainingPulse,
): Promise<LinearClassifierModel> {
  const weights = await fitWeights(rows, settings, pulse);
  const scope = fitScopeRule([], 0, settings.learnsOutside);
  return {
    kind: 'linear-classifier',
    labels: settings.labels,
    features: settings.features,
    temperature: 0.25,
    scope,
    ...weights,
  };
}

function scoreRows(model: LinearClassifierModel, rows: readonly IndexedUtterance[]): HeldOutScore[] {
  return rows.map(({ input, label }) => {
    const { margins, outside, vector } = scoreLabels(model, input);
    return { margins, outside, knownShare: vector.knownShare, label };
  });
}

function offsetPulse(pulse: TrainingPulse, offset: number): TrainingPulse {
  return { beat: (done) => pulse.beat(offset + done) };
}
