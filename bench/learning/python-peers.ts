/** Runs the peers of python-peers.py (Debian's scikit-learn, xgboost and liblinear) on a cell, in a process of their own. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GoalData, SplitIntentData } from '../../learning/index.js';
import type { CellOutcome } from './cell.js';
import type { RowSplit } from './data-sets.js';

export type PythonTask =
  | { readonly kind: 'intents'; readonly data: SplitIntentData }
  | { readonly kind: 'table'; readonly data: GoalData; readonly split: RowSplit };

/** Debian's interpreter, which sees Debian's packages. */
const PYTHON = '/usr/bin/python3';

/** The script prints one line: its figures, or which package it lacks. */
export async function measureWithPython(
  root: string,
  learner: string,
  { task, seed }: { readonly task: PythonTask; readonly seed: number },
): Promise<CellOutcome> {
  const folder = mkdtempSync(join(tmpdir(), 'leadline-bench-'));
  try {
    const file = join(folder, 'task.json');
    writeFileSync(file, JSON.stringify({ learner, seed, ...contentOf(task) }));
    return JSON.parse(await run(join(root, 'bench/learning/python-peers.py'), file)) as CellOutcome;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function contentOf(task: PythonTask) {
  if (task.kind === 'intents') return { kind: task.kind, ...task.data };
  const columns = task.data.table.columns.map((column) => ({
    kind: column.kind,
    values: Array.from(column.values, (value) =>
      Number.isNaN(value) || (column.kind === 'categorical' && value < 0) ? null : value,
    ),
  }));
  return { kind: task.kind, columns, targets: [...task.data.targets], split: task.split };
}

/** One thread for every learner: ours has one, too. */
const ONE_THREAD = { OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' };

function run(script: string, file: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(PYTHON, [script, file], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...ONE_THREAD, PATH: '/usr/bin:/bin' },
    });
    const output: string[] = [];
    const errors: string[] = [];
    child.stdout.on('data', (data) => output.push(String(data)));
    child.stderr.on('data', (data) => errors.push(String(data)));
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve(output.join('').trim().split('\n').at(-1) ?? '');
      else reject(new Error(`python-peers.py ended with ${code}: ${errors.join('').slice(-400)}`));
    });
  });
}
