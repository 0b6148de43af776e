/**
 * The two learners behind a score, in one form: log-odds of a feature row, and what each feature adds to them.
 * Logistic regression when conversions are few, boosted trees when there are enough and they win; train-score.ts decides.
 */
import {
  type BoostedTreesModel,
  boostedScores,
  fitLogistic,
  type LogisticModel,
  logisticContributions,
  logisticMargin,
  shapValues,
  type TrainingRun,
  trainBoostedTrees,
} from '../../learning/index.js';
import { assertNever } from '../../protocol/index.js';

export type ScoreLearner =
  | { readonly kind: 'logistic'; readonly model: LogisticModel }
  | { readonly kind: 'boosted'; readonly model: BoostedTreesModel };

/** How to fit one; compared on held-out folds. */
export type LearnerRecipe =
  | { readonly kind: 'logistic'; readonly l2: number }
  | { readonly kind: 'boosted'; readonly rounds: number; readonly maxLeaves: number };

export interface ScoreRows {
  readonly names: readonly string[];
  readonly rows: readonly Float64Array[];
  /** 1 where the goal was reached. */
  readonly targets: Float64Array;
}

export interface MarginShares {
  /** Log-odds that the contributions start from. */
  readonly base: number;
  /** Log-odds of the row: base + all contributions. */
  readonly margin: number;
  readonly contributions: Float64Array;
}

export async function fitLearner(
  recipe: LearnerRecipe,
  data: ScoreRows,
  options: TrainingRun & { readonly seed: number },
): Promise<ScoreLearner> {
  if (recipe.kind === 'logistic') {
    return { kind: 'logistic', model: fitLogistic({ ...data, l2: recipe.l2 }) };
  }
  const { seed, signal } = options;
  const { rounds, maxLeaves } = recipe;
  const columns = data.names.map((name, column) => ({
    kind: 'numeric' as const,
    name,
    values: Float64Array.from(data.rows, (row) => row[column]!),
  }));
  const model = await trainBoostedTrees({
    table: { rowCount: data.rows.length, columns },
    targets: data.targets,
    goal: { kind: 'binary' },
    options: { seed, rounds, maxLeaves, maxDepth: 4, minimumRows: 15, l2: 10, learningRate: 0.05 },
    signal,
  });
  return { kind: 'boosted', model };
}

/** Log-odds of reaching the goal, not yet calibrated. */
export function marginOf(learner: ScoreLearner, row: Float64Array): number {
  switch (learner.kind) {
    case 'logistic':
      return logisticMargin(learner.model, row);
    case 'boosted':
      return boostedScores(learner.model, row)[0]!;
    default:
      return assertNever(learner);
  }
}

/** Exact: for logistic b (x - mean); for trees TreeSHAP (Lundberg, Erion, Lee 2018). */
export function sharesOf(learner: ScoreLearner, row: Float64Array): MarginShares {
  const margin = marginOf(learner, row);
  if (learner.kind === 'boosted') return { margin, ...shapValues(learner.model, row) };
  const contributions = logisticContributions(learner.model, row);
  return { margin, base: margin - contributions.reduce((sum, each) => sum + each, 0), contributions };
}
