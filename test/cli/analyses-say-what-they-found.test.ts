/** Promise: `segment`, `loyalty` and `uplift` find what is in a table, say so in words, and claim nothing where there is nothing. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { seededRandom } from '../../protocol/index.js';
import { openWorkplace } from './in-a-terminal.js';

const place = openWorkplace();
afterAll(() => place.close());

describe('segment', () => {
  test('finds the kinds of customers there are and leaves the ids out', async () => {
    const random = seededRandom(1);
    const rows = Array.from({ length: 150 }, (_, i) => {
      const isBig = i % 3 === 0;
      return `${9000 + i},${isBig ? 'web' : 'shop'},${(isBig ? 500 : 50) + random.normal() * 10}`;
    });
    const csv = place.put('kinds.csv', `customer_id,channel,spend\n${rows.join('\n')}\n`);
    const [found] = await place.json('segment', '--csv', csv, '--out', 'segmented.csv');
    const segments = found!.segments as { size: number; traits: { column: string }[] }[];
    expect(segments.map(({ size }) => size).sort((a, b) => a - b)).toEqual([50, 100]);
    expect(found!.silhouette as number).toBeGreaterThan(0.6);
    expect(found!.leftOut).toEqual([{ column: 'customer_id', why: 'counts the rows' }]);
    expect(readFileSync(join(place.folder, 'segmented.csv'), 'utf8')).toMatch(
      /^customer_id,channel,spend,segment,segment_name\r\n9000,/,
    );
  });

  test('says that groups of noise run into each other', async () => {
    const random = seededRandom(2);
    const rows = Array.from({ length: 200 }, () =>
      Array.from({ length: 6 }, () => random.normal()).join(','),
    );
    const { out } = await place.leadline(
      'segment',
      '--csv',
      place.put('noise.csv', `a,b,c,d,e,f\n${rows.join('\n')}\n`),
    );
    expect(out).toMatch(/run into each other/);
  });
});

describe('loyalty', () => {
  /** Generated: some buy every week, some once. */
  function purchases(write: (customer: number, day: number, amount: number) => string): string[] {
    const random = seededRandom(3);
    return Array.from({ length: 120 }, (_, customer) => {
      const often = customer % 3 === 0;
      const days = Array.from({ length: 200 }, (_d, day) => day).filter(
        (day) => day === customer % 30 || (often && random.next() < 0.12),
      );
      return days.map((day) => write(customer, day, 10 + Math.floor(20 * random.next())));
    }).flat();
  }
  const dayOf = (day: number) => new Date(Date.UTC(2023, 0, 1 + day));
  const cdnow = purchases(
    (customer, day, amount) =>
      ` ${String(customer).padStart(5, '0')} ${dayOf(day).toISOString().slice(0, 10).replaceAll('-', '')}  1 ${amount.toFixed(2)}`,
  );
  const keys = ['correlation', 'mae', 'totalError'];

  test('gives the same figures for the CDNOW table and for CSVs with other headers, dates and numbers', async () => {
    const [expected] = await place.json(
      'loyalty',
      '--csv',
      place.put('cdnow.txt', cdnow.join('\n')),
      '--out',
      'value.csv',
    );
    expect(expected!.correlation as number).toBeGreaterThan(0.8);
    expect(expected!.correlation as number).toBeGreaterThan(0);
    const german = purchases((customer, day, amount) => {
      const date = dayOf(day);
      return `${String(customer).padStart(5, '0')};${date.getUTCDate()}.${date.getUTCMonth() + 1}.${date.getUTCFullYear()};1;${amount},00`;
    });
    const invoices = purchases((customer, day, amount) => {
      const date = dayOf(day);
      return `A${customer * 7}-${day},${date.getUTCMonth() + 1}/${date.getUTCDate()}/${date.getUTCFullYear()} 8:26,${String(customer).padStart(5, '0')},2,${amount / 2}`;
    });
    const files = [
      place.put('german.csv', `Client;Order Date;Qty;Total\n${german.join('\n')}\n`),
      place.put(
        'invoices.csv',
        `InvoiceNo,InvoiceDate,CustomerID,Quantity,UnitPrice\n${invoices.join('\n')}\n`,
      ),
    ];
    for (const csv of files) {
      const [figures] = await place.json('loyalty', '--csv', csv);
      for (const key of keys)
        expect([csv, key, figures![key]]).toEqual([csv, key, expect.closeTo(expected![key] as number, 6)]);
    }
    const table = readFileSync(join(place.folder, 'value.csv'), 'utf8').trim().split('\r\n');
    expect(table).toHaveLength(121);
    expect(Number(table[1]!.split(',')[0]) % 3).toBe(0);
  });

  test.each([
    [
      'nobody.csv',
      'date,amount\n2024-01-01,5\n',
      2,
      /no column looks like the customer; name it with --customer/,
    ],
    [
      'never.csv',
      'customer,date\na,2024-01-01\nb,never\nc,2024-02-01\nd,2024-03-01\n',
      1,
      /never\.csv:3:2: "never" is not a date/,
    ],
    ['cut.txt', '1 20240101 1 5.0\n2 20240101 one 5.0\n', 1, /cut\.txt:2:1: this line is not/],
    [
      'once.csv',
      'customer,date\na,2024-01-01\nb,2024-02-01\n',
      1,
      /customers who bought again.*\[learning\.no-data\]/,
    ],
  ])('refuses %s', async (name, content, code, message) => {
    const said = await place.leadline('loyalty', '--csv', place.put(name, content));
    expect([said.code, said.err]).toEqual([code, expect.stringMatching(message)]);
  });
});

describe('uplift', () => {
  /** Generated: the letter helps the old by `strength`; `order_value` is there only where they bought. */
  function trial(strength: number): string {
    const random = seededRandom(4);
    const rows = Array.from({ length: 2500 }, () => {
      const isOld = random.integer(2);
      const arm = random.pick(['Letter', 'None', 'Phone']);
      const bought = random.next() < 0.2 + (arm === 'Letter' ? strength * isOld : 0);
      return `${arm},${isOld},${random.integer(90)},${bought ? 1 : 0},${bought ? 5 + random.integer(50) : 0}`;
    });
    return `arm,old,age,bought,order_value\n${rows.join('\n')}\n`;
  }
  const words = ['--treatment', 'arm', '--treated', 'letter', '--control', 'none', '--outcome', 'bought'];

  test('finds whom a treatment helps, without other outcomes and without a promise', async () => {
    const [found] = await place.json('uplift', '--csv', place.put('trial.csv', trial(0.4)), ...words);
    expect(found!.columns).toEqual(['old', 'age']);
    expect((found!.notUsed as { column: string }[]).map(({ column }) => column)).toEqual(['order_value']);
    expect(found!.effectLow as number).toBeGreaterThan(0);
    expect(found!.qiniLow as number).toBeGreaterThan(found!.qiniNullHigh as number);
    expect(found!.conclusion).toMatch(/only a new trial with a control group can tell/);
  });

  test('claims nothing where the treatment does nothing', async () => {
    const [found] = await place.json('uplift', '--csv', place.put('nothing.csv', trial(0)), ...words);
    expect(found!.effectLow as number).toBeLessThan(0);
    expect(found!.conclusion).toMatch(
      /does not show that the treatment changed bought.*cannot be told from a random ranking/,
    );
  });

  test('lists the values there are when one is mistyped', async () => {
    const { code, err } = await place.leadline(
      'uplift',
      '--csv',
      'trial.csv',
      ...words.map((word) => (word === 'none' ? 'nobody' : word)),
    );
    expect([code, err]).toEqual([
      2,
      expect.stringMatching(/holds "nobody" \(--control\) in 0 rows.*Letter.*\[usage\.wrong\]/),
    ]);
  });
});
