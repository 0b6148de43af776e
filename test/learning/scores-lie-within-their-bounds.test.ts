/** Promise: a table score lies inside its own bounds wherever it falls, and its trees are cross-fitted on all rows they were given. */
import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  encodeTableRow,
  predictBoosted,
  type Table,
  trainBoostedTrees,
  trainCrossFittedTrees,
  trainTableScore,
} from '../../learning/index.js';
import { scoreTableRecord, withBounds } from '../../learning/table-score/table-score-model.js';
import { fitVennAbers, predictVennAbers } from '../../learning/uncertainty/venn-abers.js';
import { seededRandom } from '../../protocol/index.js';

const SEED = 23;
let trained: ReturnType<typeof train>;
beforeAll(() => {
  trained = train();
});

describe(`bounds of scores, seed ${SEED}`, () => {
  it('hold the score, whatever the held-out rows were, and stay probabilities', () => {
    const random = seededRandom(SEED);
    let outside = 0;
    for (let round = 0; round < 60; round++) {
      const count = 2 + random.integer(80);
      const bias = 2 * random.next() - 1;
      const scores = Array.from({ length: count }, () => 0.2 + 0.6 * random.next());
      const positives = scores.map((score) => (random.next() < score + bias ? 1 : 0));
      const bounds = fitVennAbers(scores, positives);
      for (const probability of [0, 1, scores[0]!, random.next(), random.next()]) {
        const { score, low, high } = withBounds(bounds, probability);
        expect(score).toBe(probability);
        expect(0 <= low && low <= score && score <= high && high <= 1).toBe(true);
        const bare = predictVennAbers(bounds, probability);
        if (probability < bare.low || probability > bare.high) outside++;
      }
    }
    // Negative control: the bounds of the held-out rows alone leave many of these scores outside.
    expect(outside).toBeGreaterThan(30);
  });

  it('hold every row of a trained score', async () => {
    const { data, model } = await trained;
    const records = rowsOf(data.table);
    for (const record of records) {
      const { score, low, high } = scoreTableRecord(model, record);
      expect(low <= score && score <= high).toBe(true);
    }
  });
});

describe(`trees of a table score, seed ${SEED}`, () => {
  it('are those of a cross-fit on all rows, not of one model', async () => {
    const { data, model } = await trained;
    const training = { ...data, goal: { kind: 'binary' as const }, options: { seed: SEED } };
    const crossFitted = await trainCrossFittedTrees(training);
    const one = await trainBoostedTrees(training);
    const row = encodeTableRow(crossFitted.model.schema, data.table, 7);
    const record = rowsOf(data.table)[7]!;
    const { score } = scoreTableRecord(model, record);
    expect(score).toBeCloseTo(predictBoosted(crossFitted.model, row)[0]!, 12);
    expect(score).not.toBeCloseTo(predictBoosted(one, row)[0]!, 4);
  });
});

/** A column of noise and one that tells the goal half the time. */
function makeData() {
  const random = seededRandom(SEED);
  const columns = ['a', 'b'].map((name) => ({
    kind: 'numeric' as const,
    name,
    values: Float64Array.from({ length: 120 }, () => random.normal()),
  }));
  const targets = columns[0]!.values.map((value) => (value + random.normal() > 0 ? 1 : 0));
  return { table: { rowCount: 120, columns }, targets, positive: 'yes' };
}

async function train() {
  const data = makeData();
  const { model } = await trainTableScore({ data, goal: 'sale', learner: 'boosted', seeds: [SEED] });
  return { data, model };
}

const rowsOf = ({ columns, rowCount }: Table) =>
  Array.from({ length: rowCount }, (_, row) =>
    Object.fromEntries(columns.map((column) => [column.name, column.values[row]!])),
  );
