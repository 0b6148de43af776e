/** `leadline bench [NAME]`: runs one bench or all, prints the table, writes docs/benchmarks.md and bench/results/. */
import { join } from 'node:path';
import { benchNames, type Measurement, runBench, writeReport } from '../../bench/index.js';
import { packageRoot } from '../../bot/index.js';
import type { CommandContext, ExitCode } from '../command.js';

export interface BenchFlags {
  readonly only?: string;
}

export async function bench(
  context: CommandContext,
  names: readonly string[],
  { only }: BenchFlags = {},
): Promise<ExitCode> {
  const { terminal, environment } = context;
  const root = packageRoot();
  const dataFolder = environment.LEADLINE_DATA ?? join(root, '../shared/data');
  for (const name of names.length > 0 ? names : benchNames) {
    const outcome = await runBench(name, { root, dataFolder, onProgress: terminal.onProgress, only });
    terminal.emit(outcome);
    if (outcome.kind === 'skipped') {
      terminal.say(`${name}: skipped. ${outcome.why}`);
      continue;
    }
    writeReport(root, outcome);
    for (const line of tableOf(outcome)) terminal.say(line);
  }
  return 0;
}

/** The table in columns that line up. */
function tableOf(measurement: Measurement): readonly string[] {
  const rows = [measurement.columns, ...measurement.rows];
  const widths = measurement.columns.map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
  const align = (row: readonly string[]) => row.map((cell, i) => cell.padEnd(widths[i]!)).join('  ');
  return [measurement.title, ...rows.map(align), `${measurement.machine}`, ''];
}
