/**
 * Outcomes of cells under bench/.cache, so that a run that was cut goes on where it stopped. A cell is measured anew when the code of its
 * learner changed, never because of the time. Called by the learning bench.
 */
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Cell, CellOutcome, Task } from './cell.js';

/** What Leadline's outcome on a task depends on, besides the data. */
const OWN_SOURCES: Readonly<Record<Task['kind'], readonly string[]>> = {
  intents: [
    'learning/linear-classifier',
    'learning/logistic',
    'learning/hashing.ts',
    'bench/learning/text-cells.ts',
  ],
  slots: ['learning/sequence-tagger', 'learning/hashing.ts', 'bench/learning/text-cells.ts'],
  table: [
    'learning/boosted-trees',
    'learning/logistic',
    'learning/tables',
    'bench/learning/table-cells.ts',
    'bench/learning/data-sets.ts',
  ],
  purchases: ['learning/purchases', 'learning/numerics', 'bench/learning/table-cells.ts'],
  uplift: ['learning/uplift', 'learning/logistic', 'bench/learning/table-cells.ts'],
};
const PEER_SOURCES = [
  'bench/learning/python-peers.py',
  'bench/learning/npm-peers.ts',
  'bench/learning/data-sets.ts',
];

export interface CellCache {
  find(cell: Cell): CellOutcome | undefined;
  keep(cell: Cell, outcome: CellOutcome): void;
}

export function openCellCache(root: string): CellCache {
  const folder = join(root, 'bench/.cache/learning');
  mkdirSync(folder, { recursive: true });
  const pathOf = (cell: Cell) => {
    const hash = createHash('sha256').update(JSON.stringify(cell));
    const isOwn = cell.learner.startsWith('Leadline');
    for (const source of isOwn ? OWN_SOURCES[cell.task.kind] : PEER_SOURCES)
      hashInto(hash, join(root, source));
    return join(folder, `${hash.digest('hex').slice(0, 24)}.json`);
  };
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

function hashInto(hash: ReturnType<typeof createHash>, path: string): void {
  if (!existsSync(path)) return;
  if (statSync(path).isDirectory()) {
    for (const name of readdirSync(path).sort()) hashInto(hash, join(path, name));
  } else hash.update(readFileSync(path));
}
