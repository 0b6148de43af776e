/**
 * Histogram gradient boosting (Friedman 2001; Chen, Guestrin 2016; Ke et al. 2017) for binary, multiclass and regression goals, with
 * missing values, categories, monotone constraints and early stopping. Called by leads through the door; it never reads files.
 */
import { Fault, type Random, seededRandom } from '../../protocol/index.js';
import { encodeTableRow, schemaOf, type Table } from '../tables/table.js';
import { startPulse, type TrainingRun } from '../training-run.js';
import { type BinnedColumn, binTable } from './binning.js';
import type { BoostedTreesModel } from './boosted-trees-model.js';
import { type GrowSettings, growTree } from './grow-tree.js';
import { type BoostingGoal, type Objective, objectiveOf } from './objective.js';
import { scoreTree, type Tree } from './tree.js';

export interface BoostedTreesOptions {
  readonly seed: number;
  /** Most rounds (default 400 with validation, else 120). */
  readonly rounds?: number;
  /** Default 0.05. */
  readonly learningRate?: number;
  /** Default 15. */
  readonly maxLeaves?: number;
  /** Default 6. */
  readonly maxDepth?: number;
  /** Rows a leaf must hold (default 20). */
  readonly minimumRows?: number;
  /** L2 penalty on leaf scores (default 5). */
  readonly l2?: number;
  /** Share of rows each tree sees (default 0.8). */
  readonly rowShare?: number;
  /** Share of columns each tree sees (default 0.6). */
  readonly columnShare?: number;
  /** Column name -> +1 (score may only rise with it) or -1 (only fall). Numeric columns only. */
  readonly monotone?: Readonly<Record<string, 1 | -1>>;
  /** Rounds without progress on validation before stopping (default 40). */
  readonly patience?: number;
}

export interface BoostedTreesTraining extends TrainingRun {
  readonly table: Table;
  /** Binary: 0 or 1. Multiclass: class number. Regression: the value. One per row. */
  readonly targets: Float64Array;
  readonly goal: BoostingGoal;
  /** Decides when to stop; all rounds are grown when absent. */
  readonly validation?: { readonly table: Table; readonly targets: Float64Array };
  readonly options: BoostedTreesOptions;
}

/** Deterministic for a seed. O(rounds x outputs x rows x columns). Fault `learning.no-data` for an empty table, or `learning.cancelled`. */
export async function trainBoostedTrees(training: BoostedTreesTraining): Promise<BoostedTreesModel> {
  const { table, targets, goal, options } = training;
  if (table.rowCount === 0 || table.columns.length === 0) {
    throw new Fault('learning.no-data', 'Boosted trees need at least one row and one column.');
  }
  const work = prepare(training);
  const rounds: Tree[][] = [];
  const limit = options.rounds ?? (training.validation ? 400 : 120);
  const pulse = startPulse('growing trees', limit, training);
  let best = { loss: Number.POSITIVE_INFINITY, rounds: 0 };
  for (let round = 0; round < limit; round++) {
    rounds.push(growRound(work));
    await pulse.beat(round + 1);
    if (!work.validation) continue;
    const loss = advanceValidation(work, rounds.at(-1)!);
    if (loss < best.loss - 1e-7) best = { loss, rounds: round + 1 };
    if (round + 1 - best.rounds >= (options.patience ?? 40)) break;
  }
  return {
    kind: 'boosted-trees',
    goal,
    schema: schemaOf(table),
    start: work.objective.start(targets),
    rounds: training.validation ? rounds.slice(0, Math.max(best.rounds, 1)) : rounds,
  };
}

interface Work {
  readonly objective: Objective;
  readonly columns: readonly BinnedColumn[];
  readonly rows: readonly Float64Array[];
  readonly targets: Float64Array;
  readonly scores: Float64Array;
  readonly settings: GrowSettings;
  readonly rowShare: number;
  readonly columnShare: number;
  readonly random: Random;
  readonly validation:
    | {
        readonly rows: readonly Float64Array[];
        readonly targets: Float64Array;
        readonly scores: Float64Array;
      }
    | undefined;
}

function prepare({ table, targets, goal, options, validation }: BoostedTreesTraining): Work {
  const objective = objectiveOf(goal);
  const schema = schemaOf(table);
  const encode = (source: Table) =>
    Array.from({ length: source.rowCount }, (_, i) => encodeTableRow(schema, source, i));
  const start = objective.start(targets);
  const startScores = (count: number) =>
    Float64Array.from({ length: count * start.length }, (_, i) => start[i % start.length]!);
  return {
    objective,
    columns: binTable(table),
    rows: encode(table),
    targets,
    scores: startScores(table.rowCount),
    settings: growSettings(options, table),
    rowShare: options.rowShare ?? 0.8,
    columnShare: options.columnShare ?? 0.6,
    random: seededRandom(options.seed),
    validation: validation && {
      rows: encode(validation.table),
      targets: validation.targets,
      scores: startScores(validation.table.rowCount),
    },
  };
}

function growSettings(options: BoostedTreesOptions, table: Table): GrowSettings {
  return {
    maxLeaves: options.maxLeaves ?? 15,
    maxDepth: options.maxDepth ?? 6,
    learningRate: options.learningRate ?? 0.05,
    l2: options.l2 ?? 5,
    minimumRows: options.minimumRows ?? 20,
    minimumHessian: 1e-3,
    minimumGain: 1e-9,
    monotone: Int8Array.from(table.columns, (column) =>
      column.kind === 'numeric' ? (options.monotone?.[column.name] ?? 0) : 0,
    ),
  };
}

/** One tree per output, all from the scores before this round. */
function growRound(work: Work): Tree[] {
  const { objective, targets, random } = work;
  const rows = sampleRows(targets.length, work.rowShare, random);
  const trees: Tree[] = [];
  for (let output = 0; output < objective.outputs; output++) {
    const gradients = new Float64Array(targets.length);
    const hessians = new Float64Array(targets.length);
    objective.derive({ scores: work.scores, targets, output, gradients, hessians });
    const candidates = sampleColumns(work.columns.length, work.columnShare, random);
    trees.push(growTree({ columns: work.columns, gradients, hessians, rows, candidates }, work.settings));
  }
  addScores(work.scores, work.rows, trees);
  return trees;
}

function advanceValidation(work: Work, trees: readonly Tree[]): number {
  const { rows, targets, scores } = work.validation!;
  addScores(scores, rows, trees);
  return work.objective.loss(scores, targets);
}

function addScores(scores: Float64Array, rows: readonly Float64Array[], trees: readonly Tree[]): void {
  rows.forEach((row, i) => {
    trees.forEach((tree, output) => {
      scores[i * trees.length + output]! += scoreTree(tree, row);
    });
  });
}

function sampleRows(count: number, share: number, random: Random): Uint32Array {
  const all = Uint32Array.from({ length: count }, (_, i) => i);
  return share >= 1 ? all : all.filter(() => random.next() < share);
}

function sampleColumns(count: number, share: number, random: Random): number[] {
  const wanted = Math.max(1, Math.round(count * share));
  return random
    .shuffle(Array.from({ length: count }, (_, i) => i))
    .slice(0, wanted)
    .sort((a, b) => a - b);
}
