/** Trained boosted trees and their predictions. Leads score with it; it never trains. */
import { type ColumnSchema, encodeRecord, type TableRecord } from '../tables/table.js';
import { type BoostingGoal, objectiveOf } from './objective.js';
import { scoreTree, type Tree } from './tree.js';

export interface BoostedTreesModel {
  readonly kind: 'boosted-trees';
  readonly goal: BoostingGoal;
  readonly schema: readonly ColumnSchema[];
  /** Start score of each output. */
  readonly start: Float64Array;
  /** Rounds of one tree per output. */
  readonly rounds: readonly (readonly Tree[])[];
}

/** Scores before the link function, one per output. O(trees x depth). */
export function boostedScores(model: BoostedTreesModel, row: ArrayLike<number>): Float64Array {
  const scores = model.start.slice();
  for (const round of model.rounds) {
    for (let output = 0; output < scores.length; output++) scores[output]! += scoreTree(round[output]!, row);
  }
  return scores;
}

/** Probability (binary: one number; multiclass: one per class) or the value (regression), for an encoded row. */
export function predictBoosted(model: BoostedTreesModel, row: ArrayLike<number>): Float64Array {
  return objectiveOf(model.goal).predict(boostedScores(model, row));
}

/** As `predictBoosted`, from a record; Fault `input.invalid` for a word in a numeric column. */
export function predictBoostedRecord(model: BoostedTreesModel, record: TableRecord): Float64Array {
  return predictBoosted(model, encodeRecord(model.schema, record));
}
