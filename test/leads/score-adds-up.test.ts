/** A score is a calibrated probability whose reasons add up to it, with an interval that means something; few data are said and shrunk. */
import { describe, expect, it } from '@jest/globals';
import { decodeModel, encodeModel } from '../../leads/model-codec.js';
import { groupCoverage } from '../../leads/score/interval-reach.js';
import type { ScoreRows } from '../../leads/score/score-learner.js';
import { type ScoreModel, scoreRow } from '../../leads/score/score-model.js';
import { shrunkPlatt, trainScore } from '../../leads/score/train-score.js';
import { seededRandom } from '../../protocol/index.js';

const SEED = 11;
const NAMES = ['asked-price', 'has-phone', 'noise'];

/** Outcomes drawn from known log-odds; an interaction when wanted, which a line cannot learn. */
function world(rows: number, options: { readonly seed: number; readonly hasInteraction?: boolean }) {
  const random = seededRandom(options.seed);
  const truth: number[] = [];
  const data: ScoreRows = {
    names: NAMES,
    rows: Array.from({ length: rows }, () => {
      const row = Float64Array.of(random.integer(4), random.integer(2), random.normal());
      const main = options.hasInteraction
        ? row[0]! % 2 === row[1]!
          ? 2.2
          : -2.2
        : 0.6 * row[0]! + 1.4 * row[1]!;
      truth.push(1 / (1 + Math.exp(-(main - (options.hasInteraction ? 0 : 2.2)))));
      return row;
    }),
    targets: new Float64Array(rows),
  };
  truth.forEach((probability, i) => {
    data.targets[i] = random.next() < probability ? 1 : 0;
  });
  return { data, truth };
}

const train = (data: ScoreRows, learner: 'logistic' | 'boosted' = 'logistic') =>
  trainScore({ data, seed: SEED, isTrainedOnGenerated: true, learner });

function sumOf(model: ScoreModel, row: Float64Array): number {
  const { base, contributions } = scoreRow(model, row);
  return base + contributions.reduce((sum, each) => sum + each, 0);
}

describe('score', () => {
  it('is base plus all contributions, for a line and for trees, to the last digits (seed 11)', async () => {
    for (const learner of ['logistic', 'boosted'] as const) {
      const { data } = world(300, { seed: SEED });
      const model = await train(data, learner);
      for (const row of data.rows.slice(0, 100)) {
        const { value, low, high } = scoreRow(model, row);
        expect(sumOf(model, row)).toBeCloseTo(value, 12);
        expect(low).toBeLessThan(value);
        expect(high).toBeGreaterThan(value);
      }
    }
  });

  it('takes trees only where they win: on an interaction, and with 120 conversions', async () => {
    const pick = async (rows: number, hasInteraction: boolean) => {
      const { data } = world(rows, { seed: SEED, hasInteraction });
      return (await trainScore({ data, seed: SEED, isTrainedOnGenerated: true })).learner.kind;
    };
    expect(await pick(400, true)).toBe('boosted');
    expect(await pick(400, false)).toBe('logistic');
    expect(await pick(150, true)).toBe('logistic');
  });

  it('control: without one contribution the sum misses the value', async () => {
    const { data } = world(400, { seed: SEED });
    const model = await train(data);
    const row = Float64Array.of(3, 1, 0);
    const { value, contributions } = scoreRow(model, row);
    expect(Math.abs(sumOf(model, row) - contributions[0]! - value)).toBeGreaterThan(0.02);
  });

  it('gives contributions the sign of what they do', async () => {
    const model = await train(world(700, { seed: SEED }).data);
    const left = scoreRow(model, Float64Array.of(0, 1, 0));
    const none = scoreRow(model, Float64Array.of(0, 0, 0));
    expect(left.contributions[1]!).toBeGreaterThan(0);
    expect(none.contributions[1]!).toBeLessThan(0);
    expect(left.value).toBeGreaterThan(none.value);
  });

  it('holds the true probability in its interval for most, over eight worlds; scores of shuffled worlds do not', async () => {
    const near = (model: ScoreModel, { data, truth }: ReturnType<typeof world>) =>
      data.rows.filter((row, i) => {
        const { low, high } = scoreRow(model, row);
        return truth[i]! >= low && truth[i]! <= high;
      }).length / data.rows.length;
    let honest = 0;
    let shuffled = 0;
    for (let seed = 1; seed <= 8; seed++) {
      const lived = world(500, { seed });
      const targets = Float64Array.from(seededRandom(seed).shuffle([...lived.data.targets]));
      honest += near(await train(lived.data), lived) / 8;
      shuffled += near(await train({ ...lived.data, targets }), lived) / 8;
    }
    expect(honest).toBeGreaterThan(0.75);
    expect(shuffled).toBeLessThan(0.5);
  });

  it('is the same for the same seed, and survives its file', async () => {
    const { data } = world(300, { seed: SEED });
    const [first, second] = [await train(data), await train(data)];
    expect(encodeModel(second)).toEqual(encodeModel(first));
    const reread = decodeModel<ScoreModel>(encodeModel(first), 'lead-score');
    expect(scoreRow(reread, data.rows[0]!)).toEqual(scoreRow(first, data.rows[0]!));
    expect(() => decodeModel(new TextEncoder().encode('{"kind":"other"}'), 'lead-score')).toThrow(
      expect.objectContaining({ code: 'learning.corrupt-model' }),
    );
  });

  it('survives its file with trees, whose splits hold no-numbers', async () => {
    const { data } = world(200, { seed: SEED });
    const model = await train(data, 'boosted');
    expect(model.learner.kind).toBe('boosted');
    const reread = decodeModel<ScoreModel>(encodeModel(model), 'lead-score');
    for (const row of data.rows.slice(0, 50)) expect(scoreRow(reread, row)).toEqual(scoreRow(model, row));
  });

  it('refuses to guess with fewer than five of either outcome', async () => {
    const { data } = world(60, { seed: SEED });
    const none = { ...data, targets: data.targets.map((_, i) => (i < 4 ? 1 : 0)) };
    await expect(train(none)).rejects.toMatchObject({ code: 'learning.no-data' });
    const enough = { ...data, targets: data.targets.map((_, i) => (i < 5 ? 1 : 0)) };
    await expect(train(enough)).resolves.toMatchObject({ conversions: 5 });
  });

  it('stops when told', async () => {
    const { data } = world(300, { seed: SEED });
    const training = { data, seed: SEED, isTrainedOnGenerated: true, signal: AbortSignal.abort() };
    await expect(trainScore(training)).rejects.toMatchObject({ code: 'learning.cancelled' });
  });

  it('pulls towards the base rate while conversions are few, and not beyond 120', () => {
    const random = seededRandom(5);
    const sample = (count: number) => {
      const margins = Float64Array.from({ length: count }, () => 2 * random.normal());
      const targets = margins.map((margin) => (random.next() < 1 / (1 + Math.exp(-margin)) ? 1 : 0));
      return { margins, targets };
    };
    const few = sample(40);
    const many = sample(4000);
    expect(shrunkPlatt(many.margins, many.targets, 0).slope).toBeCloseTo(1, 1);
    const repeated = (times: number) => ({
      margins: Float64Array.from({ length: 40 * times }, (_, i) => few.margins[i % 40]!),
      targets: Float64Array.from({ length: 40 * times }, (_, i) => few.targets[i % 40]!),
    });
    const many40 = repeated(20);
    const ratio =
      shrunkPlatt(few.margins, few.targets, 0).slope / shrunkPlatt(many40.margins, many40.targets, 0).slope;
    expect(ratio).toBeLessThan(0.85);
  });

  it('measures coverage only where there is enough to measure', () => {
    const rows = (count: number, half: number) =>
      Array.from({ length: count }, (_, i) => {
        const value = (i + 0.5) / count;
        return { value, low: value - half, high: value + half };
      });
    const targets = (count: number) =>
      Array.from({ length: count }, (_, i) => (((i * 7919) % count) / count < (i + 0.5) / count ? 1 : 0));
    expect(groupCoverage(rows(299, 0.2), targets(299))).toBeUndefined();
    expect(groupCoverage(rows(600, 0.2), targets(600))).toBe(1);
    expect(groupCoverage(rows(600, 0.0001), targets(600))!).toBeLessThan(0.5);
  });
});
