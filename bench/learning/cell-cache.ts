/**
 * Outcomes of cells under bench/.cache, so that a run that was cut goes on where it stopped. A cell is measured anew when the code of its
 * learner, its data or its peer's version changed, never because of the time. Called by the learning bench.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Cell, CellOutcome, Task } from './cell.js';
import { fileOf } from './data-sets.js';

/** Where the code of a cell begins: these files and all that they import, up to the doors of rooms. */
const OWN_SOURCES: Readonly<Record<Task['kind'], readonly string[]>> = {
  intents: [
    'bench/learning/intent-cells.ts',
    'learning/linear-classifier/train-linear-classifier.ts',
    'learning/linear-classifier/linear-classifier-codec.ts',
    'learning/embedding/use/embedder-use.ts',
    'learning/embedding/use/use-worker.ts',
    'learning/datasets/intent-data.ts',
  ],
  slots: [
    'bench/learning/slot-cells.ts',
    'learning/sequence-tagger/train-intent-tagger.ts',
    'learning/sequence-tagger/sequence-tagger-codec.ts',
    'learning/linear-classifier/linear-classifier-codec.ts',
    'learning/datasets/slot-data.ts',
    'learning/datasets/intent-data.ts',
    'learning/metrics/span-f1.ts',
  ],
  table: [
    'bench/learning/table-cells.ts',
    'learning/boosted-trees/train-cross-fitted-trees.ts',
    'learning/logistic/logistic-regression.ts',
    'learning/tables/design-matrix.ts',
    'learning/datasets/table-data.ts',
  ],
  purchases: ['bench/learning/table-cells.ts', 'learning/purchases/purchase-rate-model.ts'],
  uplift: ['bench/learning/table-cells.ts', 'learning/uplift/two-model-uplift.ts'],
};
/** What the figures of every cell in Node are computed with. */
const JUDGES = [
  'bench/learning/judge.ts',
  'bench/learning/data-sets.ts',
  'learning/metrics/classification.ts',
  'learning/calibration/reliability.ts',
];
const NPM_PEERS = ['nlp.js', 'natural Bayes', 'ml-random-forest'];
const NPM_SOURCES = ['bench/learning/npm-peers.ts', 'bench/peers/package-lock.json'];
const PYTHON_SOURCES = ['bench/learning/python-peers.ts', 'bench/learning/python-peers.py'];
/** Where Debian puts its Python packages, each beside a folder that names its version. */
const PYTHON_PACKAGES = '/usr/lib/python3/dist-packages';

export interface CellCache {
  find(cell: Cell): CellOutcome | undefined;
  keep(cell: Cell, outcome: CellOutcome): void;
}

export function openCellCache(root: string, dataFolder: string): CellCache {
  const folder = join(root, 'bench/.cache/learning');
  mkdirSync(folder, { recursive: true });
  const keyOf = cellKeys(root, dataFolder);
  const pathOf = (cell: Cell) => join(folder, `${keyOf(cell)}.json`);
  return {
    find(cell) {
      const path = pathOf(cell);
      return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as CellOutcome) : undefined;
    },
    keep(cell, outcome) {
      const path = pathOf(cell);
      writeFileSync(`${path}.part`, JSON.stringify(outcome));
      renameSync(`${path}.part`, path);
    },
  };
}

/** A cell's name for its outcome: 24 hex digits over all that the outcome rests on. */
export function cellKeys(root: string, dataFolder: string): (cell: Cell) => string {
  const known = new Map<string, string>();
  const once = (name: string, hash: () => string) => {
    const found = known.get(name) ?? hash();
    known.set(name, found);
    return found;
  };
  return (cell) => {
    const sources = sourcesOf(cell);
    const parts = [
      JSON.stringify(cell),
      once(sources.join(), () => hashOf(importsOf(root, sources).map((path) => join(root, path)))),
      once(fileOf(cell.task), () => hashOf(filesBeside(join(dataFolder, fileOf(cell.task))))),
      sources === PYTHON_SOURCES ? pythonVersions() : process.versions.v8,
    ];
    return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 24);
  };
}

function sourcesOf({ learner, task }: Cell): readonly string[] {
  if (learner.startsWith('Leadline')) return OWN_SOURCES[task.kind];
  return NPM_PEERS.includes(learner) ? NPM_SOURCES : PYTHON_SOURCES;
}

/** The files and what they import of ours, sorted. Doors (`index.ts`) are not followed: they lead to the whole room. */
function importsOf(root: string, entries: readonly string[]): readonly string[] {
  const found = new Set([...entries, ...JUDGES, 'protocol/random.ts']);
  for (const path of found) {
    if (!path.endsWith('.ts') || !existsSync(join(root, path))) continue;
    for (const [, target] of readFileSync(join(root, path), 'utf8').matchAll(/ from '(\.[^']+)\.js'/g)) {
      const next = join(dirname(path), `${target}.ts`);
      if (!next.endsWith('index.ts')) found.add(next);
    }
  }
  return [...found].sort();
}

function filesBeside(path: string): readonly string[] {
  const folder = dirname(path);
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(folder, entry.name))
    .sort();
}

function hashOf(paths: readonly string[]): string {
  const hash = createHash('sha256');
  for (const path of paths) if (existsSync(path)) hash.update(readFileSync(path));
  return hash.digest('hex');
}

function pythonVersions(): string {
  if (!existsSync(PYTHON_PACKAGES)) return '';
  return readdirSync(PYTHON_PACKAGES)
    .filter((name) => /^(scikit_learn|xgboost|numpy|scipy)-/.test(name))
    .sort()
    .join();
}
