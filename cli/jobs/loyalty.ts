/** The job of `leadline loyalty`: who will buy again and for how much, checked on the later half of the time. Runs in the job worker. */
import {
  backTestPurchases,
  expectedAmount,
  expectedPurchases,
  fitPurchaseRate,
  fitPurchaseValue,
  isoDay,
  type Purchase,
  type PurchaseBackTest,
  type PurchaseValueModel,
  probabilityAlive,
  summarisePurchases,
  type TrainingRun,
} from '../../learning/index.js';
import { Fault } from '../../protocol/index.js';
import { csvText } from './csv-text.js';
import { writeOutFile } from './data-file.js';
import { type PurchaseColumns, readPurchases } from './purchase-file.js';

export interface LoyaltyOrder {
  readonly csv: string;
  readonly columns: PurchaseColumns;
  readonly out?: string;
}

/** A named group of the RFM table. */
export interface LoyaltyGroup {
  readonly name: string;
  readonly customers: number;
  readonly revenueShare: number;
  readonly expectedPurchases: number;
}

export interface LoyaltyResult {
  readonly backTest: PurchaseBackTest;
  readonly purchases: number;
  readonly customers: number;
  readonly firstDay: string;
  readonly lastDay: string;
  readonly horizonDays: number;
  readonly groups: readonly LoyaltyGroup[];
  /** Expected purchases and revenue of all customers over the horizon. */
  readonly expectedTotal: number;
  readonly expectedRevenue: number | undefined;
  readonly remarks: readonly string[];
}

const DAYS_PER_UNIT = 7;
const LEAST_DAYS = 14;

export async function loyalty(order: LoyaltyOrder, run: TrainingRun): Promise<LoyaltyResult> {
  run.onProgress?.({ stage: 'reading purchases', done: 0, total: 3 });
  const { purchases, hasAmounts, remarks } = readPurchases(order.csv, order.columns);
  const span = spanOf(purchases);
  if (span.last - span.first < LEAST_DAYS)
    throw new Fault(
      'learning.no-data',
      `${order.csv} spans fewer than ${LEAST_DAYS} days: too short to fit on one half and check on the other.`,
    );
  run.onProgress?.({ stage: 'fitting who buys again', done: 1, total: 3 });
  const half = Math.floor((span.last - span.first + 1) / 2);
  const backTest = backTestPurchases(purchases, span.first + half - 1);
  run.onProgress?.({ stage: 'fitting who buys again', done: 2, total: 3 });
  const rows = customerRows(purchases, span, { hasAmounts, horizonDays: backTest.holdoutDays });
  if (order.out !== undefined) writeOutFile(order.out, tableText(rows));
  const revenue = rows.reduce((sum, row) => sum + (row.value ?? 0), 0);
  return {
    backTest,
    purchases: purchases.length,
    customers: rows.length,
    firstDay: isoDay(span.first),
    lastDay: isoDay(span.last),
    horizonDays: backTest.holdoutDays,
    groups: groupsOf(rows),
    expectedTotal: rows.reduce((sum, row) => sum + row.expected, 0),
    expectedRevenue: rows.some((row) => row.value !== undefined) ? revenue : undefined,
    remarks,
  };
}

interface Span {
  readonly first: number;
  readonly last: number;
}

function spanOf(purchases: readonly Purchase[]): Span {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const { day } of purchases) {
    first = Math.min(first, day);
    last = Math.max(last, day);
  }
  return { first, last };
}

interface CustomerRow {
  readonly customer: string;
  readonly recencyDays: number;
  readonly purchaseDays: number;
  readonly spent: number;
  /** Fifths, 5 is best: recency, frequency, money. */
  readonly rfm: readonly [number, number, number];
  readonly alive: number;
  readonly expected: number;
  readonly amount: number | undefined;
  readonly value: number | undefined;
}

interface Outlook {
  readonly hasAmounts: boolean;
  readonly horizonDays: number;
}

function customerRows(purchases: readonly Purchase[], span: Span, outlook: Outlook): CustomerRow[] {
  const histories = summarisePurchases(purchases, { endDay: span.last, unitDays: DAYS_PER_UNIT });
  const rate = fitPurchaseRate(histories);
  const values = outlook.hasAmounts ? valueModel(histories) : undefined;
  const spent = new Map<string, number>();
  for (const { customer, amount } of purchases) spent.set(customer, (spent.get(customer) ?? 0) + amount);
  const recency = histories.map(({ observed, lastAt }) => Math.round((observed - lastAt) * DAYS_PER_UNIT));
  const money = histories.map(({ customer }) => spent.get(customer)!);
  const fifths = [
    fifthsOf(recency.map((days) => -days)),
    fifthsOf(histories.map(({ repeats }) => repeats)),
    fifthsOf(money),
  ] as const;
  return histories.map((history, i) => {
    const expected = expectedPurchases(rate, history, outlook.horizonDays / DAYS_PER_UNIT);
    const amount = values === undefined ? undefined : knownNumber(expectedAmount(values, history));
    return {
      customer: history.customer,
      recencyDays: recency[i]!,
      purchaseDays: history.repeats + 1,
      spent: money[i]!,
      rfm: [fifths[0][i]!, fifths[1][i]!, fifths[2][i]!],
      alive: probabilityAlive(rate, history),
      expected,
      amount,
      value: amount === undefined ? undefined : amount * expected,
    };
  });
}

const knownNumber = (value: number) => (Number.isFinite(value) ? value : undefined);

/** Undefined where nobody with an amount bought again. */
function valueModel(histories: Parameters<typeof fitPurchaseValue>[0]): PurchaseValueModel | undefined {
  return histories.some(({ repeats, meanAmount }) => repeats > 0 && meanAmount > 0)
    ? fitPurchaseValue(histories)
    : undefined;
}

/** 1..5 by the share of customers at or below; equal values share a fifth. */
function fifthsOf(values: readonly number[]): number[] {
  const sorted = Float64Array.from(values).sort();
  const ranks = new Map<number, number>();
  sorted.forEach((value, i) => {
    ranks.set(value, i + 1);
  });
  return values.map((value) => Math.min(5, Math.max(1, Math.ceil((ranks.get(value)! / values.length) * 5))));
}

const GROUPS: readonly { readonly name: string; readonly has: (r: number, f: number) => boolean }[] = [
  { name: 'buy often and lately', has: (r, f) => r >= 4 && f >= 4 },
  { name: 'bought often, not lately', has: (r, f) => r <= 2 && f >= 4 },
  { name: 'bought lately, seldom before', has: (r, f) => r >= 4 && f <= 3 },
  { name: 'bought seldom, long ago', has: (r, f) => r <= 2 && f <= 3 },
  { name: 'in between', has: () => true },
];

function groupsOf(rows: readonly CustomerRow[]): LoyaltyGroup[] {
  const revenue = rows.reduce((sum, row) => sum + row.spent, 0);
  const groupOf = ({ rfm: [r, f] }: CustomerRow) => GROUPS.find(({ has }) => has(r, f))!.name;
  return GROUPS.map(({ name }) => {
    const members = rows.filter((row) => groupOf(row) === name);
    const sum = (of: (row: CustomerRow) => number) => members.reduce((total, row) => total + of(row), 0);
    return {
      name,
      customers: members.length,
      revenueShare: revenue > 0 ? sum((row) => row.spent) / revenue : 0,
      expectedPurchases: members.length > 0 ? sum((row) => row.expected) / members.length : 0,
    };
  });
}

function tableText(rows: readonly CustomerRow[]): string {
  const header = [
    'customer',
    'recency_days',
    'purchase_days',
    'spent',
    'recency_fifth',
    'frequency_fifth',
    'money_fifth',
    'probability_alive',
    'expected_purchases',
    'expected_amount',
    'expected_value',
  ];
  const number = (value: number | undefined, digits: number) => value?.toFixed(digits) ?? '';
  return csvText(
    header,
    [...rows]
      .sort((a, b) => (b.value ?? b.expected) - (a.value ?? a.expected))
      .map((row) => [
        row.customer,
        String(row.recencyDays),
        String(row.purchaseDays),
        number(row.spent, 2),
        ...row.rfm.map(String),
        number(row.alive, 4),
        number(row.expected, 3),
        number(row.amount, 2),
        number(row.value, 2),
      ]),
  );
}
