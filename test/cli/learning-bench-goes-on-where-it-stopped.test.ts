/** Promise: a cut run of the learning bench loses no cell, changed code and data are measured anew, and the table compares with Leadline. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeEach, expect, test } from '@jest/globals';
import { runBench } from '../../bench/index.js';
import type { Cell, CellOutcome } from '../../bench/learning/cell.js';
import { openCellCache } from '../../bench/learning/cell-cache.js';
import { groupCells, learningRows } from '../../bench/learning/learning-table.js';

const root = mkdtempSync(join(tmpdir(), 'leadline-bench-'));
const source = join(root, 'learning/linear-classifier/features.ts');
afterAll(() => rmSync(root, { recursive: true, force: true }));
const dataFolder = join(root, 'data');
const dataFile = join(dataFolder, 'nlu/snips/test.seq.in');
beforeEach(() => {
  for (const path of [source, dataFile]) mkdirSync(dirname(path), { recursive: true });
  writeFileSync(join(dirname(source), 'train-linear-classifier.ts'), "import { a } from './features.js';");
  writeFileSync(source, 'first');
  writeFileSync(dataFile, 'first');
});
const openCache = () => openCellCache(root, dataFolder);

const cellOf = (learner: string, seed = 1): Cell => ({
  task: { kind: 'intents', set: 'snips' },
  learner,
  seed,
});
const outcomeOf = (accuracy: number, trainUserMs = 100): CellOutcome => ({
  kind: 'measured',
  figures: { accuracy, trainMs: trainUserMs, trainUserMs, medianMs: 1 },
});

test('a kept outcome is found by a later run, for its own learner and seed only', () => {
  openCache().keep(cellOf('Leadline'), outcomeOf(0.9));
  const later = openCache();
  expect(later.find(cellOf('Leadline'))).toEqual(outcomeOf(0.9));
  expect(later.find(cellOf('Leadline', 2))).toBeUndefined();
  expect(later.find(cellOf('nlp.js'))).toBeUndefined();
});

test('negative control: an outcome of other code is not found', () => {
  const cache = openCache();
  cache.keep(cellOf('Leadline'), outcomeOf(0.9));
  cache.keep(cellOf('nlp.js'), outcomeOf(0.8));
  writeFileSync(source, 'second');
  expect(openCache().find(cellOf('Leadline'))).toBeUndefined();
  expect(openCache().find(cellOf('nlp.js'))).toEqual(outcomeOf(0.8));
});

test('negative control: an outcome on other data is not found', () => {
  openCache().keep(cellOf('nlp.js'), outcomeOf(0.8));
  writeFileSync(dataFile, 'second');
  expect(openCache().find(cellOf('nlp.js'))).toBeUndefined();
});

test('a peer stands beside Leadline with its ratio of errors and of training time', () => {
  const cells = [
    { cell: cellOf('Leadline', 1), outcome: outcomeOf(0.88) },
    { cell: cellOf('Leadline', 2), outcome: outcomeOf(0.92) },
    { cell: cellOf('nlp.js'), outcome: outcomeOf(0.8, 250) },
    { cell: cellOf('natural Bayes'), outcome: { kind: 'skipped', why: 'not installed' } as const },
  ];
  const [own, peer, absent] = learningRows(cells);
  expect(own!.slice(0, 6)).toEqual(['snips intents', 'Leadline', '1.00', '1.00', 'accuracy', '90.00 ± 2.83']);
  expect(peer!.slice(1, 4)).toEqual(['nlp.js', '2.00', '2.50']);
  expect(absent!.slice(1, 5)).toEqual(['natural Bayes', '-', '-', 'skipped: not installed']);
  expect(groupCells(cells).map(({ seeds }) => seeds)).toEqual([[1, 2], [1], []]);
});

test('without any of its sets the bench says so', async () => {
  const settings = { root, dataFolder: join(root, 'none'), onProgress: () => undefined };
  expect(await runBench('learning', settings)).toMatchObject({ kind: 'skipped', name: 'learning' });
});
