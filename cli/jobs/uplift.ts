/** The job of `leadline uplift`: the effect of a treatment, and whether a ranking by predicted uplift beats a random one. Runs in the job worker. */
import {
  evaluateUplift,
  findLeaks,
  type Leak,
  type LeftOut,
  screenColumns,
  type TrainingRun,
  takeRows,
  type UpliftEvaluation,
} from '../../learning/index.js';
import { Fault } from '../../protocol/index.js';
import {
  badCell,
  columnNamed,
  columnsNamed,
  openTableFile,
  rawWordsIn,
  type TableFile,
  tableOf,
  wordsIn,
} from './table-file.js';

export interface UpliftOrder {
  readonly csv: string;
  readonly treatment: string;
  readonly treated: string;
  readonly control: string;
  readonly outcome: string;
  readonly drop: readonly string[];
  readonly seed: number;
  readonly draws: number;
}

export interface UpliftResult extends UpliftEvaluation {
  readonly outcome: string;
  readonly treatedRows: number;
  readonly controlRows: number;
  readonly otherRows: number;
  readonly treatedRate: number;
  readonly controlRate: number;
  readonly columns: readonly string[];
  readonly leftOut: readonly LeftOut[];
  /** Columns that the outcome settles or that settle it: outcomes themselves, not used for the ranking. */
  readonly outcomes: readonly Leak[];
}

const LEAST_OF_EACH = 50;

export async function uplift(order: UpliftOrder, run: TrainingRun): Promise<UpliftResult> {
  const file = openTableFile(order.csv);
  const treatment = columnNamed(file, order.treatment, '--treatment');
  const outcome = columnNamed(file, order.outcome, '--outcome');
  const dropped = [treatment, outcome, ...columnsNamed(file, order.drop, '--drop')];
  const sides = sidesOf(file, treatment, order);
  const reached = outcomesOf(file, outcome);
  const rows = Array.from(sides.keys()).filter(
    (row) => sides[row] !== undefined && !Number.isNaN(reached[row]!),
  );
  const treated = Uint8Array.from(rows, (row) => (sides[row] === 'treated' ? 1 : 0));
  const outcomes = Float64Array.from(rows, (row) => reached[row]!);
  const whole = takeRows(tableOf(file), rows);
  const features = { ...whole, columns: whole.columns.filter(({ name }) => !dropped.includes(name)) };
  const { table, leftOut } = screenColumns(features);
  const settled = findLeaks(table, outcomes).filter(({ reasons }) =>
    reasons.some(({ kind }) => kind !== 'after-the-event'),
  );
  const after = settled.map(({ column }) => column);
  const kept = { ...table, columns: table.columns.filter(({ name }) => !after.includes(name)) };
  if (kept.columns.length === 0)
    throw new Fault('learning.no-data', `${order.csv} leaves no column to rank customers by.`);
  const evaluation = await evaluateUplift(
    { table: kept, treated, outcomes },
    { seed: order.seed, draws: order.draws, ...run },
  );
  const rateOf = (side: number) => {
    const values = outcomes.filter((_, i) => treated[i] === side);
    return values.reduce((sum, value) => sum + value, 0) / values.length;
  };
  const treatedRows = treated.reduce((sum, side) => sum + side, 0);
  return {
    ...evaluation,
    outcome,
    treatedRows,
    controlRows: treated.length - treatedRows,
    otherRows: sides.length - rows.length,
    treatedRate: rateOf(1),
    controlRate: rateOf(0),
    columns: kept.columns.map(({ name }) => name),
    leftOut,
    outcomes: settled,
  };
}

type Side = 'treated' | 'control' | undefined;

function sidesOf(file: TableFile, treatment: string, { treated, control }: UpliftOrder): readonly Side[] {
  const words = rawWordsIn(file, treatment);
  const same = (a: string, b: string) => a.toLowerCase() === b.trim().toLowerCase();
  const sides = words.map(
    (word): Side => (same(word, treated) ? 'treated' : same(word, control) ? 'control' : undefined),
  );
  for (const [side, value] of [
    ['treated', treated],
    ['control', control],
  ] as const) {
    const count = sides.filter((each) => each === side).length;
    if (count >= LEAST_OF_EACH) continue;
    const values = [...new Set(words)].slice(0, 8).join(', ');
    const code = count === 0 ? 'usage.wrong' : 'learning.no-data';
    throw new Fault(
      code,
      `Column "${treatment}" holds "${value}" (--${side}) in ${count} rows; at least ${LEAST_OF_EACH} are needed. It holds: ${values}.`,
    );
  }
  return sides;
}

const YES = /^(1|yes|y|true|t)$/i;
const NO = /^(0|no|n|false|f)$/i;

/** 1 and 0, yes and no; an amount counts as reached above zero. NaN where missing. */
function outcomesOf(file: TableFile, name: string): Float64Array {
  return Float64Array.from(wordsIn(file, name), (word, row) => {
    if (word === '') return Number.NaN;
    if (YES.test(word)) return 1;
    if (NO.test(word)) return 0;
    const number = Number(word);
    if (Number.isFinite(number) && number >= 0) return number > 0 ? 1 : 0;
    throw badCell(
      file,
      { name, row },
      `"${word}" is neither yes nor no; an outcome is 1/0, yes/no or an amount`,
    );
  });
}
