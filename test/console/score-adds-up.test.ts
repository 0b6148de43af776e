/** Promise: the points printed beside a score always add up to it, whatever the model said. */
import { expect, test } from '@jest/globals';
import { apportion, readScore, type Scored, signedPoints } from '../../console/index.js';
import { type ScoreReason, seededRandom } from '../../protocol/index.js';

const SEED = 20_251_124;
const ROUNDS = 3000;

function randomScore(random: ReturnType<typeof seededRandom>, isComplete: boolean): Scored {
  const reasons: ScoreReason[] = Array.from({ length: random.integer(12) }, (_, index) => ({
    feature: `f${index}`,
    contribution: (random.next() - 0.5) * 10 ** -random.integer(4),
    text: { en: `reason ${index}` },
    source: 'conversation',
  }));
  const base = random.next();
  const sum = reasons.reduce((total, reason) => total + reason.contribution, base);
  const value = isComplete ? sum : random.next();
  return {
    kind: 'scored',
    value,
    low: value - random.next() * 0.2,
    high: value + random.next() * 0.2,
    base,
    reasons,
    goal: 'purchase',
    windowDays: 30,
    salesLine: 0.6,
    readiness: 'look',
    modelVersion: 'v',
    trainedOnConversions: 500,
    isTrainedOnGenerated: false,
  };
}

function sumOnScreen(score: Scored): number {
  const { base, shown, morePoints, unexplained } = readScore(score);
  return shown.reduce((total, entry) => total + entry.points, base) + morePoints + unexplained;
}

/** What is wrong with the printed points of a score; empty when nothing is. */
function faultsOf(score: Scored): string[] {
  const reading = readScore(score);
  const faults: string[] = [];
  if (sumOnScreen(score) !== Math.round(score.value * 100) + 0) faults.push('sum');
  if (reading.shown.length > 5) faults.push('more than five reasons');
  if (reading.low > reading.point || reading.high < reading.point) faults.push('interval');
  for (const { points, reason } of [...reading.shown, ...reading.more]) {
    if (Math.abs(points - reason.contribution * 100) > 1.5) faults.push(`${reason.feature} is far off`);
    if (points * reason.contribution < 0) faults.push(`${reason.feature} changed its sign`);
  }
  return faults;
}

test(`base and contributions equal the point in ${ROUNDS} random scores (seed ${SEED})`, () => {
  const random = seededRandom(SEED);
  const faults = Array.from({ length: ROUNDS }, (_, round) => faultsOf(randomScore(random, round % 2 === 0)));
  expect(faults.flat()).toEqual([]);
});

test('negative control: rounding each number by itself does not add up', () => {
  const random = seededRandom(SEED);
  let wrong = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const score = randomScore(random, true);
    const naive = score.reasons.reduce(
      (total, reason) => total + Math.round(reason.contribution * 100),
      Math.round(score.base * 100),
    );
    if (naive !== Math.round(score.value * 100)) wrong += 1;
  }
  expect(wrong).toBeGreaterThan(ROUNDS / 10);
});

test('a complete list leaves nothing unexplained, a cut one says how much', () => {
  const random = seededRandom(SEED);
  const complete = randomScore(random, true);
  expect(readScore(complete).unexplained).toBe(0);
  const cut: Scored = { ...complete, value: 0.9, base: 0.5, reasons: complete.reasons.slice(0, 0) };
  expect(readScore(cut).unexplained).toBe(40);
});

test('apportion keeps whole numbers and reaches any total', () => {
  expect(apportion([18, 14, -9], 23)).toEqual([18, 14, -9]);
  expect(apportion([0.4, 0.4, 0.4], 1).reduce((sum, part) => sum + part, 0)).toBe(1);
  expect(apportion([], 3)).toEqual([]);
  expect(apportion([Number.NaN], 3)).toEqual([Number.NaN]);
});

test('points carry a sign that is not a hyphen', () => {
  expect([signedPoints(4), signedPoints(-9), signedPoints(0)]).toEqual(['+4', '\u22129', '0']);
});
