/** Times as a reader in the business's time zone expects them. Everything goes through Intl; nothing reads the clock. */

export interface TimeContext {
  /** Language of the console: `en` or `zh`. */
  readonly language: string;
  /** IANA name of the business's time zone. */
  readonly timeZone: string;
}

/** The words that Intl does not bring. */
export interface TimeWords {
  readonly now: string;
  minutes(count: number): string;
  hours(count: number): string;
  readonly yesterday: string;
  todayAt(time: string): string;
  yesterdayAt(time: string): string;
  dateAt(date: string, time: string): string;
  duration(minutes: number, seconds: number): string;
}

const DAY_MS = 86_400_000;

/** The regional form used for dates and numbers. */
export const regionOf = (language: string) => (language.startsWith('zh') ? 'zh-CN' : 'en-GB');

const formats = new Map<string, Intl.DateTimeFormat>();

function format(context: TimeContext, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${context.language}|${context.timeZone}|${JSON.stringify(options)}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(regionOf(context.language), {
    timeZone: context.timeZone,
    ...options,
  });
  formats.set(key, made);
  return made;
}

/** Place in a recording: `0:24`, `12:05`, `1:02:03`. */
export function offsetText(offsetMs: number): string {
  const total = Math.max(0, Math.floor(offsetMs / 1000));
  const seconds = String(total % 60).padStart(2, '0');
  const minutes = Math.floor(total / 60) % 60;
  const hours = Math.floor(total / 3600);
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${seconds}` : `${minutes}:${seconds}`;
}

/** Clock time in the business's zone: `09:41`. */
export function clockText(atMs: number, context: TimeContext): string {
  return format(context, { hour: '2-digit', minute: '2-digit', hour12: false }).format(atMs);
}

/** Number of the calendar day in the business's zone; neighbours differ by one. */
export function dayNumber(atMs: number, timeZone: string): number {
  const parts = format(
    { language: 'en', timeZone },
    { year: 'numeric', month: '2-digit', day: '2-digit' },
  ).formatToParts(atMs);
  const read = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  return Math.floor(Date.UTC(read('year'), read('month') - 1, read('day')) / DAY_MS);
}

/** A day as a heading: `Monday 24 November`, with the year when it is not this one. */
export function dayText(atMs: number, nowMs: number, context: TimeContext): string {
  return format(context, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(sameYear(atMs, nowMs, context) ? {} : { year: 'numeric' }),
  }).format(atMs);
}

/** How long ago, short enough for a list: `2 min`, `3 h`, `Yesterday`, `Monday`, `12 Nov`. */
export function agoText(atMs: number, nowMs: number, context: TimeContext, words: TimeWords): string {
  const minutes = Math.floor((nowMs - atMs) / 60_000);
  const days = dayNumber(nowMs, context.timeZone) - dayNumber(atMs, context.timeZone);
  if (minutes < 1) return words.now;
  if (minutes < 60) return words.minutes(minutes);
  if (days === 0) return words.hours(Math.floor(minutes / 60));
  if (days === 1) return words.yesterday;
  if (days < 7) return format(context, { weekday: 'long' }).format(atMs);
  return dateText(atMs, nowMs, context);
}

/** A date without time: `12 Nov`, with the year when it is not this one. */
export function dateText(atMs: number, nowMs: number, context: TimeContext): string {
  return format(context, {
    day: 'numeric',
    month: 'short',
    ...(sameYear(atMs, nowMs, context) ? {} : { year: 'numeric' }),
  }).format(atMs);
}

/** A date with time: `today 09:41`, `yesterday 17:02`, `12 Nov 09:41`. */
export function whenText(atMs: number, nowMs: number, context: TimeContext, words: TimeWords): string {
  const time = clockText(atMs, context);
  const days = dayNumber(nowMs, context.timeZone) - dayNumber(atMs, context.timeZone);
  if (days === 0) return words.todayAt(time);
  if (days === 1) return words.yesterdayAt(time);
  return words.dateAt(dateText(atMs, nowMs, context), time);
}

/** Length of a call: `1 min 3 s`. */
export function durationText(durationMs: number, words: TimeWords): string {
  const total = Math.max(0, Math.round(durationMs / 1000));
  return words.duration(Math.floor(total / 60), total % 60);
}

function sameYear(atMs: number, nowMs: number, context: TimeContext): boolean {
  const year = format({ ...context, language: 'en' }, { year: 'numeric' });
  return year.format(atMs) === year.format(nowMs);
}
