import { describe, expect, it } from '@jest/globals';
import {
  areaUnderRoc,
  boostedScores,
  decodeBoostedTrees,
  encodeBoostedTrees,
  encodeTableRow,
  shapValues,
  type Table,
  trainCrossFittedTrees,
} from '../../learning/index.js';
import { seededRandom } from '../../protocol/index.js';

const ROWS = 600;
const SEED = 11;

/** Four columns of noise; the goal follows the first one as far as `signal` says. */
function makeTable(signal: number) {
  const random = seededRandom(SEED);
  const columns = ['a', 'b', 'c', 'd'].map((name) => ({
    kind: 'numeric' as const,
    name,
    values: Float64Array.from({ length: ROWS }, () => random.normal()),
  }));
  const targets = columns[0]!.values.map((value) => (signal * value + random.normal() > 0 ? 1 : 0));
  return { table: { rowCount: ROWS, columns }, targets };
}

function train(data: ReturnType<typeof makeTable>, folds = 3) {
  return trainCrossFittedTrees({
    ...data,
    goal: { kind: 'binary' },
    folds,
    options: { seed: SEED, patience: 10 },
  });
}

function inSample(model: Parameters<typeof boostedScores>[0], table: Table): number[] {
  return Array.from(
    { length: table.rowCount },
    (_, row) => boostedScores(model, encodeTableRow(model.schema, table, row))[0]!,
  );
}

describe(`cross-fitted trees, seed ${SEED}`, () => {
  it('rank rows they have not seen when there is something to learn', async () => {
    const data = makeTable(2);
    const { heldOutScores } = await train(data);
    expect(areaUnderRoc([...heldOutScores], [...data.targets])).toBeGreaterThan(0.85);
  });

  it('promise nothing from noise in held-out scores, which in-sample scores would', async () => {
    const data = makeTable(0);
    const { model, heldOutScores } = await train(data);
    expect(areaUnderRoc([...heldOutScores], [...data.targets])).toBeLessThan(0.6);
    expect(areaUnderRoc(inSample(model, data.table), [...data.targets])).toBeGreaterThan(0.6);
  });

  it('are one model: reasons add up to its score, and storage keeps it', async () => {
    const data = makeTable(1);
    const { model } = await train(data);
    const row = encodeTableRow(model.schema, data.table, 7);
    const { base, contributions } = shapValues(model, row);
    const [score] = boostedScores(model, row);
    expect(contributions.reduce((sum, value) => sum + value, base)).toBeCloseTo(score!, 8);
    expect(boostedScores(decodeBoostedTrees(encodeBoostedTrees(model)), row)[0]).toBeCloseTo(score!, 8);
  });

  it('refuse fewer rows than folds', async () => {
    const data = makeTable(1);
    await expect(train(data, ROWS + 1)).rejects.toMatchObject({ code: 'learning.no-data' });
  });
});
