/**
 * A score of table rows as inference holds it: a learner, bounds of its probability, and what each column adds in words' reach.
 * Called by `score leads` and by servers that answer predictions; it never trains.
 */
import { type BoostedTreesModel, boostedScores } from '../boosted-trees/boosted-trees-model.js';
import { shapValues } from '../boosted-trees/tree-shap.js';
import {
  type LogisticModel,
  logisticContributions,
  logisticMargin,
  sigmoid,
} from '../logistic/logistic-regression.js';
import { type DesignMatrix, designDimensions, designRow } from '../tables/design-matrix.js';
import { type ColumnSchema, encodeRecord, type TableRecord } from '../tables/table.js';
import { predictVennAbers, type VennAbers } from '../uncertainty/venn-abers.js';

export type TableLearner =
  | { readonly kind: 'boosted'; readonly model: BoostedTreesModel }
  | { readonly kind: 'logistic'; readonly design: DesignMatrix; readonly model: LogisticModel };

/** Quartiles of a numeric column in training, so that reasons can say "high" and "low". */
export interface ColumnRange {
  readonly column: string;
  readonly q25: number;
  readonly q75: number;
}

export interface TableScoreModel {
  readonly kind: 'table-score';
  /** Name of the goal column, and the value that counts as reached. */
  readonly goal: string;
  readonly positive: string;
  /** Share of training rows that reached the goal. */
  readonly baseRate: number;
  readonly learner: TableLearner;
  /** Over the learner's probability, fitted on rows it had not seen. */
  readonly bounds: VennAbers;
  readonly ranges: readonly ColumnRange[];
}

export interface ScoreReason {
  readonly column: string;
  /** What the row holds; undefined when missing. */
  readonly value: number | string | undefined;
  /** Points of probability (-1..1) that the column adds to the base; all columns together make the score. */
  readonly contribution: number;
  /** "tenure is low (2)" */
  readonly text: string;
}

export interface RowScore {
  /** Probability of the goal, 0..1. */
  readonly score: number;
  readonly low: number;
  readonly high: number;
  /** Strongest first. */
  readonly reasons: readonly ScoreReason[];
}

export function schemaOfScore({ learner }: TableScoreModel): readonly ColumnSchema[] {
  return learner.kind === 'boosted' ? learner.model.schema : learner.design.schema;
}

/** Score of an encoded row (see `encodeRecord`): the learner's probability, and bounds that hold both it and what held-out rows did. */
export function scoreEncoded(model: TableScoreModel, row: ArrayLike<number>): Omit<RowScore, 'reasons'> {
  return withBounds(model.bounds, sigmoid(marginOf(model.learner, row)));
}

export function withBounds(bounds: VennAbers, probability: number): Omit<RowScore, 'reasons'> {
  const { low, high } = predictVennAbers(bounds, probability);
  return { score: probability, low: Math.min(low, probability), high: Math.max(high, probability) };
}

/** As `scoreEncoded`, with the strongest reasons. @param mostReasons default 5. Fault `input.invalid` for a word in a numeric column. */
export function scoreTableRecord(model: TableScoreModel, record: TableRecord, mostReasons = 5): RowScore {
  const schema = schemaOfScore(model);
  const row = encodeRecord(schema, record);
  const scored = scoreEncoded(model, row);
  const { base, contributions } = sharesOf(model.learner, row);
  const points = asPoints(scored.score, sigmoid(base), contributions);
  const reasons = schema
    .map((column, i): ScoreReason => {
      const value = shownValue(column, row[i]!);
      const text = wordsOf(model, column.name, value);
      return { column: column.name, value, contribution: points[i]!, text };
    })
    .filter((reason) => Math.abs(reason.contribution) >= LEAST_POINTS)
    .sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution))
    .slice(0, mostReasons);
  return { ...scored, reasons };
}

const LEAST_POINTS = 0.001;

export function marginOf(learner: TableLearner, row: ArrayLike<number>): number {
  if (learner.kind === 'boosted') return boostedScores(learner.model, row)[0]!;
  return logisticMargin(learner.model, designRow(learner.design, row));
}

function sharesOf(learner: TableLearner, row: ArrayLike<number>) {
  if (learner.kind === 'boosted') return shapValues(learner.model, row);
  const numbers = designRow(learner.design, row);
  const perDimension = logisticContributions(learner.model, numbers);
  const contributions = new Float64Array(learner.design.schema.length);
  designDimensions(learner.design).forEach(({ column }, d) => {
    contributions[column]! += perDimension[d]!;
  });
  const total = contributions.reduce((sum, each) => sum + each, 0);
  return { base: logisticMargin(learner.model, numbers) - total, contributions };
}

/** Log-odds as points of probability: scaled so that they add up from the base to the score; around the base by the slope there. */
function asPoints(score: number, base: number, contributions: Float64Array): Float64Array {
  const total = contributions.reduce((sum, each) => sum + each, 0);
  const slope = base * (1 - base);
  const scale = Math.abs(total) > 0.05 ? (score - base) / total : slope;
  return contributions.map((each) => each * (scale > 0 ? scale : slope));
}

function shownValue(column: ColumnSchema, code: number): number | string | undefined {
  if (Number.isNaN(code)) return undefined;
  return column.kind === 'numeric' ? code : column.categories[code];
}

function wordsOf(model: TableScoreModel, column: string, value: number | string | undefined): string {
  if (value === undefined) return `${column} is not known`;
  const range = model.ranges.find((each) => each.column === column);
  if (typeof value === 'string' || range === undefined || range.q25 === range.q75)
    return `${column} is ${value}`;
  if (value >= range.q75) return `${column} is high (${value})`;
  return value <= range.q25 ? `${column} is low (${value})` : `${column} is ${value}`;
}
