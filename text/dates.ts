/**
 * Finds days in text ("next Saturday", 下周六, "the 15th") and gives ISO dates in the business's time zone.
 * chrono-node knows the phrases; days are always read forward from now. Times of day are times.ts.
 */
import { type Component, de, en, es, fr, it, ja, nl, type ParsedResult, pt, ru, zh } from 'chrono-node';
import type { EpochMs, Locale } from '../protocol/index.js';

interface Parser {
  parse(
    text: string,
    reference: { instant: Date; timezone: number },
    option: { forwardDate: boolean },
  ): ParsedResult[];
}

export interface DateOptions {
  readonly locale: Locale;
  readonly now: EpochMs;
  /** IANA name. */
  readonly timeZone: string;
}

export interface DateSpan {
  /** YYYY-MM-DD. */
  readonly date: string;
  /** UTF-16 offsets, end exclusive. */
  readonly start: number;
  readonly end: number;
}

export interface LocalTime {
  /** YYYY-MM-DD. */
  readonly date: string;
  /** HH:MM, 24 hours. */
  readonly time: string;
  /** 0 = Sunday. */
  readonly weekday: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatFor(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    });
    formats.set(timeZone, format);
  }
  return format;
}

/** The wall clock of a time zone at an instant. */
export function localTime(at: EpochMs, timeZone: string): LocalTime {
  const parts = Object.fromEntries(
    formatFor(timeZone)
      .formatToParts(at)
      .map((part) => [part.type, part.value]),
  );
  const date = `${parts.year}-${parts.month}-${parts.day}`;
  return { date, time: `${parts.hour}:${parts.minute}`, weekday: weekdayOf(date) };
}

/** 0 = Sunday, of an ISO date. */
export const weekdayOf = (date: string) => new Date(`${date}T00:00:00Z`).getUTCDay();

/** The ISO date `days` after another. */
export const addDays = (date: string, days: number) =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

const iso = (year: number, month: number, day: number) =>
  `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;

/** By language; the others are read as English, which also reads days in figures. */
const PARSERS: Readonly<Record<string, Parser>> = { de, es, fr, it, ja, nl, pt, ru, zh: zh.hans };

const DAY_PARTS: readonly Component[] = ['day', 'weekday', 'month'];
const ZH_MARKS = /周|星期|礼拜|今|明|后天|月|号|日|天/;

function fromChrono(text: string, options: DateOptions): DateSpan[] {
  const { date, time } = localTime(options.now, options.timeZone);
  // The wall clock is handed over as if it were UTC, so that chrono's components are those of the business's zone.
  const reference = { instant: new Date(`${date}T${time}:00Z`), timezone: 0 };
  const parser = PARSERS[options.locale.split('-')[0]!] ?? en.GB;
  const results: ParsedResult[] = parser.parse(text, reference, { forwardDate: true });
  return results.flatMap((result) => {
    const known = result.start;
    const namesDay = DAY_PARTS.some((part) => known.isCertain(part)) || !known.isCertain('hour');
    const isDay = options.locale.startsWith('zh') ? ZH_MARKS.test(result.text) : namesDay;
    if (!isDay || /^(?:now|现在|at\s+\d+)$/i.test(result.text)) return [];
    const year = known.get('year');
    const month = known.get('month');
    const day = known.get('day');
    if (year === null || month === null || day === null) return [];
    return [{ date: iso(year, month, day), start: result.index, end: result.index + result.text.length }];
  });
}

/** Next month day `day` from today on, skipping months that lack it. */
function nextDayOfMonth(today: string, day: number): string {
  let year = Number(today.slice(0, 4));
  let month = Number(today.slice(5, 7));
  for (let tries = 0; tries < 12; tries++) {
    const candidate = iso(year, month, day);
    const exists = new Date(`${candidate}T00:00:00Z`).getUTCDate() === day;
    if (exists && candidate >= today) return candidate;
    month = month === 12 ? 1 : month + 1;
    if (month === 1) year++;
  }
  return today;
}

const ORDINAL = /\b(?:the\s+)?([12]?\d|3[01])(?:st|nd|rd|th)\b|(?<![\d月])([12]?\d|3[01])\s*[号號]/giu;
const WEEKEND = /\b(?:at\s+)?(?:the\s+)?weekend\b|周末|週末/giu;

/** What chrono leaves out: a bare day of the month, and the weekend (its Saturday). */
function fromGaps(text: string, today: string): DateSpan[] {
  const spans: DateSpan[] = [];
  for (const match of text.matchAll(ORDINAL)) {
    const date = nextDayOfMonth(today, Number(match[1] ?? match[2]));
    spans.push({ date, start: match.index, end: match.index + match[0].length });
  }
  for (const match of text.matchAll(WEEKEND)) {
    const date = addDays(today, (6 - weekdayOf(today) + 7) % 7);
    spans.push({ date, start: match.index, end: match.index + match[0].length });
  }
  return spans;
}

/** Days of a text with their places, in order; a span may include a time of day said with it. */
export function findDates(text: string, options: DateOptions): DateSpan[] {
  const spans = fromChrono(text, options);
  const { date: today } = localTime(options.now, options.timeZone);
  for (const extra of fromGaps(text, today)) {
    if (!spans.some((span) => extra.start < span.end && extra.end > span.start)) spans.push(extra);
  }
  return spans.sort((a, b) => a.start - b.start);
}
