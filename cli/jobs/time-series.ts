/** Rows with dates as a regular series: finds the step, adds up what falls into one step, fills what is missing and says so. Called by the forecast job. */
import { isoDay } from '../../learning/index.js';
import { Fault } from '../../protocol/index.js';
import { daysIn, numbersIn, type TableFile } from './table-file.js';

export const STEPS = ['hour', 'day', 'workday', 'week', 'month', 'quarter', 'year'] as const;
export type Step = (typeof STEPS)[number];

export interface TimeSeries {
  readonly step: Step;
  readonly values: readonly number[];
  /** Name of the step `index` after the first value: 2024-01-31, 2024-01. */
  nameOf(index: number): string;
  readonly remarks: readonly string[];
}

export interface SeriesColumns {
  readonly date: string;
  readonly value: string;
  /** Adds up to this step instead of the one found. */
  readonly every?: Step;
}

/** Steps in a season that people mean. */
export const SEASON_OF: Readonly<Record<Step, number>> = {
  hour: 24,
  day: 7,
  workday: 5,
  week: 52,
  month: 12,
  quarter: 4,
  year: 1,
};

const MOST_GAPS = 0.25;

/** Faults `learning.bad-data` (file:line:column), `learning.no-data` (too few values, too many gaps). */
export function readSeries(file: TableFile, columns: SeriesColumns): TimeSeries {
  const { days, remark } = daysIn(file, columns.date);
  const numbers = numbersIn(file, columns.value);
  const rows = Array.from(days.keys()).filter(
    (row) => !Number.isNaN(days[row]!) && !Number.isNaN(numbers[row]!),
  );
  if (rows.length < 2)
    throw new Fault('learning.no-data', `${file.file} holds fewer than two rows with a date and a value.`);
  const found = stepOf(rows.map((row) => days[row]!));
  const step = columns.every ?? found;
  const sums = new Map<number, number>();
  let isAddedUp = false;
  for (const row of rows) {
    const index = indexOf(step, days[row]!);
    isAddedUp ||= sums.has(index);
    sums.set(index, (sums.get(index) ?? 0) + numbers[row]!);
  }
  const remarks = remark === undefined ? [] : [remark];
  if (isAddedUp) remarks.push(`Several rows fall into one ${step}: their values were added up.`);
  if (isAddedUp && step !== found) dropLastStep(sums, step, remarks);
  const first = smallest(sums.keys());
  const values = filled(sums, { first, isAddedUp, step, remarks });
  return { step, values, nameOf: (index) => nameOf(step, first + index), remarks };
}

/** The commonest distance between neighbouring moments. */
function stepOf(days: readonly number[]): Step {
  const moments = [...new Set(days)].sort((a, b) => a - b);
  const distances = Float64Array.from(moments.slice(1), (moment, i) => moment - moments[i]!).sort();
  const median = distances[distances.length >> 1] ?? 1;
  if (median < 0.5) return 'hour';
  if (median < 5) return isWorkdaysOnly(moments) ? 'workday' : 'day';
  if (median < 20) return 'week';
  if (median < 60) return 'month';
  return median < 200 ? 'quarter' : 'year';
}

/** 1970-01-01 was a Thursday. */
const weekday = (day: number) => (Math.floor(day) + 3) % 7;
const isWorkdaysOnly = (moments: readonly number[]) =>
  moments.length > 10 && moments.every((day) => weekday(day) < 5);

function indexOf(step: Step, day: number): number {
  const date = new Date(Math.floor(day) * 86_400_000);
  const month = date.getUTCFullYear() * 12 + date.getUTCMonth();
  switch (step) {
    case 'hour':
      return Math.round(day * 24);
    case 'day':
      return Math.floor(day);
    case 'workday':
      return Math.floor((Math.floor(day) + 3) / 7) * 5 + Math.min(weekday(day), 4);
    case 'week':
      return Math.floor((Math.floor(day) + 3) / 7);
    case 'month':
      return month;
    case 'quarter':
      return Math.floor(month / 3);
    default:
      return date.getUTCFullYear();
  }
}

function nameOf(step: Step, index: number): string {
  switch (step) {
    case 'hour':
      return `${isoDay(index / 24)} ${String(((index % 24) + 24) % 24).padStart(2, '0')}:00`;
    case 'day':
      return isoDay(index);
    case 'workday':
      return isoDay(Math.floor(index / 5) * 7 + (((index % 5) + 5) % 5) - 3);
    case 'week':
      return isoDay(index * 7 - 3);
    case 'month':
      return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;
    case 'quarter':
      return `${Math.floor(index / 4)}-Q${(index % 4) + 1}`;
    default:
      return String(index);
  }
}

const smallest = (indexes: Iterable<number>) =>
  [...indexes].reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);

/** The newest step has hardly ever ended when a file is made: its sum would look like a fall. */
function dropLastStep(sums: Map<number, number>, step: Step, remarks: string[]): void {
  const last = [...sums.keys()].reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  sums.delete(last);
  remarks.push(`The last ${step} (${nameOf(step, last)}) may not be complete and was left out.`);
}

interface Filling {
  readonly first: number;
  readonly isAddedUp: boolean;
  readonly step: Step;
  readonly remarks: string[];
}

/** A step without rows sold nothing where rows are added up; elsewhere its value lies on the line between its neighbours. */
function filled(
  sums: ReadonlyMap<number, number>,
  { first, isAddedUp, step, remarks }: Filling,
): readonly number[] {
  const last = [...sums.keys()].reduce((a, b) => Math.max(a, b), first);
  const known = [...sums].sort((a, b) => a[0] - b[0]);
  const count = last - first + 1;
  const gaps = count - known.length;
  if (gaps > MOST_GAPS * count && !isAddedUp)
    throw new Fault(
      'learning.no-data',
      `${gaps} of ${count} ${step}s between the first and the last have no value; try a longer step with --every.`,
    );
  if (gaps > 0)
    remarks.push(
      `${gaps} ${step}s have no row: ${isAddedUp ? 'taken as 0' : 'taken from the line between their neighbours'}.`,
    );
  const values: number[] = [];
  known.forEach(([index, value], i) => {
    const before = known[i - 1];
    for (let between = values.length + first; before !== undefined && between < index; between++) {
      const share = (between - before[0]) / (index - before[0]);
      values.push(isAddedUp ? 0 : before[1] + share * (value - before[1]));
    }
    values.push(value);
  });
  return values;
}
