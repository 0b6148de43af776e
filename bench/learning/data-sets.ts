/** The public sets of the learning bench, read from a data folder, and their splits. Every learner of a task gets the same ones. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import {
  type DataText,
  dropColumns,
  type GoalData,
  readBanking,
  readClinc,
  readSnipsIntents,
  readSnipsSlots,
  readTable,
  type SplitIntentData,
  splitGoal,
  takeRows,
} from '../../learning/index.js';
import { seededRandom } from '../../protocol/index.js';
import type { IntentSet, TableSet, Task } from './cell.js';

/** What a data folder must hold for a task. */
export function fileOf(task: Task): string {
  switch (task.kind) {
    case 'intents':
      return INTENT_FILES[task.set];
    case 'slots':
      return INTENT_FILES.snips;
    case 'table':
      return TABLES[task.set].file;
    case 'purchases':
      return 'leads/cdnow/CDNOW_master.txt';
    case 'uplift':
      return 'leads/hillstrom/hillstrom.csv.gz';
  }
}

const INTENT_FILES: Readonly<Record<IntentSet, string>> = {
  clinc150: 'nlu/clinc150/data_full.json',
  banking77: 'nlu/banking77/train.csv',
  snips: 'nlu/snips/train.seq.in',
};

/** The call's duration is known only after the call: it is left out. */
const TABLES: Readonly<Record<TableSet, { file: string; drop: readonly string[]; goal: string }>> = {
  telco: { file: 'leads/telco/Telco-Customer-Churn.csv', drop: ['customerID'], goal: 'Churn' },
  bank: { file: 'leads/bank/bank-additional-full.csv.gz', drop: ['duration'], goal: 'y' },
};

export function readText(folder: string, file: string): DataText {
  const bytes = readFileSync(join(folder, file));
  return { file, text: (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8') };
}

export function readIntentSet(folder: string, set: IntentSet): SplitIntentData {
  if (set === 'clinc150') return readClinc(readText(folder, INTENT_FILES.clinc150));
  if (set === 'banking77') {
    const part = (name: string) => readBanking(readText(folder, `nlu/banking77/${name}.csv`));
    return { train: part('train'), validation: undefined, test: part('test') };
  }
  const part = (name: string) =>
    readSnipsIntents(
      readText(folder, `nlu/snips/${name}.seq.in`),
      readText(folder, `nlu/snips/${name}.label`),
    );
  return { train: part('train'), validation: part('dev'), test: part('test') };
}

export function readSlotPart(folder: string, part: 'train' | 'dev' | 'test') {
  return readSnipsSlots(
    readText(folder, `nlu/snips/${part}.seq.in`),
    readText(folder, `nlu/snips/${part}.seq.out`),
  );
}

export function readGoalTable(folder: string, set: TableSet): GoalData {
  const { file, drop, goal } = TABLES[set];
  return splitGoal(dropColumns(readTable(readText(folder, file)), drop), goal, file);
}

export interface RowSplit {
  readonly train: readonly number[];
  readonly validation: readonly number[];
  readonly test: readonly number[];
}

/** 64 % to train, 16 % to validate, 20 % to test: at random by the seed, or in the order of the file. */
export function splitRows(count: number, seed: number, isTimeOrdered: boolean): RowSplit {
  const rows = Array.from({ length: count }, (_, row) => row);
  const order = isTimeOrdered ? rows : seededRandom(seed).shuffle(rows);
  const [a, b] = [Math.floor(0.64 * count), Math.floor(0.8 * count)];
  return { train: order.slice(0, a), validation: order.slice(a, b), test: order.slice(b) };
}

export function partOf(data: GoalData, rows: readonly number[]) {
  return { table: takeRows(data.table, rows), targets: Float64Array.from(rows, (row) => data.targets[row]!) };
}
