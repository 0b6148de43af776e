/** Promise: `train leads` says how good a score is and which columns to distrust; `score leads` adds bounds and reasons; bad input is named by its place. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { seededRandom } from '../../protocol/index.js';
import { openWorkplace } from './in-a-terminal.js';

const place = openWorkplace();
afterAll(() => place.close());

interface Customers {
  readonly seed: number;
  /** How strongly visits and plan tell the goal; 0 = not at all. */
  readonly strength: number;
  readonly mark?: ',' | ';';
}

/** Generated: the goal depends on visits and plan; `refund` is filled in only where the goal was reached. */
function customers({ seed, strength, mark = ',' }: Customers): string {
  const random = seededRandom(seed);
  const decimal = (value: number) => (mark === ';' ? value.toFixed(2).replace('.', ',') : value.toFixed(2));
  const rows = Array.from({ length: 600 }, (_, i) => {
    const visits = random.integer(12);
    const plan = random.pick(['basic', 'plus, yearly', 'team']);
    const logit = strength * (0.5 * (visits - 6) + (plan === 'team' ? 1.5 : 0)) - 0.6;
    const isReached = random.next() < 1 / (1 + Math.exp(-logit));
    const spend = random.next() < 0.05 ? 'NA' : decimal(20 + 30 * random.next());
    const refund = isReached ? '1' : '0';
    return [`C-${1000 + i}`, String(visits), `"${plan}"`, spend, 'EU', refund, isReached ? 'Yes' : 'No'].join(
      mark,
    );
  });
  return `\ufeff${['Customer ID', 'Visits', 'Plan', 'Spend', 'Region', 'Refund', 'Churn'].join(mark)}\r\n${rows.join('\r\n')}\r\n`;
}

const train = (csv: string, ...words: string[]) =>
  place.json('train', 'leads', '--csv', csv, '--goal', 'churn', '--seeds', '2', ...words);

describe('train leads', () => {
  test('learns what there is, names the leak and leaves ids and constants out', async () => {
    const csv = place.put('customers.csv', customers({ seed: 1, strength: 1 }));
    const [warned] = await train(csv, '--name', 'warned');
    expect(warned!.auc as number).toBeGreaterThan(0.99);
    expect(warned!.leaks).toEqual([
      { column: 'Refund', why: expect.stringMatching(/goal under another name/) },
    ]);
    const [honest] = await train(csv, '--drop', 'Refund', '--time', '@row');
    expect(honest).toMatchObject({
      leaks: [],
      positive: 'Yes',
      rows: 600,
      version: expect.stringMatching(/^0001-/),
    });
    expect(honest!.columns).toEqual(['Visits', 'Plan', 'Spend']);
    expect((honest!.leftOut as { column: string }[]).map(({ column }) => column)).toEqual([
      'Customer ID',
      'Region',
    ]);
    expect(honest!.auc as number).toBeGreaterThan(0.8);
    expect(honest!.auc as number).toBeLessThan(0.95);
    expect(honest!.timeAuc as number).toBeGreaterThan(0.75);
    for (const key of ['aucSd', 'prAuc', 'brier', 'ece', 'lift10'])
      expect(honest![key]).toEqual(expect.any(Number));
  });

  test('finds nothing where there is nothing, and no leak either', async () => {
    const csv = place.put('noise.csv', customers({ seed: 2, strength: 0 }));
    const [figures] = await train(csv, '--drop', 'Refund', '--name', 'noise');
    expect(figures!.auc as number).toBeLessThan(0.6);
    expect(figures!.leaks).toEqual([]);
  });

  test('reads a semicolon file with decimal commas and gives the same figures', async () => {
    const [comma] = await train(
      'customers.csv',
      '--drop',
      'Refund',
      '--name',
      'comma',
      '--model',
      'logistic',
    );
    const csv = place.put('semicolon.csv', customers({ seed: 1, strength: 1, mark: ';' }));
    const [semicolon] = await train(csv, '--drop', 'Refund', '--name', 'semicolon', '--model', 'logistic');
    for (const key of ['auc', 'brier', 'ece']) expect(semicolon![key]).toBe(comma![key]);
  });

  test('speaks in words for people, warnings on stderr', async () => {
    const { code, out, err } = await place.leadline(
      'train',
      'leads',
      '--csv',
      'customers.csv',
      '--goal',
      'Churn',
      '--seeds',
      '2',
      '--name',
      'words',
    );
    expect(code).toBe(0);
    expect(out).toMatch(/left out +Customer ID: names the rows/);
    expect(out).toMatch(/train again with --drop Refund/);
    expect(err).toMatch(/Possible leak: column "Refund"/);
  });

  test.each([
    [['--csv', 'absent.csv', '--goal', 'x'], 2, /does not exist/],
    [['--csv', 'customers.csv', '--goal', 'Chrun'], 2, /did you mean "Churn"/],
    [
      ['--csv', 'ragged.csv', '--goal', 'b'],
      1,
      /ragged\.csv:3:2: 1 fields where the header has 2 \[learning\.bad-data\]/,
    ],
    [['--csv', 'word.csv', '--goal', 'b'], 1, /word\.csv:61:1: "many" is not a number/],
    [['--csv', 'few.csv', '--goal', 'b'], 1, /at least 20 rows that reached the goal.*\[learning\.no-data\]/],
    [['--csv', 'three.csv', '--goal', 'b'], 1, /needs two values, not 3/],
    [
      ['--csv', 'customers.csv', '--goal', 'Churn', '--name', 'lead-score'],
      2,
      /a model of the server itself/,
    ],
  ])('refuses %j', async (words, code, message) => {
    place.put('ragged.csv', 'a,b\n1,yes\n2\n');
    place.put('word.csv', `a,b\n${'1,yes\n'.repeat(59)}many,no\n`);
    place.put('few.csv', 'a,b\n1,yes\n2,no\n');
    place.put('three.csv', 'a,b\n1,yes\n2,no\n3,perhaps\n');
    const said = await place.leadline('train', 'leads', ...words);
    expect([said.code, said.err]).toEqual([code, expect.stringMatching(message)]);
  });
});

describe('score leads', () => {
  test('adds score, bounds and reasons that add up, to rows it has not seen', async () => {
    const csv = place.put('new.csv', customers({ seed: 3, strength: 1 }));
    const rows = await place.json('score', 'leads', '--csv', csv, '--out', 'scored.csv');
    expect(rows).toHaveLength(600);
    for (const { score, low, high } of rows as unknown as Record<'score' | 'low' | 'high', number>[]) {
      expect(low <= score && score <= high && low >= 0 && high <= 1).toBe(true);
    }
    const best = [...rows].sort((a, b) => (b.score as number) - (a.score as number))[0]!;
    expect((best.reasons as { text: string }[])[0]!.text).toMatch(/Visits is high|Plan is team/);
    const [header, first] = readFileSync(join(place.folder, 'scored.csv'), 'utf8').split('\r\n');
    expect(header).toMatch(/,score,low,high,reasons$/);
    expect(first).toMatch(/^C-1000,/);
  });

  test('says which columns and words it does not know, and refuses another table', async () => {
    const lines = customers({ seed: 4, strength: 1 }).replaceAll('"team"', 'galaxy').split('\r\n');
    const csv = place.put('other.csv', lines.map((line) => line.replace('Spend', 'Outlay')).join('\r\n'));
    const { code, err } = await place.leadline('score', 'leads', '--csv', csv);
    expect(code).toBe(0);
    expect(err).toMatch(/no column Spend/);
    expect(err).toMatch(/Column "Plan" holds values in \d+ rows that the model has never seen/);
    const foreign = await place.leadline('score', 'leads', '--csv', place.put('foreign.csv', 'a,b\n1,2\n'));
    expect([foreign.code, foreign.err]).toEqual([2, expect.stringMatching(/lacks most of the columns/)]);
    const none = await place.leadline('score', 'leads', '--csv', csv, '--model', 'nobody');
    expect([none.code, none.err]).toEqual([
      1,
      expect.stringMatching(/no active model "nobody"; train one.*\[learning\.no-model\]/),
    ]);
  });
});
