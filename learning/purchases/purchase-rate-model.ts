/**
 * How often customers will buy: the BG/NBD model (Fader, Hardie, Lee 2005, "Counting Your Customers the Easy Way"). Called by loyalty.
 * Time is in the unit of the histories (weeks by default).
 */
import { Fault } from '../../protocol/index.js';
import { minimise } from '../numerics/nelder-mead.js';
import { hypergeometric } from '../numerics/special-functions.js';
import type { CustomerHistory } from './purchase-history.js';

export interface PurchaseRateModel {
  readonly kind: 'bg-nbd';
  /** Gamma of the purchase rate: shape r, scale alpha. */
  readonly r: number;
  readonly alpha: number;
  /** Beta of the probability to leave after a purchase. */
  readonly a: number;
  readonly b: number;
}

type RateHistory = Pick<CustomerHistory, 'repeats' | 'lastAt' | 'observed'>;

/** Maximum likelihood by Nelder-Mead on the logs. O(evaluations x distinct histories). Fault `learning.no-data` without a repeat purchase. */
export function fitPurchaseRate(histories: readonly RateHistory[]): PurchaseRateModel {
  if (!histories.some((history) => history.repeats > 0)) {
    throw new Fault('learning.no-data', 'A purchase model needs customers who bought again.');
  }
  const grouped = groupHistories(histories);
  const most = histories.reduce((highest, history) => Math.max(highest, history.repeats), 0);
  const negative = (logs: readonly number[]) => {
    const model = fromLogs(logs);
    const counts = countTerms(model, most);
    let sum = 0;
    for (const { history, count } of grouped)
      sum -= count * (counts[history.repeats]! + timeTerm(model, history));
    return Number.isFinite(sum) ? sum / histories.length : 1e12;
  };
  const { point } = minimise(negative, [0, 1, 0, 1], { tolerance: 1e-10, maxEvaluations: 1500 });
  return fromLogs(point);
}

function fromLogs(logs: readonly number[]): PurchaseRateModel {
  const [r, alpha, a, b] = logs.map((log) => Math.exp(Math.min(Math.max(log, -15), 15)));
  return { kind: 'bg-nbd', r: r!, alpha: alpha!, a: a!, b: b! };
}

function groupHistories(histories: readonly RateHistory[]) {
  const groups = new Map<string, { readonly history: RateHistory; count: number }>();
  for (const history of histories) {
    const key = `${history.repeats} ${history.lastAt} ${history.observed}`;
    const group = groups.get(key);
    if (group) group.count++;
    else groups.set(key, { history, count: 1 });
  }
  return [...groups.values()];
}

/** Equation (6) of the paper, in logs. */
export function logLikelihood(model: PurchaseRateModel, history: RateHistory): number {
  return countTerms(model, history.repeats)[history.repeats]! + timeTerm(model, history);
}

/** The part that depends on the number of repeats alone, for 0..most: the gamma functions as running products. */
function countTerms({ r, alpha, a, b }: PurchaseRateModel, most: number): Float64Array {
  const terms = new Float64Array(most + 1);
  terms[0] = r * Math.log(alpha);
  for (let x = 1; x <= most; x++) {
    const k = x - 1;
    terms[x] = terms[k]! + Math.log(r + k) + Math.log(b + k) - Math.log(a + b + k);
  }
  return terms;
}

function timeTerm(
  { r, alpha, a, b }: PurchaseRateModel,
  { repeats: x, lastAt, observed }: RateHistory,
): number {
  const staying = -(r + x) * Math.log(alpha + observed);
  if (x === 0) return staying;
  const left = Math.log(a) - Math.log(b + x - 1) - (r + x) * Math.log(alpha + lastAt);
  const highest = Math.max(staying, left);
  return highest + Math.log(Math.exp(staying - highest) + Math.exp(left - highest));
}

/** Odds of having left, relative to still being there. */
function leftOdds(
  { r, alpha, a, b }: PurchaseRateModel,
  { repeats: x, lastAt, observed }: RateHistory,
): number {
  if (x === 0) return 0;
  return (a / (b + x - 1)) * ((alpha + observed) / (alpha + lastAt)) ** (r + x);
}

/** Probability that the customer still buys at the end of observation, 0..1. */
export function probabilityAlive(model: PurchaseRateModel, history: RateHistory): number {
  return 1 / (1 + leftOdds(model, history));
}

/** Expected purchases in the next `time` units: equation (10) of the paper. */
export function expectedPurchases(model: PurchaseRateModel, history: RateHistory, time: number): number {
  const { r, alpha, b } = model;
  const a = Math.abs(model.a - 1) < 1e-6 ? 1 + 1e-6 : model.a;
  const { repeats: x, observed } = history;
  const ratio = (alpha + observed) / (alpha + observed + time);
  const series = hypergeometric({ a: r + x, b: b + x, c: a + b + x - 1 }, 1 - ratio);
  const bought = ((a + b + x - 1) / (a - 1)) * (1 - ratio ** (r + x) * series);
  return bought / (1 + leftOdds(model, history));
}
