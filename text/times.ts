/** Finds times of day in English and Chinese ("half past three", "3pm", 下午三点半) and gives HH:MM. */
import { parseNumber } from './numbers.js';

export interface TimeSpan {
  /** HH:MM, 24 hours. */
  readonly time: string;
  /** UTF-16 offsets, end exclusive. */
  readonly start: number;
  readonly end: number;
}

const HOUR_WORD = 'one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve';
const EN_CLOCK = new RegExp(
  `\\b(?:(half|quarter)\\s+(past|to)\\s+)?(\\d{1,2}|${HOUR_WORD})(?:[:.](\\d{2})|\\s+(thirty|fifteen|forty[ -]five))?\\s*(a\\.?m\\b\\.?|p\\.?m\\b\\.?|o'?\\s?clock)?(?:\\s+in\\s+the\\s+(morning|afternoon|evening))?`,
  'giu',
);
const ZH_CLOCK =
  /(早上|上午|早晨|凌晨|中午|下午|傍晚|晚上|今晚)?\s*(\d{1,2}|[一二三四五六七八九十两]{1,3})\s*(?:[点點时時](?!间)(?:\s*(半|[一三]刻|\d{1,2}|[一二三四五六七八九十零]{1,4})分?)?|[:：](\d{2}))/giu;
const PARTS: readonly (readonly [RegExp, string])[] = [
  [/\b(?:at\s+)?(?:noon|midday|lunch ?time)\b|中午|正午/giu, '12:00'],
  [/\b(?:in the\s+)?morning\b(?<!good morning)|上午|早上/giu, '10:00'],
  [/\b(?:in the\s+)?afternoon\b(?<!good afternoon)|下午/giu, '14:00'],
  [/\b(?:in the\s+)?evening\b(?<!good evening)|傍晚|晚上/giu, '17:00'],
];

const clock = (hour: number, minute: number) =>
  hour > 23 || minute > 59
    ? undefined
    : `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;

/** Without a word for it, 1 to 7 is the afternoon: businesses are not called for at night. */
function halfOfDay(hour: number, mark: string): number {
  if (/^(?:p|下午|傍晚|晚上|今晚|afternoon|evening)/i.test(mark)) return hour < 12 ? hour + 12 : hour;
  if (/^(?:a|早|上午|凌晨|morning)/i.test(mark)) return hour === 12 ? 0 : hour;
  if (/^中午/.test(mark)) return hour <= 2 ? hour + 12 : hour;
  return hour >= 1 && hour <= 7 ? hour + 12 : hour;
}

function readEnglish(match: RegExpExecArray): string | undefined {
  const [, quarterWord, direction, hourText, minuteText, minuteWord, mark, part] = match;
  if (
    quarterWord === undefined &&
    minuteText === undefined &&
    minuteWord === undefined &&
    mark === undefined &&
    part === undefined
  ) {
    return undefined;
  }
  let hour = parseNumber(hourText!)!;
  let minute = Number(
    minuteText ?? (minuteWord === undefined ? 0 : parseNumber(minuteWord.replace('-', ' '))),
  );
  if (quarterWord !== undefined) {
    minute = /half/i.test(quarterWord) ? 30 : 15;
    if (/to/i.test(direction!)) {
      hour -= 1;
      minute = 60 - minute;
    }
  }
  const half = /^o/i.test(mark ?? '') ? (part ?? '') : (mark ?? part ?? '');
  return clock(halfOfDay(hour, half), minute);
}

function readChinese(match: RegExpExecArray): string | undefined {
  const [, part, hourText, minuteText, digitalMinutes] = match;
  const hour = parseNumber(hourText!);
  if (hour === undefined) return undefined;
  const named = { 半: 30, 一刻: 15, 三刻: 45 }[minuteText ?? ''];
  const minute =
    digitalMinutes !== undefined ? Number(digitalMinutes) : (named ?? parseNumber(minuteText ?? '0') ?? 0);
  return clock(halfOfDay(hour, part ?? ''), minute);
}

/** Times of day with their places, in order; "morning" alone stands for 10:00, "afternoon" for 14:00. */
export function findTimes(text: string): TimeSpan[] {
  const spans: TimeSpan[] = [];
  const add = (match: RegExpExecArray, time: string | undefined) => {
    const start = match.index + (match[0].length - match[0].trimStart().length);
    const end = match.index + match[0].trimEnd().length;
    if (time === undefined || spans.some((span) => start < span.end && end > span.start)) return;
    spans.push({ time, start, end });
  };
  for (const match of text.matchAll(ZH_CLOCK)) add(match, readChinese(match));
  for (const match of text.matchAll(EN_CLOCK)) add(match, readEnglish(match));
  for (const [pattern, time] of PARTS) for (const match of text.matchAll(pattern)) add(match, time);
  return spans.sort((a, b) => a.start - b.start);
}
