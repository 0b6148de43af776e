/** The job of `leadline segment`: clusters the rows of a table and names each cluster by what sets it apart. Runs in the job worker. */
import {
  type LeftOut,
  type Segment,
  screenColumns,
  segmentTable,
  type TrainingRun,
} from '../../learning/index.js';
import { Fault } from '../../protocol/index.js';
import { csvText } from './csv-text.js';
import { writeOutFile } from './data-file.js';
import { columnsNamed, openTableFile, tableOf } from './table-file.js';

export interface SegmentOrder {
  readonly csv: string;
  readonly k?: number;
  readonly drop: readonly string[];
  readonly seed: number;
  readonly out?: string;
}

export interface SegmentResult {
  readonly rows: number;
  readonly segments: readonly Segment[];
  readonly silhouette: number;
  readonly stability: number;
  readonly columns: readonly string[];
  readonly leftOut: readonly LeftOut[];
}

export async function segment(order: SegmentOrder, run: TrainingRun): Promise<SegmentResult> {
  const file = openTableFile(order.csv);
  const drop = columnsNamed(file, order.drop, '--drop');
  const whole = tableOf(file);
  const { table, leftOut } = screenColumns({
    ...whole,
    columns: whole.columns.filter(({ name }) => !drop.includes(name)),
  });
  if (table.columns.length === 0)
    throw new Fault('learning.no-data', `${order.csv} leaves no column to tell rows apart by.`);
  const { segments, labels, silhouette, stability } = await segmentTable(table, {
    seed: order.seed,
    k: order.k,
    ...run,
  });
  if (order.out !== undefined) {
    const rows = file.csv.rows.map(({ fields }, i) => [
      ...fields,
      String(labels[i]! + 1),
      segments[labels[i]!]!.name,
    ]);
    writeOutFile(order.out, csvText([...file.csv.header, 'segment', 'segment_name'], rows));
  }
  return {
    rows: table.rowCount,
    segments,
    silhouette,
    stability,
    columns: table.columns.map(({ name }) => name),
    leftOut,
  };
}
