import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { shadowFigures } from '../../bot/shadow/shadow-report.js';
import type { KnownOutcome, ShadowReading } from '../../bot/store/index.js';
import { MOST_READINGS } from '../../bot/store/shadow-readings-kysely.js';
import { DEFAULT_WORKSPACE, seededRandom, toConversationId } from '../../protocol/index.js';
import { type Bench, openBench, openWebConversation } from './runtime-bench.js';

const trial = { model: 'lead-score', active: '0001-a', challenger: '0002-b' };

interface Given {
  readonly atMs?: number;
  readonly active: number;
  readonly challenger: number;
}

const reading = (id: string, { atMs = 1, active, challenger }: Given): ShadowReading => ({
  trial,
  conversationId: toConversationId(id),
  moment: String(atMs),
  atMs,
  active: { label: active >= 0.6 ? 'ready' : 'not-yet', value: active, ms: 2 },
  challenger: { label: challenger >= 0.6 ? 'ready' : 'not-yet', value: challenger, ms: 4 },
});

describe('a report of scores', () => {
  it('says how often sales would be told the same, and by how much scores differ', () => {
    const figures = shadowFigures(
      [
        reading('a', { active: 0.7, challenger: 0.9 }),
        reading('b', { active: 0.7, challenger: 0.3 }),
        reading('c', { active: 0.1, challenger: 0.2 }),
      ],
      new Map(),
    );
    expect(figures.agreement?.value).toBeCloseTo(2 / 3);
    expect(figures.difference).toMatchObject({ rows: 3 });
    expect(figures.difference?.mean).toBeCloseTo(-0.1 / 3);
    expect(figures.difference?.most).toBeCloseTo(0.4);
    expect(figures.latency).toEqual({
      active: { medianMs: 2, p95Ms: 2 },
      challenger: { medianMs: 4, p95Ms: 4 },
    });
    expect(figures.outcomes).toBeUndefined();
  });

  it('prefers the version that promised what came, and no other', () => {
    const random = seededRandom(8);
    const outcomes = new Map<string, KnownOutcome>();
    const readings = Array.from({ length: 300 }, (_, i) => {
      const chance = random.next();
      outcomes.set(`c${i}`, { atMs: 5, isWon: random.next() < chance });
      return reading(`c${i}`, { active: random.next(), challenger: chance });
    });
    const judged = shadowFigures(readings, outcomes).outcomes!;
    expect(judged.rows).toBe(300);
    expect(judged.challengerBrier).toBeLessThan(judged.activeBrier);
    expect(judged.brierGain.low).toBeGreaterThan(0);
    expect(judged.auc?.gain.low).toBeGreaterThan(0);
    const swapped = readings.map((each) => ({ ...each, active: each.challenger, challenger: each.active }));
    expect(shadowFigures(swapped, outcomes).outcomes?.brierGain.high).toBeLessThan(0);
  });

  it('counts the last score before the outcome, and none after it', () => {
    const outcomes = new Map<string, KnownOutcome>([
      ['a', { atMs: 10, isWon: true }],
      ['b', { atMs: 10, isWon: false }],
    ]);
    const newestFirst = [
      reading('a', { atMs: 12, active: 1, challenger: 1 }),
      reading('a', { atMs: 9, active: 0.5, challenger: 0.75 }),
      reading('a', { atMs: 3, active: 0, challenger: 0 }),
      reading('b', { atMs: 11, active: 0, challenger: 0 }),
    ];
    expect(shadowFigures(newestFirst, outcomes).outcomes).toMatchObject({
      rows: 1,
      won: 1,
      activeBrier: 0.25,
      challengerBrier: 0.0625,
    });
  });
});

describe('stored readings', () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await openBench();
  });
  afterEach(async () => {
    await bench.close();
    bench.remove();
  });

  it('come back as they were, newest first, one per moment', async () => {
    const { shadowReadings } = bench.store;
    const early = reading('a', { atMs: 1, active: 0.2, challenger: 0.3 });
    const late = reading('b', { atMs: 2, active: 0.2, challenger: 0.3 });
    const again = { ...late, challenger: { label: 'insufficient', ms: 1 } };
    await shadowReadings.add(DEFAULT_WORKSPACE, [early, late]);
    await shadowReadings.add(DEFAULT_WORKSPACE, [again]);
    expect(await shadowReadings.list(DEFAULT_WORKSPACE, trial)).toEqual([again, early]);
    expect(await shadowReadings.list(DEFAULT_WORKSPACE, { ...trial, challenger: '0003-c' })).toEqual([]);
  });

  it('are bounded: the oldest go', async () => {
    const { shadowReadings } = bench.store;
    const many = Array.from({ length: MOST_READINGS + 5 }, (_, i) =>
      reading(`c${i}`, { atMs: i + 1, active: 0.2, challenger: 0.3 }),
    );
    await shadowReadings.add(DEFAULT_WORKSPACE, many);
    const kept = await shadowReadings.list(DEFAULT_WORKSPACE, trial);
    expect(kept).toHaveLength(MOST_READINGS);
    expect(kept.at(-1)?.atMs).toBe(6);
  }, 60_000);

  it('meet the outcomes that were recorded', async () => {
    const { store, runtime } = bench;
    const { conversation } = await openWebConversation(runtime);
    await store.conversations.append(conversation, [
      { kind: 'outcome.recorded', data: { goal: 'purchase', isWon: true } },
    ]);
    const outcomes = await store.knownOutcomes(DEFAULT_WORKSPACE, 0);
    expect(outcomes.get(conversation.conversationId)?.isWon).toBe(true);
    expect(await store.knownOutcomes(DEFAULT_WORKSPACE, Number.MAX_SAFE_INTEGER)).toEqual(new Map());
  });
});
