/** Suites that talk to an installed program: run where it is there, reported as skipped by name where it is not. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe } from '@jest/globals';

export { CHROMIUM, CHROMIUM_ARGS } from './chromium.js';

function hasProgram(name: string): boolean {
  try {
    execFileSync('which', [name], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** `describe` where `program` is installed, `describe.skip` with the reason in its name where it is not. */
export function describeWithPeer(program: string, name: string, body: () => void): void {
  if (hasProgram(program)) describe(name, body);
  else describe.skip(`${name} (needs ${program})`, body);
}

/** Folder of the benchmark data, or undefined: it is not part of the project. */
export function benchmarkData(...path: string[]): string | undefined {
  const folder = join(process.env.LEADLINE_DATA ?? join(import.meta.dirname, '../../shared/data'), ...path);
  return existsSync(folder) ? folder : undefined;
}

/** `describe` where the benchmark data is there; skipped by name otherwise. */
export function describeWithData(path: string, name: string, body: (folder: string) => void): void {
  const folder = benchmarkData(path);
  if (folder !== undefined) describe(name, () => body(folder));
  else describe.skip(`${name} (no data)`, () => body(''));
}
