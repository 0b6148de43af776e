/**
 * `leadline bench learning`: Leadline's learners beside scikit-learn, xgboost, liblinear, nlp.js, natural and ml-random-forest on the same
 * examples and splits, each cell in a process of its own. Resumes from its cache; a peer that is not here is skipped by name.
 */
import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import type { ProgressListener } from '../../protocol/index.js';
import { type BenchOutcome, machineName } from '../measurement.js';
import { type Cell, type CellOutcome, type CellPlan, taskName } from './cell.js';
import { openCellCache } from './cell-cache.js';
import { learningCells } from './cells.js';
import { fileOf } from './data-sets.js';
import { COLUMNS, groupCells, learningRows, loadOf, type MeasuredCell } from './learning-table.js';

export interface LearningBench {
  readonly root: string;
  readonly dataFolder: string;
  readonly onProgress: ProgressListener;
  /** Measures only tasks and learners whose name holds this; the others are reported as far as the cache has them. */
  readonly only?: string;
}

/** A cell that takes longer is given up: ours take a minute, nlp.js ten on a busy machine. */
const LIMIT_MS = 30 * 60_000;

export async function benchLearning(bench: LearningBench): Promise<BenchOutcome> {
  const cells = learningCells().filter(({ task }) => existsSync(join(bench.dataFolder, fileOf(task))));
  if (cells.length === 0) {
    const why = `No data in ${bench.dataFolder}; set LEADLINE_DATA to the folder of the benchmark sets.`;
    return { kind: 'skipped', name: 'learning', why };
  }
  const cache = openCellCache(bench.root, bench.dataFolder);
  const measured: MeasuredCell[] = [];
  const loads: number[] = [];
  for (const [i, cell] of cells.entries()) {
    bench.onProgress({
      stage: `measuring ${cell.learner} on ${taskName(cell.task)}`,
      done: i,
      total: cells.length,
    });
    let outcome = cache.find(cell);
    if (outcome === undefined) {
      if (!isChosen(cell, bench.only)) continue;
      outcome = await runCell(bench, cell);
      loads.push(loadavg()[0]!);
      if (outcome.kind === 'measured') cache.keep(cell, outcome);
    }
    measured.push({ cell, outcome });
  }
  const whole = measured.filter(({ cell }) => isWhole(cell, cells, measured));
  const absent = new Set(cells.filter((cell) => !isWhole(cell, cells, measured)).map(nameOf));
  return measurementOf(whole, loads, [...absent]);
}

const nameOf = ({ task, learner }: Cell) => `${learner} on ${taskName(task)}`;

/** Means over other seeds or splits must not stand side by side: a learner is shown once all of its cells are there. */
function isWhole(cell: Cell, planned: readonly Cell[], measured: readonly MeasuredCell[]): boolean {
  const isAlike = (other: Cell) => nameOf(other) === nameOf(cell);
  return planned.filter(isAlike).length === measured.filter((each) => isAlike(each.cell)).length;
}

function isChosen(cell: Cell, only: string | undefined): boolean {
  return (
    only === undefined || `${taskName(cell.task)} ${cell.learner}`.toLowerCase().includes(only.toLowerCase())
  );
}

/** A fault of a cell is its outcome: the other cells still count. */
function runCell({ root, dataFolder }: LearningBench, cell: Cell): Promise<CellOutcome> {
  const plan: CellPlan = { cell, dataFolder, peersFolder: join(root, 'bench/peers') };
  return new Promise((resolve) => {
    const child = fork(join(root, 'dist/bench/learning/cell-worker.js'), {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      serialization: 'advanced',
    });
    const errors: string[] = [];
    child.stderr?.on('data', (data) => errors.push(String(data).slice(-400)));
    const limit = setTimeout(() => child.kill('SIGKILL'), LIMIT_MS);
    child.once('message', (outcome) => resolve(outcome as CellOutcome));
    child.once('exit', (code, signal) => {
      clearTimeout(limit);
      const reason = signal === 'SIGKILL' ? `not done in ${LIMIT_MS / 60_000} minutes` : `ended with ${code}`;
      const last = errors.join('').trim().split('\n').at(-1) ?? '';
      resolve({ kind: 'skipped', why: `${reason} ${last}`.trim() });
    });
    child.send(plan);
  });
}

const METHOD =
  'Each row is the mean over its seeds (tables: over random splits, 64 % to train, 16 % to validate, 20 % to test), one thread, one ' +
  'process per cell; thresholds are chosen on validation. "Errors, times Leadline" compares 1 - figure with the first Leadline row of the ' +
  'task: above 1 the peer errs more. Wall times suffer from other work on the machine; user CPU seconds suffer less. The sets: CLINC150, ' +
  'BANKING77, SNIPS, bank-additional without the column `duration` (known only after the call), Telco churn, CDNOW, Hillstrom. ECE has ' +
  'a floor: even perfectly calibrated scores show some on few rows, which the table gives. "With sentence vectors" adds those of a small ' +
  'encoder (USE-lite); its times and size hold the encoder. "Told the intent" learns slots together with intents, as the published joint ' +
  'models do. Where others are ahead: published transformers on text (BERT 96.9 on CLINC150 in scope, ConvFiT 94.2 on BANKING77 and 97.3 on ' +
  'CLINC150, JointBERT 97.0 and stack-propagation 94.2 F1 on SNIPS slots); most compiled peers (scikit-learn, xgboost) in training ' +
  'time; on tables whatever has an error ratio below 1, among them the logistic regressions wherever rows come in time order.';

function measurementOf(
  measured: readonly MeasuredCell[],
  loads: readonly number[],
  absent: readonly string[],
): BenchOutcome {
  const gaps = absent.length > 0 ? ` Not measured yet: ${absent.join('; ')}.` : '';
  const load = loads.length > 0 ? ` Median load in this run: ${loadOf(loads)}.` : '';
  return {
    kind: 'measured',
    name: 'learning',
    title: 'Learners: Leadline beside its peers',
    method: `${METHOD}${load}${gaps}`,
    columns: COLUMNS,
    rows: learningRows(measured),
    figures: { learners: groupCells(measured), load: loads },
    atMs: Date.now(),
    machine: machineName(),
  };
}
