/** Promise: weights that are not the pinned bytes are refused before any engine sees them. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { bundledWeights, WEIGHTS_NAMES } from '../../speech/bundled-weights.js';

const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'leadline-weights-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The installed file at the same place below another folder. */
function plant(name: (typeof WEIGHTS_NAMES)[number], below: string): { from: string; path: string } {
  const genuine = bundledWeights(name);
  const from = join(folder, below);
  const path = join(from, relative(root, genuine));
  mkdirSync(dirname(path), { recursive: true });
  cpSync(genuine, path);
  return { from, path };
}

test.each(WEIGHTS_NAMES)('%s: the installed file is the pinned one, and so is a true copy', (name) => {
  const { from, path } = plant(name, 'true');
  expect(bundledWeights(name, from)).toBe(path);
});

test.each(WEIGHTS_NAMES)('%s: one changed bit is refused', (name) => {
  const { from, path } = plant(name, 'tampered');
  const bytes = readFileSync(path);
  bytes[bytes.length >> 1]! ^= 1;
  writeFileSync(path, bytes);
  expect(() => bundledWeights(name, from)).toThrow(
    expect.objectContaining({ code: 'speech.missing-weights' }),
  );
});

test('a file that is not installed is refused, too', () => {
  const empty = join(folder, 'empty');
  mkdirSync(empty);
  expect(() => bundledWeights('silero', empty)).toThrow(
    expect.objectContaining({ code: 'speech.missing-weights' }),
  );
});
