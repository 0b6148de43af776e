import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createPredictors, type PredictionAnswer } from '../../bot/models/index.js';
import { loadPack } from '../../bot/pack/index.js';
import {
  createMemoryArtefacts,
  createModelRegistry,
  encodeLinearClassifier,
  encodeTableScore,
  type ModelRegistry,
  scoreTableRecord,
  tableFromRecords,
  trainLinearClassifier,
  trainTableScore,
} from '../../learning/index.js';
import { seededRandom, systemClock } from '../../protocol/index.js';
import { openServer, overControlSocket, type ServerBench } from './server-bench.js';

const random = seededRandom(5);
const records = Array.from({ length: 300 }, () => ({
  tenure: Math.round(random.next() * 60),
  plan: random.next() < 0.5 ? 'fibre' : 'mobile',
}));
const targets = Float64Array.from(records, ({ tenure }) => (random.next() < 0.9 - tenure / 70 ? 1 : 0));

async function trainScore() {
  const data = { table: tableFromRecords(records), targets, positive: '1' };
  return (await trainTableScore({ data, goal: 'churn', learner: 'logistic', seeds: [1] })).model;
}

let bench: ServerBench;
let registry: ModelRegistry;
let model: Awaited<ReturnType<typeof trainScore>>;
beforeAll(async () => {
  registry = createModelRegistry({ store: createMemoryArtefacts(), clock: systemClock, codeVersion: 'test' });
  const draft = { dataHash: 'x', rows: 300, seed: 1, parameters: {}, metrics: {} };
  const keep = async (name: string, task: string, files: Record<string, Uint8Array>) => {
    const { version } = await registry.save(name, { ...draft, task }, files);
    await registry.activate(name, version);
  };
  model = await trainScore();
  await keep('churn', 'lead score of a table', { 'score.bin': encodeTableScore(model) });
  const examples = Array.from({ length: 40 }, (_, i) =>
    i % 2 === 0
      ? { text: `my order ${i} is late`, label: 'complaint' }
      : { text: `buy phone ${i}`, label: 'sales' },
  );
  const classifier = await trainLinearClassifier({ examples, options: { seed: 1 } });
  await keep('lead-class', 'lead-class', { 'model.bin': encodeLinearClassifier(classifier) });
  await keep('groups', 'lead-segments', { 'model.json': new Uint8Array(1) });
  const pack = loadPack('packs/aurora');
  bench = await openServer({ predictors: createPredictors({ registry, pack, clock: systemClock }) });
});
afterAll(() => bench.close());

async function predict(name: string, rows: readonly unknown[]) {
  const path = `/api/v1/models/${name}/predict`;
  const { status, body } = await overControlSocket(bench.server.controlSocket!, 'POST', path, { rows });
  return {
    status,
    body: JSON.parse(body) as PredictionAnswer & { code?: string; fields?: { row?: number } },
  };
}

describe('a prediction', () => {
  it('of a table is the score of the model, with bounds and reasons', async () => {
    const { status, body } = await predict('churn', records.slice(0, 3));
    expect(status).toBe(200);
    expect(body.version).toBe((await registry.history('churn'))[0]);
    const expected = records.slice(0, 3).map((record) => scoreTableRecord(model, record));
    body.predictions.forEach((prediction, i) => {
      const { score, low, high } = expected[i]!;
      expect(prediction).toMatchObject({ kind: 'probability', score, low, high });
    });
    expect(new Set(expected.map(({ score }) => score)).size).toBeGreaterThan(1);
  });

  it('of a cell of spaces is that of a missing one, as in a file', async () => {
    const { body } = await predict('churn', [
      { plan: 'fibre', tenure: ' ' },
      { plan: 'fibre' },
      { plan: 'fibre', tenure: 0 },
    ]);
    const [spaces, missing, nought] = body.predictions;
    expect(spaces).toEqual(missing);
    expect(nought).not.toEqual(missing);
  });

  it('of many rows lets other work in between any two', async () => {
    const predictors = createPredictors({ registry, pack: loadPack('packs/aurora'), clock: systemClock });
    await predictors.predict('churn', records.slice(0, 1));
    let turns = 0;
    let next = setImmediate(function turn() {
      turns++;
      next = setImmediate(turn);
    });
    await predictors.predict('churn', records.slice(0, 50));
    clearImmediate(next);
    expect(turns).toBeGreaterThanOrEqual(49);
  });

  it('of a text is a class with its alternatives', async () => {
    const { body } = await predict('lead-class', [{ text: 'my order is late' }, { text: 'buy phone' }]);
    expect(body.predictions.map((each) => (each.kind === 'class' ? each.label : each.kind))).toEqual([
      'complaint',
      'sales',
    ]);
  });

  it('follows an activation', async () => {
    const before = (await predict('churn', [records[0]])).body.version;
    const { files, card } = await registry.load('churn', before);
    const next = await registry.save('churn', card, files);
    await registry.activate('churn', next.version);
    expect((await predict('churn', [records[0]])).body.version).toBe(next.version);
  });
});

describe('a request that cannot be answered', () => {
  it('names the row', async () => {
    const { status, body } = await predict('churn', [records[0], { tenure: 'long' }]);
    expect([status, body.code]).toEqual([400, 'input.invalid']);
    const nested = await predict('churn', [records[0], { tenure: [1] }]);
    expect(nested.body.fields?.row).toBe(1);
  });

  it.each([
    ['an unknown model', 'nobody', [{}], 404],
    ['a model that predicts nothing', 'groups', [{}], 400],
    ['no rows', 'churn', [], 400],
    ['more rows than one request may hold', 'churn', Array.from({ length: 201 }, () => ({})), 400],
  ])('as with %s is a problem', async (_what, name, rows, expected) => {
    const { status, body } = await predict(name, rows);
    expect(status).toBe(expected);
    expect(body.code).toBeDefined();
  });

  it('is refused to visitors', async () => {
    const { token } = await bench.openVisit();
    const response = await fetch(`${bench.server.url}/api/v1/models/churn/predict`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ rows: [records[0]] }),
    });
    expect(response.status).toBe(401);
  });
});
