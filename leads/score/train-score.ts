/**
 * Trains a score: picks the recipe, calibrates and sets the interval's reach on held-out folds, then fits the final learner and its bags
 * to all rows it was given. Called by train-lead-models.ts, which keeps the test rows to itself.
 */
import { calibrate, fitPlatt, type TrainingRun } from '../../learning/index.js';
import { Fault, type Random, seededRandom } from '../../protocol/index.js';
import { chooseReach } from './interval-reach.js';
import {
  fitLearner,
  type LearnerRecipe,
  marginOf,
  type ScoreLearner,
  type ScoreRows,
  sharesOf,
} from './score-learner.js';
import { logit, type ScoreModel } from './score-model.js';

export interface ScoreTraining extends TrainingRun {
  readonly data: ScoreRows;
  readonly seed: number;
  readonly isTrainedOnGenerated: boolean;
  /** Fixes the learner; the better one on held-out folds when absent. */
  readonly learner?: LearnerRecipe['kind'];
}

/** Below this many conversions or refusals no score is trained at all. */
export const LEAST_OF_EACH = 5;
/** From here on nothing is shrunk towards the base rate. */
export const ENOUGH_CONVERSIONS = 120;
/** Pseudo-conversions at the base rate while conversions are few. */
const PRIOR_STRENGTH = 10;
const FOLDS = 5;
const BAGS = { logistic: 20, boosted: 10 } as const;
const LEAST_DEVIATION = 0.08;

const LOGISTIC: readonly LearnerRecipe[] = [0.001, 0.01, 0.05, 0.2].map((l2) => ({ kind: 'logistic', l2 }));
const BOOSTED: readonly LearnerRecipe[] = [{ kind: 'boosted', rounds: 100, maxLeaves: 6 }];
/** Trees need more to learn from than a line does, and must earn their place. */
const CONVERSIONS_FOR_TREES = ENOUGH_CONVERSIONS;
const LEAST_GAIN = 0.01;

/** Throws Fault `learning.no-data` with too few of either outcome, `learning.cancelled` when aborted. */
export async function trainScore(training: ScoreTraining): Promise<ScoreModel> {
  const { data, seed } = training;
  const conversions = data.targets.reduce((sum, target) => sum + target, 0);
  if (Math.min(conversions, data.targets.length - conversions) < LEAST_OF_EACH) {
    throw new Fault(
      'learning.no-data',
      `A score needs at least ${LEAST_OF_EACH} conversations of each outcome.`,
    );
  }
  const best = await pickRecipe(training, recipesFor(training.learner, conversions));
  const learner = await fitLearner(best.recipe, data, { seed, signal: training.signal });
  const bags = await fitBags(training, best.recipe);
  const center = sharesOf(learner, data.rows[0]!).base;
  const calibration = shrunkPlatt(best.margins, data.targets, center);
  const reach = chooseReach({
    bags,
    calibration,
    margins: best.margins,
    data,
    leastDeviation: LEAST_DEVIATION,
  });
  return {
    kind: 'lead-score',
    names: data.names,
    learner,
    bags: bags.map((bag) => bag.learner),
    ...calibration,
    reach,
    leastDeviation: LEAST_DEVIATION,
    conversions,
    rows: data.rows.length,
    isTrainedOnGenerated: training.isTrainedOnGenerated,
  };
}

function recipesFor(learner: LearnerRecipe['kind'] | undefined, conversions: number) {
  if (learner !== undefined) return learner === 'logistic' ? LOGISTIC : BOOSTED;
  return conversions >= CONVERSIONS_FOR_TREES ? [...LOGISTIC, ...BOOSTED] : LOGISTIC;
}

function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted)
    throw new Fault('learning.cancelled', 'Training was cancelled.', { cause: signal.reason });
}

/** The recipe with the least log-loss on held-out folds, and its margins there. */
async function pickRecipe(training: ScoreTraining, recipes: readonly LearnerRecipe[]) {
  const { data, seed, onProgress } = training;
  const folds = stratifiedFolds(data.targets, seededRandom(seed));
  let best: { recipe: LearnerRecipe; margins: Float64Array; loss: number } | undefined;
  for (const [i, recipe] of recipes.entries()) {
    throwIfCancelled(training.signal);
    onProgress?.({ stage: 'comparing score learners', done: i, total: recipes.length });
    const margins = await heldOutMargins(training, recipe, folds);
    const platt = fitPlatt(margins, data.targets);
    const loss = logLoss(
      margins.map((margin) => calibrate(platt, margin)),
      data.targets,
    );
    const isWorthIt =
      best === undefined || loss < best.loss * (recipe.kind === 'boosted' ? 1 - LEAST_GAIN : 1);
    if (isWorthIt) best = { recipe, margins, loss };
  }
  return best!;
}

async function heldOutMargins(training: ScoreTraining, recipe: LearnerRecipe, folds: Uint8Array) {
  const { data, seed, signal } = training;
  const margins = new Float64Array(data.rows.length);
  for (let fold = 0; fold < FOLDS; fold++) {
    const learner = await fitLearner(
      recipe,
      takeRows(data, (i) => folds[i] !== fold),
      { seed, signal },
    );
    data.rows.forEach((row, i) => {
      if (folds[i] === fold) margins[i] = marginOf(learner, row);
    });
  }
  return margins;
}

export interface Bag {
  readonly learner: ScoreLearner;
  /** 1 for rows the bag was not fitted to. */
  readonly isOut: Uint8Array;
}

async function fitBags(training: ScoreTraining, recipe: LearnerRecipe): Promise<readonly Bag[]> {
  const { data, seed, signal, onProgress } = training;
  const random = seededRandom(seed + 1);
  const bags: Bag[] = [];
  const total = BAGS[recipe.kind];
  for (let i = 0; i < total; i++) {
    throwIfCancelled(signal);
    onProgress?.({ stage: 'measuring how sure the score is', done: i, total });
    const picks = drawBag(data.targets, random);
    const isOut = new Uint8Array(data.rows.length).fill(1);
    for (const pick of picks) isOut[pick] = 0;
    const sample = {
      names: data.names,
      rows: picks.map((pick) => data.rows[pick]!),
      targets: Float64Array.from(picks, (pick) => data.targets[pick]!),
    };
    bags.push({ learner: await fitLearner(recipe, sample, { seed: seed + i, signal }), isOut });
  }
  return bags;
}

/** A bootstrap sample (Efron 1979) that holds both outcomes; their shares vary, since the base rate is uncertain too. */
function drawBag(targets: Float64Array, random: Random): number[] {
  for (;;) {
    const picks = Array.from(targets, () => random.integer(targets.length));
    const conversions = picks.reduce((sum, pick) => sum + targets[pick]!, 0);
    if (conversions > 0 && conversions < picks.length) return picks;
  }
}

/**
 * Platt's sigmoid on held-out margins; below 120 conversions pulled towards the base rate by w = n / (n + 10 (1 - n / 120)).
 * A model that ranks no better than chance keeps a slope of almost nothing, so that everybody gets the base rate.
 */
export function shrunkPlatt(margins: Float64Array, targets: Float64Array, center: number) {
  const platt = fitPlatt(margins, targets);
  const conversions = targets.reduce((sum, target) => sum + target, 0);
  const missing = Math.max(0, 1 - conversions / ENOUGH_CONVERSIONS);
  const weight = conversions / (conversions + PRIOR_STRENGTH * missing);
  const slope = platt.kind === 'platt' ? Math.max(0.01, platt.slope) : 1;
  const atCenter = platt.kind === 'platt' ? platt.slope * center + platt.intercept : center;
  const prior = logit(conversions / targets.length);
  return { slope: slope * weight, intercept: weight * atCenter + (1 - weight) * prior, center };
}

/** Fold of each row; each outcome spread evenly. */
function stratifiedFolds(targets: Float64Array, random: Random): Uint8Array {
  const folds = new Uint8Array(targets.length);
  for (const outcome of [0, 1]) {
    const rows = Array.from(targets.keys()).filter((i) => targets[i] === outcome);
    random.shuffle(rows).forEach((row, i) => {
      folds[row] = i % FOLDS;
    });
  }
  return folds;
}

export function takeRows(data: ScoreRows, isTaken: (index: number) => boolean): ScoreRows {
  const picks = Array.from(data.rows.keys()).filter(isTaken);
  return {
    names: data.names,
    rows: picks.map((i) => data.rows[i]!),
    targets: Float64Array.from(picks, (i) => data.targets[i]!),
  };
}

function logLoss(probabilities: Float64Array, targets: Float64Array): number {
  let loss = 0;
  probabilities.forEach((probability, i) => {
    const given = targets[i] === 1 ? probability : 1 - probability;
    loss -= Math.log(Math.max(1e-9, given));
  });
  return loss / probabilities.length;
}
