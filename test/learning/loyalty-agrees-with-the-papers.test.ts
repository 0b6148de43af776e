import { describe, expect, it } from '@jest/globals';
import { hypergeometric, lnGamma } from '../../learning/numerics/special-functions.js';
import { summarisePurchases } from '../../learning/purchases/purchase-history.js';
import {
  expectedPurchases,
  fitPurchaseRate,
  logLikelihood,
  type PurchaseRateModel,
  probabilityAlive,
} from '../../learning/purchases/purchase-rate-model.js';
import { expectedAmount, fitPurchaseValue } from '../../learning/purchases/purchase-value-model.js';
import { seededRandom } from '../../protocol/random.js';

/** Estimates published in Fader, Hardie, Lee (2005) for CDNOW. */
const PUBLISHED: PurchaseRateModel = { kind: 'bg-nbd', r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };

describe('purchase models', () => {
  it('give the expectation that the authors publish for one customer', () => {
    const history = { repeats: 2, lastAt: 30.43, observed: 38.86 };
    expect(expectedPurchases(PUBLISHED, history, 39)).toBeCloseTo(1.226, 3);
    expect(expectedPurchases({ ...PUBLISHED, a: 0.9 }, history, 39)).not.toBeCloseTo(1.226, 3);
    expect(probabilityAlive(PUBLISHED, { repeats: 0, lastAt: 0, observed: 38.86 })).toBe(1);
  });

  it('give the amounts that follow from the parameters published for CDNOW', () => {
    /** Fader, Hardie (2013): p = 6.25, q = 3.74, gamma = 15.44. */
    const published = { kind: 'gamma-gamma', p: 6.25, q: 3.74, gamma: 15.44 } as const;
    // By hand: p (gamma + m x) / (p x + q - 1); first 6.25 * (15.44 + 44.7) / 15.24, then 6.25 * 15.44 / 2.74.
    expect(expectedAmount(published, { repeats: 2, meanAmount: 22.35 })).toBeCloseTo(24.664, 3);
    expect(expectedAmount(published, { repeats: 0, meanAmount: 0 })).toBeCloseTo(35.219, 3);
    expect(expectedAmount({ ...published, q: 4 }, { repeats: 2, meanAmount: 22.35 })).not.toBeCloseTo(
      24.664,
      1,
    );
    expect(expectedAmount({ ...published, q: 1 }, { repeats: 0, meanAmount: 0 })).toBeNaN();
  });

  it('find the parameters of a generated world again', () => {
    const random = seededRandom(11);
    const truth: PurchaseRateModel = { kind: 'bg-nbd', r: 1, alpha: 5, a: 1, b: 3 };
    const histories = Array.from({ length: 3000 }, () => {
      const rate = -Math.log(1 - random.next()) / truth.alpha;
      const leave = 1 - random.next() ** (1 / truth.b);
      const observed = 20 + random.integer(20);
      let at = 0;
      let repeats = 0;
      for (;;) {
        const next = at - Math.log(1 - random.next()) / rate;
        if (next > observed) break;
        at = next;
        repeats++;
        if (random.next() < leave) break;
      }
      return { repeats, lastAt: at, observed };
    });
    const fitted = fitPurchaseRate(histories);
    const likelihood = (model: PurchaseRateModel) =>
      histories.reduce((sum, h) => sum + logLikelihood(model, h), 0);
    expect(likelihood(fitted)).toBeGreaterThanOrEqual(likelihood(truth));
    expect(Math.abs(fitted.r - 1)).toBeLessThan(0.2);
    expect(Math.abs(fitted.alpha - 5)).toBeLessThan(1.2);
    expect(Math.abs(fitted.a / (fitted.a + fitted.b) - 0.25)).toBeLessThan(0.05);
  });

  it('find the mean amount of a generated world again, and shrink it for customers with few purchases', () => {
    const random = seededRandom(12);
    const gamma = (shape: number) =>
      Array.from({ length: shape }, () => -Math.log(1 - random.next())).reduce((a, b) => a + b, 0);
    const histories = Array.from({ length: 4000 }, () => {
      const scale = gamma(4) / 15;
      const repeats = 1 + random.integer(6);
      const amounts = Array.from({ length: repeats }, () => gamma(6) / scale);
      return { repeats, meanAmount: amounts.reduce((a, b) => a + b, 0) / repeats };
    });
    const model = fitPurchaseValue(histories);
    expect(Math.abs(expectedAmount(model, { repeats: 0, meanAmount: 0 }) - (6 * 15) / 3)).toBeLessThan(2);
    const few = expectedAmount(model, { repeats: 1, meanAmount: 100 });
    const many = expectedAmount(model, { repeats: 20, meanAmount: 100 });
    expect(few).toBeLessThan(many);
    expect(many).toBeLessThan(100);
  });

  it('count days, not receipts, and only those observed', () => {
    const purchases = [
      { customer: 'a', day: 0, amount: 5 },
      { customer: 'a', day: 7, amount: 10 },
      { customer: 'a', day: 7, amount: 20 },
      { customer: 'a', day: 99, amount: 1 },
      { customer: 'b', day: 99, amount: 1 },
    ];
    expect(summarisePurchases(purchases, { endDay: 70 })).toEqual([
      { customer: 'a', repeats: 1, lastAt: 1, observed: 10, meanAmount: 30 },
    ]);
    expect(() => fitPurchaseRate([{ repeats: 0, lastAt: 0, observed: 3 }])).toThrow(/bought again/);
  });
});

describe('special functions', () => {
  it('have their known values', () => {
    expect(lnGamma(5)).toBeCloseTo(Math.log(24), 12);
    expect(lnGamma(0.5)).toBeCloseTo(Math.log(Math.sqrt(Math.PI)), 12);
    expect(hypergeometric({ a: 1, b: 1, c: 2 }, 0.5)).toBeCloseTo(2 * Math.log(2), 12);
    expect(hypergeometric({ a: 2, b: 3, c: 3 }, 0.25)).toBeCloseTo((1 - 0.25) ** -2, 12);
  });
});
