import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { createPredictors, importOnnx } from '../../bot/models/index.js';
import { loadPack } from '../../bot/pack/index.js';
import { createMemoryArtefacts, createModelRegistry } from '../../learning/index.js';
import { systemClock } from '../../protocol/index.js';

interface Declaration {
  readonly labels?: readonly string[];
  readonly checks: readonly { row: Record<string, number | string>; probabilities: number[] }[];
}

const folder = join(import.meta.dirname, 'onnx');
const read = (file: string) => new Uint8Array(readFileSync(join(folder, file)));
const declared = (name: string) =>
  JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as Declaration;
const encode = (value: object) => new TextEncoder().encode(JSON.stringify(value));

function openRegistry() {
  const registry = createModelRegistry({
    store: createMemoryArtefacts(),
    clock: systemClock,
    codeVersion: 'test',
  });
  const predictors = createPredictors({ registry, pack: loadPack('packs/aurora'), clock: systemClock });
  return { registry, predictors };
}

describe.each(['logistic', 'classes', 'trees'])('the %s model', (name) => {
  it('gives the probabilities that scikit-learn gave for the same rows', async () => {
    const { registry, predictors } = openRegistry();
    const { checks, labels, ...rest } = declared(name);
    // Imported without its checks: the comparison is this test's own.
    const features = encode({ ...rest, ...(labels && { labels }), checks: [] });
    const card = await importOnnx(registry, { name, model: read(`${name}.onnx`), features });
    await registry.activate(name, card.version);
    const { predictions, version } = await predictors.predict(
      name,
      checks.map(({ row }) => row),
    );
    expect(version).toBe(card.version);
    predictions.forEach((prediction, i) => {
      const { probabilities } = checks[i]!;
      if (prediction.kind === 'probability') expect(prediction.score).toBeCloseTo(probabilities[0]!, 4);
      else {
        const best = probabilities.indexOf(Math.max(...probabilities));
        expect([prediction.label, prediction.confidence]).toEqual([
          labels?.[best],
          expect.closeTo(probabilities[best]!, 4),
        ]);
      }
    });
    expect(new Set(predictions.map((each) => JSON.stringify(each))).size).toBeGreaterThan(20);
  });

  it('is taken in with its checks, and refused when one does not come out', async () => {
    const { registry } = openRegistry();
    const model = read(`${name}.onnx`);
    await expect(
      importOnnx(registry, { name, model, features: read(`${name}.json`) }),
    ).resolves.toBeDefined();
    const [first, ...others] = declared(name).checks;
    const wrong = { ...first!, probabilities: first!.probabilities.map((p) => 1 - p) };
    const features = encode({ ...declared(name), checks: [wrong, ...others] });
    await expect(importOnnx(registry, { name, model, features })).rejects.toMatchObject({
      code: 'learning.bad-data',
      fields: { check: 0 },
    });
  });
});

describe('an import', () => {
  const attempt = (change: object, model = read('logistic.onnx')) =>
    importOnnx(openRegistry().registry, {
      name: 'given',
      model,
      features: encode({ ...declared('logistic'), ...change }),
    });

  it.each([
    ['that is no ONNX', { checks: [] }, new Uint8Array([1, 2, 3]), 'learning.corrupt-model'],
    [
      'whose features are fewer than the model reads',
      { features: [{ kind: 'numeric', name: 'tenure' }], checks: [] },
      undefined,
      'learning.corrupt-model',
    ],
    ['whose output is unknown', { output: 'q' }, undefined, 'learning.bad-data'],
    [
      'that declares more labels than there are columns',
      { goal: undefined, labels: ['a', 'b'], checks: [] },
      undefined,
      'learning.bad-data',
    ],
    ['that declares neither labels nor a goal', { goal: undefined }, undefined, 'learning.bad-data'],
    ['with a word that means nothing', { colour: 'red' }, undefined, 'learning.bad-data'],
  ])('%s is refused, and nothing is stored', async (_what, change, model, code) => {
    await expect(attempt(change, model)).rejects.toMatchObject({ code });
    await expect(attempt({})).resolves.toMatchObject({ task: 'imported score' });
  });

  it('takes spaces for a missing value, and refuses numbers that the model cannot hold', async () => {
    const { registry, predictors } = openRegistry();
    const features = read('logistic.json');
    const { version } = await importOnnx(registry, { name: 'given', model: read('logistic.onnx'), features });
    await registry.activate('given', version);
    const [whole] = declared('logistic').checks.map(({ row }) => row);
    await expect(predictors.predict('given', [whole])).resolves.toMatchObject({ model: 'given' });
    // This model has no rule for a missing value: it would answer NaN, which is no JSON.
    for (const tenure of ['', '  ', null])
      await expect(predictors.predict('given', [whole, { ...whole, tenure }])).rejects.toMatchObject({
        ...{ code: 'input.invalid', fields: { row: 1 } },
      });
    for (const tenure of [1e300, -1e39])
      await expect(predictors.predict('given', [{ tenure }])).rejects.toMatchObject({
        ...{ code: 'input.invalid', fields: { column: 'tenure' } },
      });
  });

  it('answers nobody before it is active, and refuses columns it does not read', async () => {
    const { registry, predictors } = openRegistry();
    const features = read('logistic.json');
    const { version } = await importOnnx(registry, { name: 'given', model: read('logistic.onnx'), features });
    await expect(predictors.predict('given', [{}])).rejects.toMatchObject({ code: 'learning.no-model' });
    await registry.activate('given', version);
    const unknown = predictors.predict('given', [{ height: 3 }]);
    await expect(unknown).rejects.toMatchObject({ code: 'input.invalid', fields: { column: 'height' } });
  });
});
