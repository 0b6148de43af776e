/**
 * How well purchases were foretold: fitted on the first part of the time, checked on the rest. Called by loyalty commands; it reads no files.
 */
import { correlationOf } from '../metrics/correlation.js';
import { type CustomerHistory, type Purchase, summarisePurchases } from './purchase-history.js';
import { expectedPurchases, fitPurchaseRate, type PurchaseRateModel } from './purchase-rate-model.js';

export interface PurchaseBackTest {
  readonly model: PurchaseRateModel;
  /** Customers that had bought by the end of the first part. */
  readonly customers: number;
  readonly calibrationDays: number;
  readonly holdoutDays: number;
  /** Purchase days per customer in the rest: foretold against real. */
  readonly correlation: number;
  /** Mean absolute error, in purchase days. */
  readonly mae: number;
  /** Foretold over real total, minus 1. */
  readonly totalError: number;
  /** The same for the forecast that everybody goes on at his own rate so far. */
  readonly naiveCorrelation: number;
  readonly naiveMae: number;
}

const DAYS_PER_UNIT = 7;

/** @param endDay last day of the first part. Fault `learning.no-data` without a repeat purchase there. */
export function backTestPurchases(purchases: readonly Purchase[], endDay: number): PurchaseBackTest {
  const days = purchases.map(({ day }) => day);
  const first = days.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const last = days.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const histories = summarisePurchases(purchases, { endDay, unitDays: DAYS_PER_UNIT });
  const model = fitPurchaseRate(histories);
  const holdoutDays = last - endDay;
  const actual = purchaseDaysAfter(purchases, histories, endDay);
  const weeks = holdoutDays / DAYS_PER_UNIT;
  const expected = histories.map((history) => expectedPurchases(model, history, weeks));
  const naive = histories.map(({ repeats, observed }) => (observed > 0 ? (repeats / observed) * weeks : 0));
  return {
    model,
    customers: histories.length,
    calibrationDays: endDay - first + 1,
    holdoutDays,
    correlation: correlationOf(actual, expected),
    mae: meanError(actual, expected),
    totalError: sum(expected) / Math.max(sum(actual), 1) - 1,
    naiveCorrelation: correlationOf(actual, naive),
    naiveMae: meanError(actual, naive),
  };
}

function purchaseDaysAfter(
  purchases: readonly Purchase[],
  histories: readonly CustomerHistory[],
  endDay: number,
): number[] {
  const days = new Map<string, Set<number>>();
  for (const { customer, day } of purchases) {
    if (day > endDay) days.set(customer, (days.get(customer) ?? new Set<number>()).add(day));
  }
  return histories.map(({ customer }) => days.get(customer)?.size ?? 0);
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

function meanError(actual: readonly number[], given: readonly number[]): number {
  return sum(actual.map((value, i) => Math.abs(value - given[i]!))) / actual.length;
}
