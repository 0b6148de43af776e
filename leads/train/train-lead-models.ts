/**
 * Trains what the lead consumer needs from conversations with known ends: class, score and segments, each with its evaluation on
 * conversations it has not seen and a card draft for the registry. Called by jobs and the demo; it stores nothing.
 */
import {
  encodeLinearClassifier,
  learnReference,
  type ModelCardDraft,
  REFERENCE_FILE,
  sha256Of,
  type TrainingRun,
  writeReference,
} from '../../learning/index.js';
import { Fault, noProgress, sharedProgress, toFault } from '../../protocol/index.js';
import { type ClassExample, type ClassUtterance, trainClass } from '../classify/train-class.js';
import { type FeatureSet, featureColumns, featuresOf } from '../features/lead-feature.js';
import type { LeadModelName } from '../lead-model-names.js';
import type { LeadPack } from '../lead-pack.js';
import { encodeModel } from '../model-codec.js';
import type { ScoreRows } from '../score/score-learner.js';
import { type ScoreModel, scoreRow } from '../score/score-model.js';
import { trainScore } from '../score/train-score.js';
import { trainSegments } from '../segment/train-segments.js';
import { evaluateClass, evaluateScore, type Figures, type ScoreEvaluation } from './evaluate.js';
import {
  LOCKED_TEST_RULE,
  splitByTime,
  splitLocked,
  type TrainingConversation,
  type TrainingExample,
  type TrainingSplit,
  toExamples,
} from './training-set.js';

/** One model as the registry saves it: `registry.save(name, draft, files)`. */
export interface TrainedModel {
  readonly draft: ModelCardDraft;
  readonly files: Readonly<Record<string, Uint8Array>>;
}

export interface TrainedLeadModels {
  readonly models: Readonly<Partial<Record<LeadModelName, TrainedModel>>>;
  readonly evaluation: {
    readonly class?: Figures;
    readonly score?: ScoreEvaluation;
    readonly segments?: Figures;
    /** What the figures may be used for. */
    readonly caution: string;
  };
  /** Models that could not be trained, and why. */
  readonly missing: Readonly<Partial<Record<LeadModelName, string>>>;
}

export interface LeadTraining extends TrainingRun {
  readonly conversations: readonly TrainingConversation[];
  readonly pack: LeadPack;
  readonly seed: number;
  /** Models to train; all when absent. */
  readonly only?: readonly LeadModelName[];
  /** The pack's examples of classes, as the bot understands them. */
  readonly classUtterances?: readonly ClassUtterance[];
}

/** How much of the whole time each takes, measured on the demo's history. */
const STEP_WEIGHTS: Readonly<Record<LeadModelName, number>> = {
  'lead-class': 2,
  'lead-score': 5,
  'lead-segments': 1,
};

const GENERATED_CAUTION =
  'Trained and tested on generated conversations: this tests the plumbing and is no evidence about customers.';
const REAL_CAUTION = 'Measured on conversations of this company that the model has not seen.';

/**
 * Deterministic for a seed. A model for which there is too little data is left out and named in `missing`.
 * Throws Fault `learning.no-data` without any conversation, `learning.cancelled` when aborted.
 */
export async function trainLeadModels(training: LeadTraining): Promise<TrainedLeadModels> {
  const examples = toExamples(training.conversations);
  const progressOf = sharedProgress('training lead models', STEP_WEIGHTS, training.onProgress ?? noProgress);
  const work: Work = {
    ...training,
    examples,
    split: splitLocked(examples),
    features: featuresOf(training.pack),
    isGenerated: examples.some((example) => example.profile.isGenerated),
    dataHash: sha256Of(JSON.stringify(training.conversations)),
  };
  const missing: Partial<Record<LeadModelName, string>> = {};
  const attempt = async <Made>(name: LeadModelName, make: (step: Work) => Promise<Made>) => {
    const onProgress = progressOf(name);
    if (training.only?.includes(name) === false) {
      onProgress({ stage: name, done: 1, total: 1 });
      return undefined;
    }
    try {
      return await make({ ...work, onProgress });
    } catch (thrown) {
      const fault = toFault(thrown);
      if (fault.code !== 'learning.no-data') throw thrown;
      missing[name] = fault.message;
      return undefined;
    } finally {
      onProgress({ stage: name, done: 1, total: 1 });
    }
  };
  const leadClass = await attempt('lead-class', makeClass);
  const score = await attempt('lead-score', makeScore);
  const segments = await attempt('lead-segments', makeSegments);
  return {
    models: {
      ...(leadClass && { 'lead-class': leadClass.model }),
      ...(score && { 'lead-score': score.model }),
      ...(segments && { 'lead-segments': segments.model }),
    },
    evaluation: {
      class: leadClass?.figures,
      score: score?.evaluation,
      segments: segments?.figures,
      caution: cautionOf(work),
    },
    missing,
  };
}

interface Work extends LeadTraining {
  readonly examples: readonly TrainingExample[];
  readonly split: TrainingSplit;
  readonly features: FeatureSet;
  readonly isGenerated: boolean;
  readonly dataHash: string;
}

const cautionOf = (work: Work) => (work.isGenerated ? GENERATED_CAUTION : REAL_CAUTION);

async function makeClass(work: Work) {
  const labelled = (examples: readonly TrainingExample[]) =>
    examples.flatMap(({ profile, leadClass }): ClassExample[] => (leadClass ? [{ profile, leadClass }] : []));
  const { classUtterances: utterances = [] } = work;
  const trained = await trainClass({ conversations: labelled(work.split.train), utterances }, work);
  const test = labelled(work.split.test);
  const figures = test.length === 0 ? {} : evaluateClass(trained, test, work.seed);
  const certainty = { kind: 'lead-class-certainty' as const, certainFrom: trained.certainFrom };
  const draft = draftOf(work, 'lead-class', {
    rows: labelled(work.split.train).length + utterances.length,
    parameters: { learner: 'linear', utterances: utterances.length, certainFrom: trained.certainFrom },
    figures,
  });
  const files = {
    'model.bin': encodeLinearClassifier(trained.model),
    'certainty.json': encodeModel(certainty),
  };
  return { figures, model: { draft, files } };
}

async function makeScore(work: Work) {
  const { seed, isGenerated, features } = work;
  const options = {
    seed,
    isTrainedOnGenerated: isGenerated,
    signal: work.signal,
    onProgress: work.onProgress,
  };
  const test = scoreRows(features, work.split.test);
  if (test.rows.length === 0)
    throw new Fault('learning.no-data', 'No lead of the locked test has a known outcome yet.');
  const trained = await trainScore({ ...options, data: scoreRows(features, work.split.train) });
  const evaluation = evaluateScore(trained, test, seed);
  const model = { ...trained, coverage: evaluation.coverage };
  const timeAuc = await timeOrderedAuc(work);
  const figures = { ...evaluation.figures, ...(timeAuc && { timeAuc }) };
  const draft = draftOf(work, 'lead-score', {
    rows: model.rows,
    parameters: { learner: model.learner.kind, conversions: model.conversions, reach: model.reach },
    figures,
  });
  const report = new TextEncoder().encode(
    JSON.stringify({ ...evaluation, pictures: undefined, figures, caution: cautionOf(work) }),
  );
  const files = {
    'model.json': encodeModel(model),
    'evaluation.json': report,
    [REFERENCE_FILE]: writeReference(scoreReference(features, work.split.train, model)),
    ...evaluation.pictures,
  };
  return { evaluation: { ...evaluation, figures }, model: { draft, files } };
}

/** What the training conversations looked like, decided or not, and the scores they get. */
function scoreReference(features: FeatureSet, examples: readonly TrainingExample[], model: ScoreModel) {
  const rows = examples.map((example) => features.rowOf(example.profile));
  return learnReference(featureColumns(features, rows), {
    kind: 'numeric',
    name: 'score',
    values: rows.map((row) => scoreRow(model, row).value),
  });
}

/** AUC of a score trained on the earlier four fifths, tested on the latest; undefined when either part is too small. */
async function timeOrderedAuc(work: Work) {
  const { seed, features, isGenerated, signal } = work;
  const decided = work.examples.filter((example) => example.isWon !== undefined);
  const split = splitByTime(decided);
  const test = scoreRows(features, split.test);
  if (new Set(test.targets).size < 2) return undefined;
  try {
    const data = scoreRows(features, split.train);
    const model = await trainScore({ data, seed, isTrainedOnGenerated: isGenerated, signal });
    return evaluateScore(model, test, seed).figures.auc;
  } catch (thrown) {
    if (toFault(thrown).code === 'learning.no-data') return undefined;
    throw thrown;
  }
}

async function makeSegments(work: Work) {
  const profiles = work.examples.map((example) => example.profile);
  const { model, figures } = await trainSegments(profiles, work.features, work);
  const draft = draftOf(work, 'lead-segments', {
    rows: profiles.length,
    parameters: { learner: 'k-means', segments: model.segments.length },
    figures,
  });
  return { figures, model: { draft, files: { 'model.json': encodeModel(model) } } };
}

export function scoreRows(features: FeatureSet, examples: readonly TrainingExample[]): ScoreRows {
  const decided = examples.filter((example) => example.isWon !== undefined);
  return {
    names: features.features.map((feature) => feature.name),
    rows: decided.map((example) => features.rowOf(example.profile)),
    targets: Float64Array.from(decided, (example) => (example.isWon ? 1 : 0)),
  };
}

/** Segments have no labels to test by. */
const testRule = (task: LeadModelName): Readonly<Record<string, string>> =>
  task === 'lead-segments' ? {} : { test: LOCKED_TEST_RULE };

function draftOf(
  work: Work,
  task: LeadModelName,
  facts: {
    readonly rows: number;
    readonly parameters: Readonly<Record<string, string | number>>;
    readonly figures: Figures;
  },
): ModelCardDraft {
  return {
    task,
    dataHash: work.dataHash,
    rows: facts.rows,
    seed: work.seed,
    parameters: {
      ...facts.parameters,
      ...testRule(task),
      isTrainedOnGenerated: work.isGenerated,
      caution: cautionOf(work),
    },
    metrics: facts.figures,
  };
}
