/**
 * BG/NBD on CDNOW (39 weeks to fit, 39 to check) and uplift on Hillstrom (Womens e-mail against none, visit); one JSON line each.
 * Run by hand: npx tsx bench/learning/loyalty-and-uplift.ts. Data through LEADLINE_DATA; skips with a message when absent.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import {
  dropColumns,
  evaluateUplift,
  expectedPurchases,
  fitPurchaseRate,
  type Purchase,
  readTable,
  summarisePurchases,
  takeRows,
} from '../../learning/index.js';
import { DATA } from './data-sets.js';

const DAY_MS = 86_400_000;
const HALF_DAYS = 39 * 7;

function readCdnow(path: string): Purchase[] {
  return readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => {
      const [customer, date, , amount] = line.trim().split(/\s+/);
      const day =
        Date.UTC(Number(date!.slice(0, 4)), Number(date!.slice(4, 6)) - 1, Number(date!.slice(6))) / DAY_MS;
      return { customer: customer!, day, amount: Number(amount) };
    });
}

function benchCdnow(): void {
  const path = join(DATA, 'leads/cdnow/CDNOW_master.txt');
  if (!existsSync(path)) {
    console.log(`skipped: no data in ${DATA}`);
    return;
  }
  const purchases = readCdnow(path);
  const start = purchases.reduce((least, { day }) => Math.min(least, day), Number.POSITIVE_INFINITY);
  const endDay = start + HALF_DAYS - 1;
  const histories = summarisePurchases(purchases, { endDay });
  const began = performance.now();
  const model = fitPurchaseRate(histories);
  const fitMs = Math.round(performance.now() - began);
  const days = new Map<string, Set<number>>();
  for (const { customer, day } of purchases) {
    if (day > endDay && day <= endDay + HALF_DAYS)
      days.set(customer, (days.get(customer) ?? new Set()).add(day));
  }
  const actual = histories.map(({ customer }) => days.get(customer)?.size ?? 0);
  const expected = histories.map((history) => expectedPurchases(model, history, 39));
  const sum = (list: readonly number[]) => list.reduce((a, b) => a + b, 0);
  const mean = (list: readonly number[]) => sum(list) / list.length;
  const centred = { a: mean(actual), e: mean(expected) };
  const cross = mean(actual.map((v, i) => (v - centred.a) * (expected[i]! - centred.e)));
  const spread = (list: readonly number[], centre: number) =>
    Math.sqrt(mean(list.map((v) => (v - centre) ** 2)));
  console.log(
    JSON.stringify({
      set: 'cdnow',
      customers: histories.length,
      ...model,
      correlation: cross / (spread(actual, centred.a) * spread(expected, centred.e)),
      mae: mean(actual.map((v, i) => Math.abs(v - expected[i]!))),
      totalError: sum(expected) / sum(actual) - 1,
      fitMs,
    }),
  );
}

async function benchHillstrom(): Promise<void> {
  const path = join(DATA, 'leads/hillstrom/hillstrom.csv.gz');
  if (!existsSync(path)) {
    console.log(`skipped: no data in ${DATA}`);
    return;
  }
  const table = readTable({
    file: 'hillstrom.csv.gz',
    text: gunzipSync(readFileSync(path)).toString('utf8'),
  });
  const segment = table.columns.find((column) => column.name === 'segment')!;
  if (segment.kind !== 'categorical') return;
  const rows = Array.from(segment.values.keys()).filter(
    (row) => segment.categories[segment.values[row]!] !== 'Mens E-Mail',
  );
  const chosen = takeRows(table, rows);
  const visits = chosen.columns.find((column) => column.name === 'visit')!;
  const evaluation = await evaluateUplift(
    {
      table: dropColumns(chosen, ['segment', 'visit', 'conversion', 'spend']),
      treated: Uint8Array.from(rows, (row) =>
        segment.categories[segment.values[row]!] === 'Womens E-Mail' ? 1 : 0,
      ),
      outcomes: Float64Array.from(visits.values),
    },
    { seed: 1, draws: 100 },
  );
  console.log(JSON.stringify({ set: 'hillstrom womens visit', rows: rows.length, ...evaluation }));
}

benchCdnow();
await benchHillstrom();
