import { describe, expect, it } from '@jest/globals';
import { decodeBoostedTrees, encodeBoostedTrees } from '../../learning/boosted-trees/boosted-trees-codec.js';
import {
  type BoostedTreesModel,
  boostedScores,
  predictBoosted,
  predictBoostedRecord,
} from '../../learning/boosted-trees/boosted-trees-model.js';
import {
  type BoostedTreesOptions,
  trainBoostedTrees,
} from '../../learning/boosted-trees/train-boosted-trees.js';
import type { Tree } from '../../learning/boosted-trees/tree.js';
import { shapValues } from '../../learning/boosted-trees/tree-shap.js';
import { areaUnderRoc } from '../../learning/metrics/classification.js';
import { encodeTableRow, tableFromRecords } from '../../learning/tables/table.js';
import { seededRandom } from '../../protocol/random.js';
import { readOracles, type XgboostNode } from './oracles/read-oracles.js';

/** A tree as xgboost dumps it, in our arrays; xgboost sends value < threshold left, we value <= threshold. */
function treeOf(root: XgboostNode): Tree {
  const nodes: XgboostNode[] = [];
  const collect = (node: XgboostNode): void => {
    nodes[node.nodeid] = node;
    node.children?.forEach(collect);
  };
  collect(root);
  const column = (of: (node: XgboostNode) => number) => nodes.map(of);
  const no = (node: XgboostNode) => node.children?.find((child) => child.nodeid !== node.yes)?.nodeid ?? -1;
  return {
    feature: Int32Array.from(column((n) => (n.split === undefined ? -1 : Number(n.split.slice(1))))),
    threshold: Float64Array.from(column((n) => (n.split_condition ?? 0) - 1e-7)),
    leftCodes: nodes.map(() => []),
    missingLeft: Uint8Array.from(column((n) => (n.missing === n.yes ? 1 : 0))),
    left: Int32Array.from(column((n) => n.yes ?? -1)),
    right: Int32Array.from(column(no)),
    value: Float64Array.from(column((n) => n.leaf ?? 0)),
    cover: Float64Array.from(column((n) => n.cover)),
  };
}

interface World {
  readonly records: { readonly age: number | undefined; readonly source: string; readonly noise: number }[];
  readonly targets: Float64Array;
}

/** Generated: the goal rises with age (missing means high) and depends on the source. */
function makeWorld(seed: number, count: number): World {
  const random = seededRandom(seed);
  const records = Array.from({ length: count }, () => ({
    age: random.next() < 0.1 ? undefined : random.next() * 10,
    source: random.pick(['web', 'phone', 'fair', 'mail']),
    noise: random.normal(),
  }));
  const targets = Float64Array.from(records, ({ age, source }) => {
    const margin = (age ?? 12) - 6 + (source === 'phone' || source === 'fair' ? 2 : -2);
    return random.next() < 1 / (1 + Math.exp(-margin)) ? 1 : 0;
  });
  return { records, targets };
}

const trainedWorlds = new Map<string, ReturnType<typeof makeTrained>>();

/** One training per set of options for all tests. */
function trainWorld(options: Partial<BoostedTreesOptions> = {}) {
  const key = JSON.stringify(options);
  const known = trainedWorlds.get(key) ?? makeTrained(options);
  trainedWorlds.set(key, known);
  return known;
}

async function makeTrained(options: Partial<BoostedTreesOptions> = {}) {
  const { records, targets } = makeWorld(5, 900);
  const model = await trainBoostedTrees({
    table: tableFromRecords(records),
    targets,
    goal: { kind: 'binary' },
    options: { seed: 1, rounds: 40, learningRate: 0.15, ...options },
  });
  return { model, records, targets };
}

describe('boosted trees', () => {
  it("give xgboost's margins and SHAP values on xgboost's own trees", () => {
    const { rows, trees, margins, contributions } = readOracles().shap;
    const model: BoostedTreesModel = {
      kind: 'boosted-trees',
      goal: { kind: 'binary' },
      schema: [0, 1, 2, 3].map((i) => ({ kind: 'numeric', name: `f${i}` })),
      start: Float64Array.of(0),
      rounds: trees.map((tree) => [treeOf(tree)]),
    };
    rows.forEach((values, i) => {
      const row = values.map((value) => value ?? Number.NaN);
      expect(boostedScores(model, row)[0]).toBeCloseTo(margins[i]!, 4);
      const shap = shapValues(model, row);
      [...shap.contributions, shap.base].forEach((value, j) => {
        expect(value).toBeCloseTo(contributions[i]![j]!, 4);
      });
    });
  });

  it('learn numbers, categories and missing values that tell the goal', async () => {
    const { model } = await trainWorld();
    const fresh = makeWorld(6, 800);
    const scores = fresh.records.map((record) => predictBoostedRecord(model, record)[0]!);
    expect(areaUnderRoc(scores, fresh.targets)).toBeGreaterThan(0.88);
    const shuffled = seededRandom(1).shuffle([...fresh.targets]);
    expect(areaUnderRoc(scores, shuffled)).toBeLessThan(0.56);
    const missing = predictBoostedRecord(model, { age: undefined, source: 'web', noise: 0 })[0]!;
    expect(missing).toBeGreaterThan(predictBoostedRecord(model, { age: 1, source: 'web', noise: 0 })[0]!);
  });

  it('split every score into contributions that add up', async () => {
    const { model, records } = await trainWorld();
    const table = tableFromRecords(records);
    for (let i = 0; i < 20; i++) {
      const row = encodeTableRow(model.schema, table, i);
      const { base, contributions } = shapValues(model, row);
      expect(contributions.reduce((a, b) => a + b, base)).toBeCloseTo(boostedScores(model, row)[0]!, 9);
      expect(Math.abs(contributions[2]!)).toBeLessThan(
        Math.abs(contributions[0]!) + Math.abs(contributions[1]!),
      );
    }
  });

  it('obey a monotone constraint that the data contradicts', async () => {
    const rising = (await trainWorld({ monotone: { age: 1 } })).model;
    const falling = (await trainWorld({ monotone: { age: -1 } })).model;
    const at = (model: BoostedTreesModel, age: number) =>
      predictBoostedRecord(model, { age, source: 'web', noise: 0.3 })[0]!;
    for (let age = 0; age < 10; age += 0.25) {
      expect(at(rising, age + 0.25)).toBeGreaterThanOrEqual(at(rising, age));
      expect(at(falling, age + 0.25)).toBeLessThanOrEqual(at(falling, age));
    }
    expect(at(rising, 9)).toBeGreaterThan(at(rising, 1));
  });

  it('stop early when validation gets no better', async () => {
    const random = seededRandom(2);
    const part = () => ({
      table: tableFromRecords(Array.from({ length: 400 }, () => ({ x: random.normal() }))),
      targets: Float64Array.from({ length: 400 }, () => random.integer(2)),
    });
    const options = { seed: 1, rounds: 200, patience: 10 };
    const model = await trainBoostedTrees({
      ...part(),
      validation: part(),
      goal: { kind: 'binary' },
      options,
    });
    expect(model.rounds.length).toBeLessThan(40);
    const all = await trainBoostedTrees({ ...part(), goal: { kind: 'binary' }, options });
    expect(all.rounds.length).toBe(200);
  });

  it('predict classes with probabilities that sum to one, and numbers', async () => {
    const random = seededRandom(3);
    const xs = Array.from({ length: 600 }, () => random.next() * 3);
    const table = tableFromRecords(xs.map((x) => ({ x })));
    const options = { seed: 1, rounds: 60, learningRate: 0.2, columnShare: 1 };
    const classes = Float64Array.from(xs, Math.floor);
    const goal = { kind: 'multiclass', classCount: 3 } as const;
    const multi = await trainBoostedTrees({ table, targets: classes, goal, options });
    [0.5, 1.5, 2.5].forEach((x, k) => {
      const p = predictBoosted(multi, [x]);
      expect(p.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
      expect(p[k]).toBeGreaterThan(0.9);
    });
    const squares = Float64Array.from(xs, (x) => x * x);
    const regression = await trainBoostedTrees({
      table,
      targets: squares,
      goal: { kind: 'regression' },
      options,
    });
    expect(Math.abs(predictBoosted(regression, [2])[0]! - 4)).toBeLessThan(0.3);
  });

  it('are the same for the same seed and after storing', async () => {
    const bytes = encodeBoostedTrees((await trainWorld()).model);
    expect(encodeBoostedTrees((await makeTrained()).model)).toEqual(bytes);
    expect(encodeBoostedTrees((await trainWorld({ seed: 9 })).model)).not.toEqual(bytes);
    const { model, records } = await trainWorld();
    const read = decodeBoostedTrees(bytes);
    for (const record of records.slice(0, 50)) {
      expect(predictBoostedRecord(read, record)).toEqual(predictBoostedRecord(model, record));
    }
    expect(() => decodeBoostedTrees(bytes.slice(0, 200))).toThrow(/cannot be used/);
  });
});
