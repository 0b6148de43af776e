/** Promise: `forecast` finds step and season whatever way dates are written, beats repetition where there is something to learn, and says when not. */
import { afterAll, describe, expect, test } from '@jest/globals';
import { seededRandom } from '../../protocol/index.js';
import { openWorkplace } from './in-a-terminal.js';

const place = openWorkplace();
afterAll(() => place.close());

/** Generated: a week with busy days and a slow rise. @param noise standard deviation. */
function dailySales(noise: number): number[] {
  const random = seededRandom(5);
  return Array.from(
    { length: 140 },
    (_, day) => 1000 + day + (day % 7 > 4 ? 300 : 0) + noise * random.normal(),
  );
}
const dateOf = (day: number) => new Date(Date.UTC(2023, 0, 1 + day));
const iso = (day: number) => dateOf(day).toISOString().slice(0, 10);
const words = (csv: string, horizon = '7') => [
  'forecast',
  '--csv',
  csv,
  '--date',
  'date',
  '--value',
  'sales',
  '--horizon',
  horizon,
];

interface Foretold {
  readonly mase: number;
  readonly coverage: number;
  readonly season: number;
  readonly step: string;
  readonly forecast: readonly {
    readonly date: string;
    readonly value: number;
    readonly low: number;
    readonly high: number;
  }[];
}
const foretold = async (csv: string, horizon?: string, ...more: string[]) =>
  (await place.json(...words(csv, horizon), ...more))[0] as unknown as Foretold;

describe('forecast', () => {
  test('learns the week and says how the method did on the past', async () => {
    const csv = place.put(
      'daily.csv',
      `date,sales\n${dailySales(20)
        .map((value, day) => `${iso(day)},${value.toFixed(1)}`)
        .join('\n')}\n`,
    );
    const { mase, coverage, season, step, forecast } = await foretold(csv);
    expect([step, season]).toEqual(['day', 7]);
    expect(mase).toBeLessThan(1);
    expect(coverage).toBeGreaterThan(0.8);
    expect(forecast.map(({ date }) => date)).toEqual(Array.from({ length: 7 }, (_, i) => iso(140 + i)));
    forecast.forEach(({ value, low, high }, i) => {
      const expected = 1140 + i + ((140 + i) % 7 > 4 ? 300 : 0);
      expect(Math.abs(value - expected)).toBeLessThan(60);
      expect(low < value && value < high).toBe(true);
    });
  });

  test('reads the same series with other dates, numbers and row order alike', async () => {
    const lines = dailySales(20).map((value, day) => {
      const date = dateOf(day);
      return `${date.getUTCDate()}.${date.getUTCMonth() + 1}.${date.getUTCFullYear()};${value.toFixed(1).replace('.', ',')}`;
    });
    const csv = place.put('german.csv', `date;sales\n${lines.reverse().join('\n')}\n`);
    expect(await foretold(csv)).toEqual(await foretold('daily.csv'));
  });

  test('says in words when it is no better than repetition', async () => {
    const random = seededRandom(6);
    const steps = Array.from({ length: 100 }, () => 30 * random.normal());
    const walk = steps.map(
      (_, i) => `${1900 + i},${(5000 + steps.slice(0, i).reduce((a, b) => a + b, 0)).toFixed(1)}`,
    );
    const csv = place.put('walk.csv', `date,sales\n${walk.join('\n')}\n`);
    const { code, out } = await place.leadline(...words(csv, '11'));
    expect(code).toBe(0);
    expect(out).toMatch(/errs no less than repeating the last year/);
  });

  test('adds up rows of a step, leaves the unfinished one out and says both', async () => {
    const { code, err } = await place.leadline(...words('daily.csv', '2'), '--every', 'week');
    expect([code, err]).toEqual([
      0,
      expect.stringMatching(/values were added up[\s\S]*may not be complete and was left out/),
    ]);
    expect((await foretold('daily.csv', '2', '--every', 'week')).step).toBe('week');
  });

  test.each([
    [
      'when.csv',
      `date,sales\n${'2024-01-01,1\n'.repeat(9)}soon,2\n`,
      1,
      /when\.csv:11:1: "soon" is not a date.*\[learning\.bad-data\]/,
    ],
    [
      'what.csv',
      `date,sales\n2024-01-01,1\n2024-01-02,lots\n2024-01-03,2\n`,
      1,
      /what\.csv:3:2: "lots" is not a number/,
    ],
    ['short.csv', 'date,sales\n2024-01-01,1\n2024-01-02,2\n', 1, /needs more than 6 values; there are 2/],
    ['other.csv', 'day,sales\n2024-01-01,1\n', 2, /--date names no column: there is no "date"/],
  ])('refuses %s', async (name, content, code, message) => {
    const said = await place.leadline(...words(place.put(name, content)));
    expect([said.code, said.err]).toEqual([code, expect.stringMatching(message)]);
  });
});
