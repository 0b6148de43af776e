// Promise: with enough out-of-scope utterances the classifier learns their words, stores what it learned, and rejects new ones by them.
import { describe, expect, it } from '@jest/globals';
import {
  classify,
  decodeLinearClassifier,
  encodeLinearClassifier,
  trainLinearClassifier,
} from '../../learning/index.js';

const THINGS = ['phone', 'tablet', 'charger', 'case', 'cable', 'watch', 'radio', 'lamp'];
const label = (name: string, makers: readonly ((thing: string) => string)[]) =>
  makers.flatMap((make) => THINGS.map((thing) => ({ text: make(thing), label: name })));
const examples = [
  ...label('buy', [
    (thing) => `i want to buy a ${thing}`,
    (thing) => `get me a ${thing} please`,
    (thing) => `can i order the ${thing}`,
  ]),
  ...label('price', [
    (thing) => `how much is the ${thing}`,
    (thing) => `what does a ${thing} cost`,
    (thing) => `price of the ${thing}`,
  ]),
];
const DISHES = ['soup', 'pasta', 'curry', 'salad', 'stew', 'pie', 'bread', 'rice'];
const outOfScope = [
  (dish: string) => `recipe for ${dish}`,
  (dish: string) => `how much salt goes in the ${dish}`,
  (dish: string) => `what wine suits a ${dish}`,
  (dish: string) => `can i freeze the ${dish}`,
  (dish: string) => `get me the recipe of a ${dish}`,
  (dish: string) => `i want to cook a ${dish}`,
  (dish: string) => `how long does a ${dish} simmer`,
].flatMap((make) => DISHES.map(make));

/** In the wording of the intents, about food. */
const NEAR = [
  'how much is the soup',
  'get me a curry please',
  'what does a pie cost',
  'can i order the stew',
];

async function shareRejected(out: readonly string[]): Promise<number> {
  const model = await trainLinearClassifier({ examples, outOfScope: out, options: { seed: 1 } });
  const stored = decodeLinearClassifier(encodeLinearClassifier(model));
  const rejected = NEAR.filter((text) => {
    const given = classify(stored, text);
    expect(given.scopeConfidence).toBeCloseTo(classify(model, text).scopeConfidence, 1);
    return given.isOutOfScope;
  });
  return rejected.length / NEAR.length;
}

describe('out-of-scope utterances in the wording of an intent', () => {
  it('are mostly rejected by their own words, the intents being kept', async () => {
    expect(await shareRejected(outOfScope)).toBeGreaterThanOrEqual(0.75);
    const model = await trainLinearClassifier({ examples, outOfScope, options: { seed: 1 } });
    expect(model.labels).toEqual(['buy', 'price']);
    for (const text of ['i want to buy a kettle', 'how much is the kettle']) {
      expect(classify(model, text).isOutOfScope).toBe(false);
    }
  });

  it('are rejected less where too few were shown to learn from (negative control)', async () => {
    expect(await shareRejected(outOfScope.slice(0, 3))).toBeLessThan(await shareRejected(outOfScope));
  });
});
