import { describe, expect, it } from '@jest/globals';
import { addDays, findDates, findTimes, localTime } from '../../text/index.js';

/** Monday 5 January 2026, 09:00 in London. */
const now = Date.UTC(2026, 0, 5, 9);
const dates = (text: string, locale: string, timeZone = 'Europe/London') =>
  findDates(text, { locale, now, timeZone }).map((span) => span.date);

describe('dates and times are of the business zone', () => {
  it.each([
    ['Saturday', '2026-01-10'],
    ['next saturday', '2026-01-17'],
    ['tomorrow at 3pm', '2026-01-06'],
    ['the 15th', '2026-01-15'],
    ['15 May', '2026-05-15'],
    ['at the weekend', '2026-01-10'],
    ['on the 3rd', '2026-02-03'],
  ])('%s -> %s', (text, date) => expect(dates(text, 'en')).toEqual([date]));

  it.each([
    ['明天', '2026-01-06'],
    ['后天下午', '2026-01-07'],
    ['周六', '2026-01-10'],
    ['下周三', '2026-01-14'],
    ['15号', '2026-01-15'],
    ['3月5号', '2026-03-05'],
    ['周末', '2026-01-10'],
  ])('%s -> %s', (text, date) => expect(dates(text, 'zh')).toEqual([date]));

  it.each(['I may buy it', 'at 3', 'two iPhones', 'now'])('control: %s holds no day', (text) =>
    expect(dates(text, 'en')).toEqual([]),
  );

  it('today depends on the zone', () => {
    const lateEvening = Date.UTC(2026, 0, 5, 20);
    const at = (timeZone: string) =>
      findDates('today', { locale: 'en', now: lateEvening, timeZone })[0]?.date;
    expect(at('Europe/London')).toBe('2026-01-05');
    expect(at('Asia/Shanghai')).toBe('2026-01-06');
  });

  it.each([
    ['3pm', '15:00'],
    ['at half past three', '15:30'],
    ['quarter to five', '16:45'],
    ['10:30', '10:30'],
    ['ten thirty am', '10:30'],
    ["11 o'clock", '11:00'],
    ['noon', '12:00'],
    ['in the afternoon', '14:00'],
    ['下午三点半', '15:30'],
    ['上午10点', '10:00'],
    ['晚上七点一刻', '19:15'],
    ['十一点', '11:00'],
    ['14:30', '14:30'],
  ])('%s is %s', (text, time) => expect(findTimes(text).map((span) => span.time)).toEqual([time]));

  it.each(['two iPhones', 'iPhone 15', 'good morning', '三部手机', '25:99'])(
    'control: %s holds no time',
    (text) => expect(findTimes(text)).toEqual([]),
  );

  it('counts days', () => {
    expect(addDays('2026-02-28', 1)).toBe('2026-03-01');
    expect(localTime(Date.UTC(2026, 6, 1, 23, 30), 'Europe/London')).toEqual({
      date: '2026-07-02',
      time: '00:30',
      weekday: 4,
    });
  });
});
