/** Writes a bench's table into docs/benchmarks.md, each in its own section, and its figures into bench/results/. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Measurement } from './measurement.js';

const HEAD = `# Benchmarks

Measured by \`leadline bench\`, each section by one run on the machine it names. Times on shared machines vary by tens of
percent: read the ratios first.
`;

export function writeReport(root: string, measurement: Measurement): void {
  const results = join(root, 'bench', 'results');
  mkdirSync(results, { recursive: true });
  writeFileSync(join(results, `${measurement.name}.json`), `${JSON.stringify(measurement, null, 2)}\n`);
  const page = join(root, 'docs', 'benchmarks.md');
  const before = existsSync(page) ? readFileSync(page, 'utf8') : HEAD;
  writeFileSync(page, replaceSection(before, measurement.name, sectionOf(measurement)));
}

export function sectionOf(measurement: Measurement): string {
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    `## ${measurement.title}`,
    '',
    measurement.method,
    '',
    row(measurement.columns),
    row(measurement.columns.map(() => '---')),
    ...measurement.rows.map(row),
    '',
    `Run on ${new Date(measurement.atMs).toISOString().slice(0, 10)}: ${measurement.machine}. Again with \`leadline bench ${measurement.name}\`.`,
  ].join('\n');
}

/** Puts a section between its markers, or at the end of a page that has none yet. */
export function replaceSection(page: string, name: string, section: string): string {
  const open = `<!-- bench:${name} -->`;
  const close = `<!-- /bench:${name} -->`;
  const block = `${open}\n${section}\n${close}`;
  const from = page.indexOf(open);
  const to = page.indexOf(close);
  if (from < 0 || to < from) return `${page.trimEnd()}\n\n${block}\n`;
  return page.slice(0, from) + block + page.slice(to + close.length);
}
