/** The job of `leadline stats`: a summary per column, correlations, a cross-tab by one column, and pictures. Runs in the job worker. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  type ColumnSummary,
  type CrossTab,
  correlations,
  crossTab,
  drawBars,
  drawCorrelations,
  drawHistogram,
  groupsOf,
  summariseColumn,
  type Table,
  type TrainingRun,
} from '../../learning/index.js';
import { Fault } from '../../protocol/index.js';
import { writeOutFile } from './data-file.js';
import { columnNamed, openTableFile, tableOf } from './table-file.js';

export interface StatsOrder {
  readonly csv: string;
  readonly by?: string;
  /** Folder for the pictures. */
  readonly svg?: string;
}

export interface StatsColumn extends ColumnSummary {
  /** With every other numeric column; numbers only. */
  readonly correlation?: Readonly<Record<string, number>>;
  readonly crossTab?: CrossTab & { readonly by: string };
}

export interface StatsResult {
  readonly rows: number;
  readonly by: string | undefined;
  readonly columns: readonly StatsColumn[];
  readonly pictures: readonly string[];
}

export async function stats(order: StatsOrder, run: TrainingRun): Promise<StatsResult> {
  const file = openTableFile(order.csv);
  const table = tableOf(file);
  const by = order.by === undefined ? undefined : columnNamed(file, order.by, '--by');
  const groups = by === undefined ? undefined : groupsOf(table.columns.find(({ name }) => name === by)!);
  const related = correlations(table);
  const columns = table.columns.map((column, i): StatsColumn => {
    run.onProgress?.({ stage: 'describing columns', done: i, total: table.columns.length });
    const correlation = Object.hasOwn(related, column.name) ? related[column.name] : undefined;
    return {
      ...summariseColumn(column),
      ...(correlation !== undefined && { correlation }),
      ...(groups !== undefined &&
        column.name !== by && { crossTab: { by: groups.column, ...crossTab(column, groups) } }),
    };
  });
  const pictures = order.svg === undefined ? [] : drawAll(order.svg, { table, columns, related });
  return { rows: table.rowCount, by, columns, pictures };
}

interface Drawn {
  readonly table: Table;
  readonly columns: readonly StatsColumn[];
  readonly related: Record<string, Record<string, number>>;
}

/** Names of the files written. */
function drawAll(folder: string, { table, columns, related }: Drawn): string[] {
  makeFolder(folder);
  const written: string[] = [];
  const write = (name: string, svg: string) => {
    writeOutFile(join(folder, name), svg);
    written.push(name);
  };
  table.columns.forEach((column, i) => {
    const summary = columns[i]!;
    if (summary.count === 0 || summary.kind === 'date') return;
    const name = `${String(i + 1).padStart(2, '0')}-${column.name
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, '-')
      .slice(0, 40)}.svg`;
    if (column.kind === 'numeric') write(name, drawHistogram(column.name, column.values));
    else write(name, drawBars(column.name, summary.top, summary.count));
  });
  if (Object.keys(related).length > 1) write('correlation.svg', drawCorrelations(related));
  return written;
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (cause) {
    throw new Fault('usage.wrong', `The folder ${folder} cannot be made; choose another --svg.`, { cause });
  }
}
