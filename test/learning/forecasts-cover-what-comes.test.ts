import { describe, expect, it } from '@jest/globals';
import { fitSeasonal, forecastSeasonal } from '../../learning/forecasting/seasonal-forecast.js';
import { intervalCoverage, meanAbsoluteScaledError } from '../../learning/metrics/forecast-error.js';
import { shrinkRate, shrinkScore } from '../../learning/uncertainty/shrinkage.js';
import { fitVennAbers, predictVennAbers } from '../../learning/uncertainty/venn-abers.js';
import { seededRandom } from '../../protocol/random.js';

const WEEK = [0, 2, 4, 3, 1, -4, -6];

/** Generated: level 50, a weekly pattern, a trend, noise of standard deviation 2. */
function makeSeries(seed: number, length: number, trend = 0.1): number[] {
  const random = seededRandom(seed);
  return Array.from({ length }, (_, t) => 50 + trend * t + WEEK[t % 7]! + 2 * random.normal());
}

describe('seasonal forecasts', () => {
  it('beat the seasonal naive forecast, and their 95 % intervals cover about 95 %', () => {
    const errors: number[] = [];
    const covered: number[] = [];
    for (let seed = 1; seed <= 20; seed++) {
      const series = makeSeries(seed, 98);
      const training = series.slice(0, 84);
      const actual = series.slice(84);
      const forecast = forecastSeasonal(fitSeasonal(training, 7), 14);
      errors.push(
        meanAbsoluteScaledError(
          actual,
          forecast.map((p) => p.value),
          { training, season: 7 },
        ),
      );
      covered.push(
        intervalCoverage(
          actual,
          forecast.map((p) => p.low),
          forecast.map((p) => p.high),
        ),
      );
    }
    const mean = (list: number[]) => list.reduce((a, b) => a + b, 0) / list.length;
    expect(mean(errors)).toBeLessThan(0.85);
    expect(mean(covered)).toBeGreaterThan(0.88);
    expect(mean(covered)).toBeLessThan(0.99);
  });

  it('use a season only where there is one', () => {
    const random = seededRandom(5);
    expect(fitSeasonal(makeSeries(1, 84), 7).form).toContain('season');
    expect(
      fitSeasonal(
        Array.from({ length: 84 }, () => 10 + random.normal()),
        7,
      ).form,
    ).not.toContain('season');
    expect(() => fitSeasonal([1, 2, 3], 7)).toThrow(/two seasons/);
  });

  it('grow less sure the farther they look', () => {
    const forecast = forecastSeasonal(fitSeasonal(makeSeries(2, 84), 7), 10);
    const widths = forecast.map((point) => point.high - point.low);
    for (let i = 1; i < widths.length; i++) expect(widths[i]!).toBeGreaterThanOrEqual(widths[i - 1]!);
  });

  it('score 1 for the seasonal naive forecast itself, by hand', () => {
    const training = [1, 2, 3, 4];
    expect(meanAbsoluteScaledError([5, 6], [4, 5], { training, season: 1 })).toBe(1);
    expect(meanAbsoluteScaledError([5, 6], [5, 6], { training, season: 1 })).toBe(0);
  });
});

describe('uncertainty', () => {
  it('gives Venn-Abers bounds that hold the true rate and narrow with data', () => {
    const random = seededRandom(6);
    const sample = (count: number) => {
      const scores = Array.from({ length: count }, () => Math.floor(random.next() * 10) / 10);
      return fitVennAbers(
        scores,
        scores.map((score) => (random.next() < 0.1 + 0.8 * score ? 1 : 0)),
      );
    };
    const width = (model: ReturnType<typeof sample>) => {
      const { low, high, probability } = predictVennAbers(model, 0.5);
      expect(low).toBeLessThanOrEqual(probability);
      expect(high).toBeGreaterThanOrEqual(probability);
      return high - low;
    };
    const [small, large] = [sample(40), sample(2000)];
    expect(width(large)).toBeLessThan(width(small));
    expect(Math.abs(predictVennAbers(large, 0.5).probability - 0.5)).toBeLessThan(0.1);
  });

  it('moves a rate from few observations to the prior, and leaves a rate from many', () => {
    expect(shrinkRate({ positives: 0, count: 0 }, 0.1).rate).toBeCloseTo(0.1, 12);
    expect(shrinkRate({ positives: 2, count: 2 }, 0.1).rate).toBeLessThan(0.25);
    expect(shrinkRate({ positives: 5000, count: 10_000 }, 0.1).rate).toBeCloseTo(0.5, 2);
    const few = shrinkRate({ positives: 2, count: 10 }, 0.1);
    const many = shrinkRate({ positives: 200, count: 1000 }, 0.1);
    expect(few.high - few.low).toBeGreaterThan(many.high - many.low);
    expect(shrinkScore(0.9, 0.1, { conversions: 0 })).toBeCloseTo(0.1, 9);
    expect(shrinkScore(0.9, 0.1, { conversions: 100_000 })).toBeCloseTo(0.9, 2);
  });
});
