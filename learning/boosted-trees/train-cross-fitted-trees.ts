/**
 * Boosted trees from all rows, none spent on deciding when to stop: one model per fold stops early on its own fold, and their scores are
 * averaged (bagging, Breiman 1996, over the folds of Stone 1974). Called by leads through the door; the result is one ordinary model.
 */
import { Fault, type Random, seededRandom } from '../../protocol/index.js';
import { encodeTableRow, type Table, takeRows } from '../tables/table.js';
import type { BoostedTreesModel } from './boosted-trees-model.js';
import { boostedScores } from './boosted-trees-model.js';
import { type BoostedTreesTraining, trainBoostedTrees } from './train-boosted-trees.js';
import type { Tree } from './tree.js';

export interface CrossFittedTraining extends Omit<BoostedTreesTraining, 'validation'> {
  /** Folds, at least two (default 5). */
  readonly folds?: number;
}

export interface CrossFittedTrees {
  /** Trees of all folds, each leaf worth 1 / folds: predictions, reasons and storage are those of any boosted trees. */
  readonly model: BoostedTreesModel;
  /** Scores of each row by the model that had not seen it but for when to stop; outputs of a row lie together. For calibration. */
  readonly heldOutScores: Float64Array;
}

/**
 * Deterministic for a seed. Costs `folds` fits of (folds - 1) / folds of the rows.
 * Throws Fault `learning.no-data` with fewer rows than folds, or `learning.cancelled`.
 */
export async function trainCrossFittedTrees(training: CrossFittedTraining): Promise<CrossFittedTrees> {
  const { table, targets, goal, options, folds = 5 } = training;
  if (folds < 2 || table.rowCount < folds)
    throw new Fault('learning.no-data', 'Cross-fitting needs at least two folds and a row in each.');
  const foldOf = dealFolds(training, folds, seededRandom(options.seed));
  const models: BoostedTreesModel[] = [];
  const held: { readonly rows: readonly number[]; readonly model: BoostedTreesModel }[] = [];
  for (let fold = 0; fold < folds; fold++) {
    const inside = partOf(table, targets, (row) => foldOf[row] !== fold);
    const outside = partOf(table, targets, (row) => foldOf[row] === fold);
    const model = await trainBoostedTrees({
      ...inside,
      goal,
      validation: outside,
      options: { ...options, seed: options.seed * folds + fold },
      signal: training.signal,
      onProgress: ({ stage, done, total }) =>
        training.onProgress?.({ stage, done: fold * total + done, total: folds * total }),
    });
    models.push(model);
    held.push({ rows: outside.rows, model });
  }
  return { model: averageModels(models), heldOutScores: scoreHeldOut(table, held) };
}

/** Two-class goals deal each class evenly, so that no fold lacks the rarer one. */
function dealFolds({ table, targets, goal }: CrossFittedTraining, folds: number, random: Random): Uint8Array {
  const foldOf = new Uint8Array(table.rowCount);
  const order = random.shuffle(Array.from({ length: table.rowCount }, (_, row) => row));
  if (goal.kind !== 'regression') order.sort((a, b) => targets[a]! - targets[b]!);
  order.forEach((row, i) => {
    foldOf[row] = i % folds;
  });
  return foldOf;
}

function partOf(table: Table, targets: Float64Array, isTaken: (row: number) => boolean) {
  const rows = Array.from(targets.keys()).filter(isTaken);
  return { rows, table: takeRows(table, rows), targets: Float64Array.from(rows, (row) => targets[row]!) };
}

function averageModels(models: readonly BoostedTreesModel[]): BoostedTreesModel {
  const share = 1 / models.length;
  const start = new Float64Array(models[0]!.start.length);
  for (const model of models)
    model.start.forEach((score, output) => {
      start[output]! += score * share;
    });
  const scale = (tree: Tree): Tree => ({ ...tree, value: tree.value.map((value) => value * share) });
  return {
    ...models[0]!,
    start,
    rounds: models.flatMap((model) => model.rounds.map((round) => round.map(scale))),
  };
}

function scoreHeldOut(
  table: Table,
  held: readonly { readonly rows: readonly number[]; readonly model: BoostedTreesModel }[],
): Float64Array {
  const outputs = held[0]!.model.start.length;
  const scores = new Float64Array(table.rowCount * outputs);
  for (const { rows, model } of held)
    for (const row of rows)
      scores.set(boostedScores(model, encodeTableRow(model.schema, table, row)), row * outputs);
  return scores;
}
