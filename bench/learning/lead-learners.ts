/**
 * Lead scoring on bank-additional (without `duration`) and Telco churn: ours against scikit-learn and xgboost on the same splits.
 * Run by hand: npx tsx bench/learning/lead-learners.ts. Data through LEADLINE_DATA (default ../shared/data); skips with a message when absent.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import {
  areaUnderRoc,
  brierScore,
  designRows,
  dropColumns,
  encodeTableRow,
  expectedCalibrationError,
  fitLogistic,
  type GoalData,
  learnDesign,
  predictBoosted,
  predictLogistic,
  readTable,
  splitGoal,
  takeRows,
  trainBoostedTrees,
} from '../../learning/index.js';
import { seededRandom } from '../../protocol/index.js';

const DATA = process.env.LEADLINE_DATA ?? join(process.cwd(), '../shared/data');
const SEEDS = [1, 2, 3, 4, 5];

const SETS: Record<
  string,
  { readonly file: string; readonly drop: readonly string[]; readonly goal: string }
> = {
  telco: { file: 'leads/telco/Telco-Customer-Churn.csv', drop: ['customerID'], goal: 'Churn' },
  bank: { file: 'leads/bank/bank-additional-full.csv.gz', drop: ['duration'], goal: 'y' },
};

interface Split {
  readonly train: readonly number[];
  readonly validation: readonly number[];
  readonly test: readonly number[];
}

function splitRows(count: number, seed: number): Split {
  const order = seededRandom(seed).shuffle(Array.from({ length: count }, (_, i) => i));
  const [a, b] = [Math.floor(0.64 * count), Math.floor(0.8 * count)];
  return { train: order.slice(0, a), validation: order.slice(a, b), test: order.slice(b) };
}

function readSet(name: string): GoalData | undefined {
  const set = SETS[name]!;
  const path = join(DATA, set.file);
  if (!existsSync(path)) return undefined;
  const bytes = readFileSync(path);
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  return splitGoal(dropColumns(readTable({ file: set.file, text }), set.drop), set.goal, set.file);
}

function part(data: GoalData, rows: readonly number[]) {
  return { table: takeRows(data.table, rows), targets: Float64Array.from(rows, (row) => data.targets[row]!) };
}

async function boosted(data: GoalData, split: Split, seed: number): Promise<number[]> {
  const model = await trainBoostedTrees({
    ...part(data, split.train),
    goal: { kind: 'binary' },
    validation: part(data, split.validation),
    options: { seed },
  });
  return split.test.map((row) => predictBoosted(model, encodeTableRow(model.schema, data.table, row))[0]!);
}

async function logistic(data: GoalData, split: Split): Promise<number[]> {
  const train = part(data, [...split.train, ...split.validation]);
  const design = learnDesign(train.table);
  const model = fitLogistic({ rows: designRows(design, train.table), targets: train.targets, l2: 1e-3 });
  return designRows(design, takeRows(data.table, split.test)).map((row) => predictLogistic(model, row));
}

function report(
  name: string,
  learner: string,
  runs: readonly { auc: number; brier: number; ece: number; ms: number }[],
) {
  const mean = (key: 'auc' | 'brier' | 'ece' | 'ms') =>
    runs.reduce((sum, run) => sum + run[key], 0) / runs.length;
  const sd = Math.sqrt(runs.reduce((sum, run) => sum + (run.auc - mean('auc')) ** 2, 0) / runs.length);
  const figures = {
    auc: mean('auc'),
    aucSd: sd,
    brier: mean('brier'),
    ece: mean('ece'),
    fitMs: Math.round(mean('ms')),
  };
  console.log(JSON.stringify({ set: name, learner, seeds: SEEDS, ...figures }));
}

async function ours(name: string, data: GoalData, splits: readonly Split[]): Promise<void> {
  for (const learner of ['boosted', 'logistic'] as const) {
    const runs = [];
    for (const [i, split] of splits.entries()) {
      const start = performance.now();
      const given =
        learner === 'boosted' ? await boosted(data, split, SEEDS[i]!) : await logistic(data, split);
      const ms = performance.now() - start;
      const wanted = split.test.map((row) => data.targets[row]!);
      runs.push({
        auc: areaUnderRoc(given, wanted),
        brier: brierScore(given, wanted),
        ece: expectedCalibrationError(given, wanted),
        ms,
      });
    }
    report(name, `leadline ${learner}`, runs);
  }
}

/** Writes the encoded table and the splits for the Python peers, which print one JSON line per learner. */
function peers(name: string, data: GoalData, splits: readonly Split[]): void {
  const folder = mkdtempSync(join(tmpdir(), 'leadline-bench-'));
  try {
    const columns = data.table.columns.map((column) => ({
      kind: column.kind,
      values: Array.from(column.values, (v) =>
        Number.isNaN(v) || (column.kind === 'categorical' && v < 0) ? null : v,
      ),
    }));
    const file = join(folder, 'table.json');
    writeFileSync(file, JSON.stringify({ name, columns, targets: [...data.targets], splits }));
    const run = spawnSync('/usr/bin/python3', ['bench/learning/lead-peers.py', file], { encoding: 'utf8' });
    console.log(
      run.status === 0
        ? run.stdout.trim()
        : `skipped: no peers (python3-sklearn, python3-xgboost): ${run.stderr.slice(-200)}`,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

for (const name of process.argv.slice(2).length > 0 ? process.argv.slice(2) : Object.keys(SETS)) {
  const data = readSet(name);
  if (!data) {
    console.log(`skipped: no data for ${name} in ${DATA}`);
    continue;
  }
  const splits = SEEDS.map((seed) => splitRows(data.table.rowCount, seed));
  await ours(name, data, splits);
  peers(name, data, splits);
}
