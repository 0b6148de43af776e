/** Summarises transactions per customer as purchase models need them. Called by loyalty; dates are days on any common scale. */

export interface Purchase {
  readonly customer: string;
  /** Day number. */
  readonly day: number;
  readonly amount: number;
}

export interface CustomerHistory {
  readonly customer: string;
  /** Days with a purchase after the first one. */
  readonly repeats: number;
  /** First to last purchase, in units. */
  readonly lastAt: number;
  /** First purchase to the end of observation, in units. */
  readonly observed: number;
  /** Mean amount of the repeat purchases; 0 without any. */
  readonly meanAmount: number;
}

export interface HistoryWindow {
  /** Last day observed. */
  readonly endDay: number;
  /** Days of one unit of time (default 7: weeks). */
  readonly unitDays?: number;
}

/** One entry per customer with a purchase by `endDay`, in order of first appearance; purchases of one day count once. O(n log n). */
export function summarisePurchases(purchases: readonly Purchase[], window: HistoryWindow): CustomerHistory[] {
  const unit = window.unitDays ?? 7;
  const days = new Map<string, Map<number, number>>();
  for (const { customer, day, amount } of purchases) {
    if (day > window.endDay) continue;
    const own = days.get(customer) ?? new Map<number, number>();
    own.set(day, (own.get(day) ?? 0) + amount);
    days.set(customer, own);
  }
  return [...days].map(([customer, own]) => {
    const ordered = [...own].sort((a, b) => a[0] - b[0]);
    const first = ordered[0]![0];
    const repeats = ordered.slice(1);
    const total = repeats.reduce((sum, [, amount]) => sum + amount, 0);
    return {
      customer,
      repeats: repeats.length,
      lastAt: (ordered.at(-1)![0] - first) / unit,
      observed: (window.endDay - first) / unit,
      meanAmount: repeats.length > 0 ? total / repeats.length : 0,
    };
  });
}
