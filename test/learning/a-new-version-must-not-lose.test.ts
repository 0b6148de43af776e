import { describe, expect, it } from '@jest/globals';
import { compareVersions, judgeGate } from '../../learning/index.js';
import { seededRandom } from '../../protocol/index.js';

/** Two versions that answer `rows` test rows rightly with the given chances. */
function gateOf(rows: number, chances: readonly [active: number, challenger: number], seed: number) {
  const random = seededRandom(seed);
  const right = chances.map((chance) => Array.from({ length: rows }, () => (random.next() < chance ? 1 : 0)));
  const share = (answers: readonly number[]) => (drawn: Uint32Array) =>
    drawn.reduce((sum, row) => sum + answers[row]!, 0) / drawn.length;
  const difference = compareVersions({
    rowCount: rows,
    active: share(right[0]!),
    challenger: share(right[1]!),
    random: seededRandom(seed + 1),
  });
  return judgeGate({ against: '0001-a', figure: 'accuracy', difference, rows, tolerance: 0.02 });
}

const SEEDS = Array.from({ length: 8 }, (_, i) => i);

describe('the gate', () => {
  it('lets a better version pass and stops a worse one, with the reason', () => {
    const better = SEEDS.filter((seed) => gateOf(400, [0.7, 0.85], seed).isPassed);
    const worse = SEEDS.filter((seed) => gateOf(400, [0.85, 0.7], seed).isPassed);
    expect([better.length, worse.length]).toEqual([SEEDS.length, 0]);
    expect(gateOf(400, [0.85, 0.7], 1).reason).toContain('It loses against the active version');
  });

  it('sees the same version as no loss', () => {
    const same = (rows: Uint32Array) => rows.length / 1000;
    const difference = compareVersions({
      rowCount: 60,
      active: same,
      challenger: same,
      random: seededRandom(1),
    });
    const question = { against: '0001-a', figure: 'accuracy', rows: 60, tolerance: 0.02 };
    expect(difference).toMatchObject({ value: 0, low: 0, high: 0 });
    expect(judgeGate({ ...question, difference }).isPassed).toBe(true);
  });

  it('is not passed by luck on a few rows', () => {
    const lucky = SEEDS.map((seed) => gateOf(30, [0.7, 0.85], seed));
    expect(lucky.filter(({ isPassed }) => isPassed)).toEqual([]);
    expect(lucky[0]!.reason).toContain('Fewer than 50 test rows');
  });

  it('is not passed while a real loss cannot be excluded', () => {
    const verdicts = SEEDS.map((seed) => gateOf(60, [0.8, 0.8], seed)).filter(
      ({ difference }) => difference.value >= 0,
    );
    expect(verdicts.length).toBeGreaterThan(0);
    expect(verdicts.filter(({ isPassed }) => isPassed)).toEqual([]);
  });
});
