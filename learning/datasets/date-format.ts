/**
 * How a column of a data file writes its dates, and the dates as day numbers (days since 1970, UTC, fractions for the time of day).
 * Called by the purchase, series and table readers; whether 3/4 is in March or April is decided by the whole column.
 */

export type DateOrder = 'year-first' | 'day-first' | 'month-first' | 'number';

export interface DateColumn {
  /** Day number per value; NaN where missing or unreadable. */
  readonly days: Float64Array;
  readonly order: DateOrder;
  /** Both orders read every value and neither is better sorted: month first is taken, as the United States write. */
  readonly isAmbiguous: boolean;
  /** Share of the present values that were read, 0..1. */
  readonly share: number;
}

const DAY_MS = 86_400_000;
const TIME = String.raw`(?:[T ,]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(am|pm)?)?\s*(?:Z|UTC|[+-]\d{2}:?\d{2})?`;
const YEAR_FIRST = new RegExp(String.raw`^(\d{4})[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月?)${TIME}$`, 'i');
const QUARTER = /^(\d{4})[-/ ]?Q([1-4])$|^Q([1-4])[-/ ]?(\d{4})$/i;
const NUMBERED = new RegExp(String.raw`^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})${TIME}$`, 'i');
const DAY_NAMED = new RegExp(String.raw`^(\d{1,2})[-. /]+([a-z]{3,9})\.?,?[- /]+(\d{4}|\d{2})${TIME}$`, 'i');
const MONTH_NAMED = new RegExp(
  String.raw`^([a-z]{3,9})\.?[- ](?:(\d{1,2})(?:st|nd|rd|th)?,? )?(\d{4}|\d{2})${TIME}$`,
  'i',
);
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

type Reader = (value: string) => number;

const READERS: readonly { readonly order: DateOrder; readonly read: Reader }[] = [
  { order: 'year-first', read: readYearFirst },
  { order: 'day-first', read: (value) => readNamed(value) ?? readNumbered(value, true) },
  { order: 'month-first', read: (value) => readNamed(value) ?? readNumbered(value, false) },
];

/** Undefined when no form reads most of the values. @param mayBeNumber also 20240131, 2024, and seconds or milliseconds since 1970. */
export function readDates(values: readonly string[], mayBeNumber: boolean): DateColumn | undefined {
  const readers = mayBeNumber ? [{ order: 'number' as const, read: readNumber }, ...READERS] : READERS;
  const columns = readers.map(({ order, read }) => columnOf(values, order, read));
  const best = columns.reduce((a, b) => (b.share > a.share ? b : a));
  if (best.share < 0.5) return undefined;
  const [dayFirst, monthFirst] = columns.slice(-2) as [DateColumn, DateColumn];
  if (best !== dayFirst || monthFirst.share < dayFirst.share) return best;
  if (!values.some((value) => NUMBERED.test(value))) return { ...best, isAmbiguous: false };
  if (values.some((value) => /^\d{1,2}\.\d{1,2}\./.test(value))) return dayFirst;
  const [day, month] = [fallsOf(dayFirst.days), fallsOf(monthFirst.days)];
  if (day !== month) return day < month ? dayFirst : monthFirst;
  return { ...monthFirst, isAmbiguous: dayFirst.days.some((each, i) => each !== monthFirst.days[i]) };
}

function columnOf(values: readonly string[], order: DateOrder, read: Reader): DateColumn {
  const days = Float64Array.from(values, (value) => (value === '' ? Number.NaN : read(value.trim())));
  const present = values.filter((value) => value !== '').length;
  const known = days.reduce((count, day) => count + (Number.isNaN(day) ? 0 : 1), 0);
  return { days, order, isAmbiguous: false, share: present > 0 ? known / present : 0 };
}

/** How often the next date lies before the last: files are mostly kept in time order. */
function fallsOf(days: Float64Array): number {
  let falls = 0;
  for (let i = 1; i < days.length; i++) if (days[i]! < days[i - 1]!) falls++;
  return falls;
}

function readYearFirst(value: string): number {
  const quarter = QUARTER.exec(value);
  if (quarter) {
    const year = Number(quarter[1] ?? quarter[4]);
    return dayOf({ year, month: (Number(quarter[2] ?? quarter[3]) - 1) * 3 + 1, day: 1 });
  }
  const match = YEAR_FIRST.exec(value);
  if (!match) return Number.NaN;
  const [, year, month, day, ...time] = match;
  return dayOf({ year: Number(year), month: Number(month), day: Number(day ?? 1) }) + timeOf(time);
}

function readNumbered(value: string, isDayFirst: boolean): number {
  const match = NUMBERED.exec(value);
  if (!match) return Number.NaN;
  const [, first, second, year, ...time] = match;
  const [day, month] = isDayFirst ? [first, second] : [second, first];
  return dayOf({ year: fullYear(year!), month: Number(month), day: Number(day) }) + timeOf(time);
}

/** A date with the month as an English word; undefined when it has none. */
function readNamed(value: string): number | undefined {
  const dayFirst = DAY_NAMED.exec(value);
  const match = dayFirst ?? MONTH_NAMED.exec(value);
  if (!match) return undefined;
  const [day, name] = dayFirst ? [match[1], match[2]] : [match[2], match[1]];
  const month = MONTHS.indexOf(name!.slice(0, 3).toLowerCase()) + 1;
  const [, , , year, ...time] = match;
  return month === 0
    ? Number.NaN
    : dayOf({ year: fullYear(year!), month, day: Number(day ?? 1) }) + timeOf(time);
}

function readNumber(value: string): number {
  const compact = COMPACT.exec(value);
  if (compact) return dayOf({ year: Number(compact[1]), month: Number(compact[2]), day: Number(compact[3]) });
  if (/^(19|20)\d{2}$/.test(value)) return dayOf({ year: Number(value), month: 1, day: 1 });
  if (/^1\d{9}(\.\d+)?$/.test(value)) return Number(value) / 86_400;
  return /^1\d{12}$/.test(value) ? Number(value) / DAY_MS : Number.NaN;
}

const fullYear = (digits: string) =>
  digits.length === 4 ? Number(digits) : Number(digits) + (Number(digits) < 70 ? 2000 : 1900);

interface CalendarDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** NaN for a day that no calendar has, such as 31 April. */
function dayOf({ year, month, day }: CalendarDay): number {
  const time = Date.UTC(year, month - 1, day);
  const date = new Date(time);
  const isReal =
    date.getUTCMonth() === month - 1 && date.getUTCDate() === day && year >= 1800 && year <= 2200;
  return isReal ? time / DAY_MS : Number.NaN;
}

/** Hour, minute, second and am or pm as a share of a day. */
function timeOf([hour, minute, second, half]: readonly (string | undefined)[]): number {
  if (hour === undefined) return 0;
  const base = Number(hour) % (half ? 12 : 24);
  const hours = half?.toLowerCase() === 'pm' ? base + 12 : base;
  return (hours * 3600 + Number(minute) * 60 + Number(second ?? 0)) / 86_400;
}

/** "2024-01-31" of a day number. */
export function isoDay(day: number): string {
  return new Date(Math.floor(day) * DAY_MS).toISOString().slice(0, 10);
}
