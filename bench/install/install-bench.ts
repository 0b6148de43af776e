/** Size and time of a fresh install, with and without development packages, from the lockfile into an empty folder. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ProgressListener } from '../../protocol/index.js';
import { type Measurement, machineName, threeFigures } from '../measurement.js';

const VARIANTS = [
  { name: 'npm ci --omit=dev', args: ['ci', '--omit=dev'], barMB: 800 },
  { name: 'npm ci', args: ['ci'], barMB: 1300 },
  { name: 'npm ci --ignore-scripts', args: ['ci', '--ignore-scripts'], barMB: 1300 },
] as const;

export async function benchInstall(root: string, onProgress: ProgressListener): Promise<Measurement> {
  const rows = VARIANTS.map((variant, i) => {
    const folder = mkdtempSync(join(tmpdir(), 'leadline-install-'));
    try {
      for (const file of ['package.json', 'package-lock.json', '.npmrc'])
        cpSync(join(root, file), join(folder, file));
      const started = performance.now();
      execFileSync('npm', variant.args, { cwd: folder, stdio: 'ignore' });
      const seconds = (performance.now() - started) / 1000;
      const bytes = Number(
        execFileSync('du', ['-sb', 'node_modules'], { cwd: folder, encoding: 'utf8' }).split('\t')[0],
      );
      onProgress({ stage: 'installing', done: i + 1, total: VARIANTS.length });
      return { name: variant.name, barMB: variant.barMB, seconds, megabytes: bytes / 1e6 };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
  return {
    kind: 'measured',
    name: 'install',
    title: 'Install',
    method:
      'The lockfile installed into an empty folder; sizes are the bytes of all files (du -sb), times include the download.',
    columns: ['command', 'MB', 'bar MB', 'seconds'],
    rows: rows.map((row) => [
      row.name,
      row.megabytes.toFixed(0),
      String(row.barMB),
      threeFigures(row.seconds),
    ]),
    figures: { rows },
    atMs: Date.now(),
    machine: machineName(),
  };
}
