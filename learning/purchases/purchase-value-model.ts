/**
 * How much customers spend per purchase: the gamma-gamma model (Fader, Hardie 2013, "The Gamma-Gamma Model of Monetary Value"). Called by
 * loyalty beside the purchase rate; it assumes that amount and frequency are independent.
 */
import { Fault } from '../../protocol/index.js';
import { minimise } from '../numerics/nelder-mead.js';
import { lnGamma } from '../numerics/special-functions.js';
import type { CustomerHistory } from './purchase-history.js';

export interface PurchaseValueModel {
  readonly kind: 'gamma-gamma';
  readonly p: number;
  readonly q: number;
  readonly gamma: number;
}

type ValueHistory = Pick<CustomerHistory, 'repeats' | 'meanAmount'>;

/** Maximum likelihood over customers with repeat purchases. Fault `learning.no-data` without any. */
export function fitPurchaseValue(histories: readonly ValueHistory[]): PurchaseValueModel {
  const buyers = histories.filter((history) => history.repeats > 0 && history.meanAmount > 0);
  if (buyers.length === 0)
    throw new Fault('learning.no-data', 'A value model needs customers who bought again.');
  const negative = (logs: readonly number[]) => {
    const model = fromLogs(logs);
    const sum = buyers.reduce((total, history) => total - logLikelihood(model, history), 0) / buyers.length;
    return Number.isFinite(sum) ? sum : 1e12;
  };
  return fromLogs(minimise(negative, [1, 1, 2], { tolerance: 1e-10, maxEvaluations: 1500 }).point);
}

function fromLogs(logs: readonly number[]): PurchaseValueModel {
  const [p, q, gamma] = logs.map((log) => Math.exp(Math.min(Math.max(log, -10), 12)));
  return { kind: 'gamma-gamma', p: p!, q: q!, gamma: gamma! };
}

function logLikelihood(
  { p, q, gamma }: PurchaseValueModel,
  { repeats: x, meanAmount: m }: ValueHistory,
): number {
  return (
    lnGamma(p * x + q) -
    lnGamma(p * x) -
    lnGamma(q) +
    q * Math.log(gamma) +
    (p * x - 1) * Math.log(m) +
    p * x * Math.log(x) -
    (p * x + q) * Math.log(gamma + m * x)
  );
}

/** Expected mean amount of future purchases; for a customer without repeats the mean of all. NaN when q <= 1 leaves it undefined. */
export function expectedAmount(
  { p, q, gamma }: PurchaseValueModel,
  { repeats: x, meanAmount: m }: ValueHistory,
): number {
  const denominator = p * x + q - 1;
  return denominator > 0 ? (p * (gamma + m * x)) / denominator : Number.NaN;
}
