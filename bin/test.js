#!/usr/bin/env node
/**
 * `npm test`: builds, runs the whole default suite and ends with `N passed, N failed, N skipped`.
 * Suites whose peer program is absent are skipped by name, with the one command that brings them.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildIfNeeded } from './build.js';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const scratch = mkdtempSync(join(tmpdir(), 'leadline-test-'));
const results = join(scratch, 'results.json');
let exitCode = 1;
try {
  await buildIfNeeded();
  const jest = spawnSync(
    process.execPath,
    [
      '--experimental-vm-modules',
      '--no-warnings',
      join(root, 'node_modules/jest/bin/jest.js'),
      '--json',
      `--outputFile=${results}`,
      ...process.argv.slice(2),
    ],
    { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] },
  );
  exitCode = summarise(JSON.parse(readFileSync(results, 'utf8')), jest.status ?? 1);
} catch (error) {
  process.stderr.write(
    `${error instanceof Error ? error.message : String(error)}\n0 passed, 1 failed, 0 skipped\n`,
  );
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
process.exitCode = exitCode;

function summarise(report, status) {
  const tests = report.testResults.flatMap((suite) => suite.assertionResults);
  const skipped = tests.filter((test) => test.status === 'pending' || test.status === 'todo');
  const passed = tests.filter((test) => test.status === 'passed').length;
  const broken = report.testResults.filter(
    (suite) => suite.status === 'failed' && suite.assertionResults.length === 0,
  ).length;
  const failed = tests.filter((test) => test.status === 'failed').length + broken;
  for (const name of new Set(skipped.map((test) => test.ancestorTitles[0] ?? test.title)))
    process.stdout.write(`skipped: ${name}\n`);
  if (skipped.length > 0) process.stdout.write('Missing programs come with: npm run setup:peers\n');
  process.stdout.write(`${passed} passed, ${failed} failed, ${skipped.length} skipped\n`);
  return failed > 0 ? 1 : status;
}
