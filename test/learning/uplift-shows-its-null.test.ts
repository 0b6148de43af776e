import { describe, expect, it } from '@jest/globals';
import { qiniCoefficient, qiniCurve } from '../../learning/metrics/qini.js';
import { tableFromRecords } from '../../learning/tables/table.js';
import { evaluateUplift, predictUplift, trainUplift } from '../../learning/uplift/two-model-uplift.js';
import { seededRandom } from '../../protocol/random.js';

/** Generated: the treatment helps the old, by `strength`, and nobody else. */
function makeTrial(seed: number, strength: number) {
  const random = seededRandom(seed);
  const records = Array.from({ length: 3000 }, () => ({ old: random.integer(2), noise: random.normal() }));
  const treated = Uint8Array.from(records, () => random.integer(2));
  const outcomes = Float64Array.from(records, ({ old }, i) =>
    random.next() < 0.2 + strength * old * treated[i]! ? 1 : 0,
  );
  return { table: tableFromRecords(records), treated, outcomes };
}

describe('uplift', () => {
  it('finds whom the treatment helps, above the random null', async () => {
    const trial = makeTrial(21, 0.3);
    const { effect, qini, nullLow, nullHigh } = await evaluateUplift(trial, { seed: 1, draws: 60 });
    expect(Math.abs(effect.value - 0.15)).toBeLessThan(0.04);
    expect(effect.low).toBeGreaterThan(0);
    expect(qini.low).toBeGreaterThan(nullHigh);
    expect(nullLow).toBeLessThan(0);
    const model = trainUplift(trial);
    const old = Array.from({ length: 50 }, (_, i) => i);
    const values = trial.table.columns[0]!.values;
    for (const row of old) expect(predictUplift(model, trial.table, row) > 0.12).toBe(values[row] === 1);
  });

  it('stays within the null where there is no effect', async () => {
    const { effect, qini, nullLow, nullHigh } = await evaluateUplift(makeTrial(22, 0), {
      seed: 1,
      draws: 60,
    });
    expect(effect.low).toBeLessThan(0);
    expect(effect.high).toBeGreaterThan(0);
    expect(qini.low).toBeLessThan(Math.max(nullHigh, 0));
    expect(qini.high).toBeGreaterThan(Math.min(nullLow, 0));
  });
});

describe('the Qini curve', () => {
  it('is right on a case worked by hand', () => {
    const rows = { scores: [4, 3, 2, 1], treated: [1, 0, 1, 0], outcomes: [1, 0, 0, 0] };
    expect(qiniCurve(rows)).toEqual([
      { share: 0, gain: 0 },
      { share: 0.25, gain: 1 },
      { share: 0.5, gain: 1 },
      { share: 0.75, gain: 1 },
      { share: 1, gain: 1 },
    ]);
    expect(qiniCoefficient(rows)).toBeCloseTo(0.375, 12);
    expect(qiniCoefficient({ ...rows, scores: [1, 1, 1, 1] })).toBeCloseTo(0, 12);
  });
});
