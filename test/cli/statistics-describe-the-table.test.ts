/** Promise: `stats` counts what is there and what is not, finds what goes together and nothing where nothing does, and draws it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { seededRandom } from '../../protocol/index.js';
import { openWorkplace } from './in-a-terminal.js';

const place = openWorkplace();
afterAll(() => place.close());

interface Column {
  readonly column: string;
  readonly kind: string;
  readonly count: number;
  readonly missing: number;
  readonly distinct: number;
  readonly mean: number | null;
  readonly std: number | null;
  readonly quantiles: Readonly<Record<string, number>> | null;
  readonly correlation?: Readonly<Record<string, number>>;
  readonly crossTab?: {
    readonly association: number;
    readonly counts: readonly (readonly number[])[];
    readonly means?: readonly number[];
  };
}
const columnsOf = async (...words: string[]) => (await place.json('stats', ...words)) as unknown as Column[];

describe('stats', () => {
  test('agrees with figures worked by hand, missing values and dates apart', async () => {
    const csv = place.put(
      'small.csv',
      'price;city;since\n"1,5";Bern;31.12.2023\n2,5;Basel;1.1.2024\nNA;;2.1.2024\n5;Bern;3.1.2024\n',
    );
    const [price, city, since] = await columnsOf('--csv', csv);
    expect(price).toMatchObject({
      column: 'price',
      kind: 'numeric',
      count: 3,
      missing: 1,
      mean: 3,
      quantiles: { min: 1.5, median: 2.5, q25: 2, max: 5 },
    });
    expect(price!.std).toBeCloseTo(Math.sqrt(3.25), 12);
    expect(city).toMatchObject({
      kind: 'categorical',
      count: 3,
      missing: 1,
      distinct: 2,
      mean: null,
      top: [
        { value: 'Bern', count: 2 },
        { value: 'Basel', count: 1 },
      ],
    });
    expect(since).toMatchObject({ kind: 'date', count: 4, missing: 0 });
  });

  const random = seededRandom(7);
  const rows = Array.from({ length: 400 }, () => {
    const height = random.normal();
    const plan = random.pick(['basic', 'team']);
    return `${height},${-2 * height},${random.normal()},${plan},${plan === 'team' ? 'yes' : 'no'},${random.pick(['red', 'blue'])}`;
  });
  const csv = place.put('related.csv', `height,depth,noise,plan,bought,colour\n${rows.join('\n')}\n`);

  test('finds what goes together, and nothing where nothing does', async () => {
    const [height, , , plan, , colour] = await columnsOf('--csv', csv, '--by', 'Bought');
    expect(height!.correlation!.depth).toBeCloseTo(-1, 9);
    expect(Math.abs(height!.correlation!.noise!)).toBeLessThan(0.15);
    expect(plan!.crossTab!.association).toBeCloseTo(1, 2);
    expect(colour!.crossTab!.association).toBeLessThan(0.15);
    expect(plan!.crossTab!.counts.flat().reduce((a, b) => a + b, 0)).toBe(400);
    expect(height!.crossTab!.means).toHaveLength(2);
  });

  test('draws a picture per column, with nothing of the data left unescaped', async () => {
    const odd = place.put('odd.csv', 'a <b>,word\n1,<script>\n2,"x & y"\n4,<script>\n');
    const { code } = await place.leadline('stats', '--csv', odd, '--svg', 'pictures');
    expect(code).toBe(0);
    const files = readdirSync(join(place.folder, 'pictures'));
    expect(files).toEqual(['01-a-b-.svg', '02-word.svg']);
    for (const file of files) {
      const svg = readFileSync(join(place.folder, 'pictures', file), 'utf8');
      expect(svg).toMatch(/^<svg[\s\S]*<title>[\s\S]*<desc>[\s\S]*<\/svg>/);
      expect(svg).not.toMatch(/<script|NaN|<b>/);
    }
  });

  test('takes columns named like what every object has for columns', async () => {
    const named = place.put(
      'named.csv',
      'constructor,toString,__proto__,n\nred,a,1,3\nblue,b,2,4\nred,a,4,9\n',
    );
    const [word, other, number] = await columnsOf('--csv', named);
    expect([word!.correlation, other!.correlation]).toEqual([undefined, undefined]);
    expect(number!.correlation!.n).toBeGreaterThan(0.9);
  });

  test.each([
    [['--csv', 'related.csv', '--by', 'hight'], 2, /did you mean "height"/],
    [['--csv', 'open.csv'], 1, /open\.csv:2:1: a quoted field is not closed \[learning\.bad-data\]/],
    [['--csv', 'head.csv'], 1, /there is a header but no row below it/],
  ])('refuses %j', async (words, code, message) => {
    place.put('open.csv', 'a,b\n"1,2\n');
    place.put('head.csv', 'a,b\n');
    const said = await place.leadline('stats', ...words);
    expect([said.code, said.err]).toEqual([code, expect.stringMatching(message)]);
  });
});
