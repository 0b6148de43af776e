/** Promise: installing a checkout runs no package's script, and npm understands every key that says so. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';

const root = join(import.meta.dirname, '../..');
const empty = mkdtempSync(join(tmpdir(), 'leadline-npm-'));
afterAll(() => rmSync(empty, { recursive: true, force: true }));

/** What this machine's npm knows, asked where no project adds keys of its own. */
const known = Object.keys(
  JSON.parse(execFileSync('npm', ['config', 'ls', '-l', '--json'], { cwd: empty, encoding: 'utf8' })),
);

const keysOf = (npmrc: string) =>
  npmrc
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith(';'))
    .map((line) => line.split('=')[0]!);

describe('.npmrc', () => {
  const npmrc = readFileSync(join(root, '.npmrc'), 'utf8');

  test('keeps install scripts from running', () => {
    expect(npmrc.split('\n')).toContain('ignore-scripts=true');
  });

  test('holds only keys that npm knows: an unknown one is a warning at every command', () => {
    expect(keysOf(npmrc).filter((key) => !known.includes(key))).toEqual([]);
  });

  test('negative control: the key of a package is not one of them', () => {
    const planted = `${npmrc}onnxruntime-node-install=skip\n`;
    expect(keysOf(planted).filter((key) => !known.includes(key))).toEqual(['onnxruntime-node-install']);
  });
});
