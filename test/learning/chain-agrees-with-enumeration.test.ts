import { describe, expect, it } from '@jest/globals';
import { bestPath, bioShape, exponentiate, marginalsOf } from '../../learning/sequence-tagger/chain.js';
import { seededRandom } from '../../protocol/random.js';

const TAGS = ['O', 'B-x', 'I-x', 'B-y', 'I-y'];
const LENGTH = 4;
const shape = bioShape(TAGS, () => false);

/** Random scores, seed printed by the test's name. */
function makeScores(seed: number) {
  const random = seededRandom(seed);
  const draw = (count: number) => Float64Array.from({ length: count }, () => 2 * random.normal());
  return {
    unary: draw(LENGTH * TAGS.length),
    chain: { steps: draw(TAGS.length ** 2), start: draw(TAGS.length) },
  };
}

/** Every allowed path with its score. */
function enumerate({ unary, chain }: ReturnType<typeof makeScores>) {
  const paths: { path: number[]; score: number }[] = [];
  const extend = (path: number[], score: number): void => {
    if (path.length === LENGTH) {
      paths.push({ path, score });
      return;
    }
    for (let j = 0; j < TAGS.length; j++) {
      const last = path.at(-1);
      const isAllowed = last === undefined ? shape.canStart[j] === 1 : shape.predecessors[j]!.includes(last);
      if (!isAllowed) continue;
      const step = last === undefined ? chain.start[j]! : chain.steps[last * TAGS.length + j]!;
      extend([...path, j], score + step + unary[path.length * TAGS.length + j]!);
    }
  };
  extend([], 0);
  return paths;
}

describe.each([1, 2, 3])('a linear chain with random scores, seed %i', (seed) => {
  const scores = makeScores(seed);
  const paths = enumerate(scores);
  const total = paths.reduce((sum, { score }) => sum + Math.exp(score), 0);

  it('has the best path of all paths', () => {
    const best = paths.reduce((a, b) => (b.score > a.score ? b : a));
    expect([...bestPath(shape, scores.unary, scores.chain)]).toEqual(best.path);
  });

  it('has the partition function and the marginals of all paths', () => {
    const { tags, steps, logPartition } = marginalsOf(shape, scores.unary, exponentiate(scores.chain));
    expect(logPartition).toBeCloseTo(Math.log(total), 9);
    const tagSums = new Float64Array(tags.length);
    const stepSums = new Float64Array(steps.length);
    for (const { path, score } of paths) {
      path.forEach((j, t) => {
        tagSums[t * TAGS.length + j]! += Math.exp(score) / total;
        if (t > 0) stepSums[path[t - 1]! * TAGS.length + j]! += Math.exp(score) / total;
      });
    }
    tagSums.forEach((sum, k) => {
      expect(tags[k]).toBeCloseTo(sum, 8);
    });
    stepSums.forEach((sum, k) => {
      expect(steps[k]).toBeCloseTo(sum, 8);
    });
  });

  it('has marginals equal to the finite-difference gradient of the log partition', () => {
    const factors = exponentiate(scores.chain);
    const { tags } = marginalsOf(shape, scores.unary, factors);
    const at = (k: number, shift: number) =>
      marginalsOf(
        shape,
        scores.unary.map((value, i) => value + (i === k ? shift : 0)),
        factors,
      ).logPartition;
    for (let k = 0; k < tags.length; k++)
      expect((at(k, 1e-5) - at(k, -1e-5)) / 2e-5).toBeCloseTo(tags[k]!, 6);
  });

  it('forbids I- without its B-, which a free chain would allow', () => {
    const free = bioShape(TAGS, () => true);
    const pushed = scores.unary.map((value, k) => value + (k === 2 ? 50 : 0));
    expect(bestPath(free, pushed, scores.chain)[0]).toBe(2);
    expect(bestPath(shape, pushed, scores.chain)[0]).not.toBe(2);
  });
});
