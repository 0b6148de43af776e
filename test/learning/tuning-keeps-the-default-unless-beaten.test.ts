import { describe, expect, it } from '@jest/globals';
import { drawLearningCurve, judgeLearningCurve, searchParameters } from '../../learning/index.js';

describe('the parameter search', () => {
  const candidates = Array.from({ length: 16 }, (_, i) => ({ x: i }));

  it('finds the best of its candidates with less effort than judging all in full', async () => {
    let effortSpent = 0;
    const judge = async ({ x }: { x: number }, effort: number) => {
      effortSpent += effort;
      return -Math.abs(x - 11);
    };
    const choice = await searchParameters({ candidates, judge, seed: 1, budget: 15 });
    expect(choice.parameters).toEqual({ x: 11 });
    expect(choice.defaultFigure).toBe(-11);
    expect(effortSpent).toBeLessThan(candidates.length / 2);
  });

  it('keeps the default when nothing beats it, and obeys an abort', async () => {
    const judge = async ({ x }: { x: number }) => -x;
    expect(await searchParameters({ candidates, judge, seed: 1 })).toMatchObject({
      parameters: { x: 0 },
      figure: -0,
    });
    const signal = AbortSignal.abort();
    await expect(searchParameters({ candidates, judge, seed: 1, signal })).rejects.toMatchObject({
      code: 'learning.cancelled',
    });
  });
});

describe('the learning curve', () => {
  const curve = (points: readonly (readonly [number, number])[]) =>
    points.map(([training, heldOut], i) => ({ rows: 100 * 2 ** i, training, heldOut }));

  it('tells over-fitting from under-fitting, rising and settled', () => {
    expect(
      judgeLearningCurve(
        curve([
          [1, 0.6],
          [0.99, 0.7],
        ]),
        0.8,
      ).kind,
    ).toBe('over-fits');
    expect(
      judgeLearningCurve(
        curve([
          [0.62, 0.6],
          [0.61, 0.6],
        ]),
        0.8,
      ).kind,
    ).toBe('under-fits');
    expect(
      judgeLearningCurve(
        curve([
          [0.85, 0.8],
          [0.86, 0.83],
        ]),
        0.8,
      ).kind,
    ).toBe('still-rising');
    expect(
      judgeLearningCurve(
        curve([
          [0.86, 0.85],
          [0.86, 0.851],
        ]),
        0.8,
      ).kind,
    ).toBe('settled');
  });

  it('measures growing parts of the rows', async () => {
    const points = await drawLearningCurve(800, async (rows) => ({ training: 1, heldOut: rows / 1000 }));
    expect(points.map((point) => point.rows)).toEqual([100, 200, 400, 800]);
  });
});
