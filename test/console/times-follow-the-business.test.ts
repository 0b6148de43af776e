/** Promise: times and days are those of the business, not of the browser, in both languages. */
import { expect, test } from '@jest/globals';
import {
  agoText,
  clockText,
  dayNumber,
  dayText,
  durationText,
  offsetText,
  whenText,
} from '../../console/index.js';
import { en } from '../../console/words/en.js';
import { zh } from '../../console/words/zh.js';

const LONDON = { language: 'en', timeZone: 'Europe/London' };
const SHANGHAI = { language: 'zh', timeZone: 'Asia/Shanghai' };
const NOW = Date.UTC(2025, 10, 24, 23, 30, 0);
const HOUR = 3_600_000;

test('places in a recording', () => {
  expect([0, 24_900, 63_000, 3_723_000, -5].map(offsetText)).toEqual([
    '0:00',
    '0:24',
    '1:03',
    '1:02:03',
    '0:00',
  ]);
});

test('the day turns at the midnight of the business', () => {
  expect(clockText(NOW, LONDON)).toBe('23:30');
  expect(clockText(NOW, SHANGHAI)).toBe('07:30');
  expect(dayNumber(NOW, 'Asia/Shanghai') - dayNumber(NOW, 'Europe/London')).toBe(1);
});

test('negative control: the same moment is another day elsewhere', () => {
  const before = NOW - 8 * HOUR;
  expect(whenText(before, NOW, LONDON, en.time)).toBe('today 15:30');
  expect(whenText(before, NOW, { ...LONDON, timeZone: 'Asia/Shanghai' }, en.time)).toBe('yesterday 23:30');
});

test('how long ago, from minutes to years', () => {
  const ago = (ms: number) => agoText(NOW - ms, NOW, LONDON, en.time);
  expect(
    [20_000, 2 * 60_000, 3 * HOUR, 26 * HOUR, 4 * 24 * HOUR, 20 * 24 * HOUR, 400 * 24 * HOUR].map(ago),
  ).toEqual([
    'Now',
    '2 min',
    '3 h',
    'Yesterday',
    'Thursday',
    '4 Nov',
    // 23:30 UTC is past midnight under British summer time.
    '21 Oct 2024',
  ]);
});

test('Chinese forms', () => {
  expect(agoText(NOW - 26 * HOUR, NOW, SHANGHAI, zh.time)).toBe('昨天');
  expect(whenText(NOW - 20 * 24 * HOUR, NOW, SHANGHAI, zh.time)).toBe('11月5日 07:30');
  expect(dayText(NOW, NOW, SHANGHAI)).toBe('11月25日星期二');
  expect(durationText(63_000, zh.time)).toBe('1 分 3 秒');
  expect(durationText(63_000, en.time)).toBe('1 min 3 s');
});

test('every English wording has a Chinese one', () => {
  const shape = (value: unknown): unknown =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shape(inner)]))
      : typeof value;
  expect(shape(zh)).toEqual(shape(en));
});
