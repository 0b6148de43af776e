import { resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { loadPack } from '../../bot/pack/index.js';
import {
  dueReason,
  type RetrainingWatch,
  retrainScore,
  watchRetraining,
} from '../../bot/retraining/index.js';
import { silentLogger } from '../../bot/telemetry/index.js';
import { isLocked } from '../../leads/index.js';
import { createMemoryArtefacts, createModelRegistry, type ModelRegistry } from '../../learning/index.js';
import {
  DEFAULT_WORKSPACE,
  ManualClock,
  type Random,
  seededRandom,
  systemIds,
  toContactId,
  toConversationId,
} from '../../protocol/index.js';
import { exchange, started } from '../leads/lead-fixtures.js';
import { type Bench, openBench } from './runtime-bench.js';

const pack = loadPack(resolve('packs/aurora'));
const NAME = 'lead-score';
const DAY_MS = 86_400_000;
const LEADS = 400;

let bench: Bench;
let clock: ManualClock;
let registry: ModelRegistry;
beforeEach(async () => {
  clock = new ManualClock();
  bench = await openBench({ clock });
  registry = createModelRegistry({ store: createMemoryArtefacts(), clock, codeVersion: 'test' });
});
afterEach(async () => {
  await bench.close();
  bench.remove();
});

/** Buyers of long conversations win, as often as `wins` says. */
async function liveLead(random: Random, wins: (isLong: boolean) => number): Promise<void> {
  const conversationId = toConversationId(systemIds.next());
  const key = { workspaceId: DEFAULT_WORKSPACE, conversationId };
  const isLong = random.next() < 0.5;
  const turns = isLong ? 5 + random.integer(3) : 1 + random.integer(2);
  const said = Array.from({ length: turns }, (_, i) =>
    exchange(`${conversationId}-${i}`, {
      text: 'i want to buy a phone',
      intent: isLong ? 'buy_phone' : 'ask_hours',
    }),
  );
  await bench.store.conversations.open({
    ...key,
    contactId: toContactId(systemIds.next()),
    ...{ channel: 'web', locale: 'en', pack: 'aurora', isGenerated: true },
    drafts: [started()],
  });
  await bench.store.conversations.append(key, [
    ...said.flat(),
    { kind: 'outcome.recorded', data: { goal: 'purchase', isWon: random.next() < wins(isLong) } },
  ]);
}

async function liveLeads(seed: number, wins: (isLong: boolean) => number, count = LEADS) {
  const random = seededRandom(seed);
  await Promise.all(Array.from({ length: count }, () => liveLead(random, wins)));
  clock.advance(31 * DAY_MS);
}

const learnable = (isLong: boolean) => (isLong ? 0.85 : 0.1);
const settingsOf = () => ({
  ...{ store: bench.store, registry, pack, clock, seed: 1, workspaceId: DEFAULT_WORKSPACE },
  rehearse: async () => undefined,
});

describe('a retraining', () => {
  it('serves when it beats what was there, and says what it cost and how it was tested', async () => {
    await liveLeads(1, learnable);
    const stages = new Set<string>();
    const card = await retrainScore({ ...settingsOf(), onProgress: ({ stage }) => stages.add(stage) });
    expect(card.gate).toMatchObject({ isPassed: true, against: 'base rate' });
    expect(card.gate!.difference.low).toBeGreaterThan(0);
    expect(card.cost).toMatchObject({ rows: LEADS });
    expect(card.cost!.wallMs).toBeGreaterThan(0);
    expect(card.cost!.peakHeapBytes).toBeGreaterThan(1e6);
    expect(card.parameters.test).toMatch(/hash of their id/);
    expect(await registry.pointer(NAME)).toMatchObject({ history: [card.version], chosenBy: 'job' });
    expect(stages).toContain('reading conversations');
    expect(stages.size).toBeGreaterThan(1);
    // The same data again gives the same model, which does not lose either; the gate compares with the champion now.
    const again = await retrainScore(settingsOf());
    expect(again.gate).toMatchObject({ against: card.version, difference: { value: 0, low: 0, high: 0 } });
  }, 120_000);

  it('is stored and does not serve when it is no better than the base rate', async () => {
    await liveLeads(2, () => 0.4);
    const card = await retrainScore(settingsOf());
    expect(card.gate?.isPassed).toBe(false);
    expect((await registry.list(NAME)).map(({ version, isActive }) => [version, isActive])).toEqual([
      [card.version, false],
    ]);
  }, 120_000);

  it('leaves out conversations whose window is open, and gives no version of nothing', async () => {
    await liveLeads(3, learnable, 20);
    clock.advance(-2 * DAY_MS);
    await expect(retrainScore(settingsOf())).rejects.toMatchObject({ code: 'learning.no-data' });
    expect(await registry.list(NAME)).toEqual([]);
  }, 60_000);

  it('ends when it is cancelled and stores nothing', async () => {
    await liveLeads(4, learnable);
    const cancelling = new AbortController();
    const training = retrainScore({
      ...settingsOf(),
      signal: cancelling.signal,
      onProgress: ({ stage }) => {
        if (stage !== 'reading conversations') cancelling.abort();
      },
    });
    await expect(training).rejects.toMatchObject({ code: 'learning.cancelled' });
    expect(await registry.list(NAME)).toEqual([]);
  }, 60_000);
});

describe('the schedule', () => {
  const due = (retrainOutcomes: number, retrainHours: number) =>
    dueReason({ ...settingsOf(), schedule: { retrainOutcomes, retrainHours } });

  it('counts the outcomes since the newest version, whether or not that one serves', async () => {
    await liveLeads(5, learnable, 12);
    expect(await due(13, 0)).toBeUndefined();
    expect(await due(12, 0)).toMatch(/12 outcomes/);
    expect(await due(0, 0)).toBeUndefined();
    const draft = { task: NAME, dataHash: 'x', rows: 12, seed: 1, parameters: {}, metrics: {} };
    await registry.save(NAME, draft, {});
    expect(await due(12, 0)).toBeUndefined();
    clock.advance(DAY_MS);
    expect(await due(0, 24)).toBeUndefined();
    await liveLeads(6, learnable, 1);
    expect(await due(0, 24)).toMatch(/24 hours/);
    expect(await due(0, 24 * 60)).toBeUndefined();
  });

  it('runs one at a time, tells how it ended, and serves what passed', async () => {
    await liveLeads(7, learnable);
    let refreshed = 0;
    const watch: RetrainingWatch = watchRetraining({
      ...settingsOf(),
      schedule: { retrainOutcomes: 50, retrainHours: 0 },
      logger: silentLogger,
      refresh: async () => {
        refreshed += 1;
      },
    });
    await watch.look();
    expect(watch.status()).toMatchObject({ kind: 'running', reason: `${LEADS} outcomes became known` });
    expect(() => watch.begin(NAME)).toThrow(expect.objectContaining({ code: 'limit.busy' }));
    expect(() => watch.begin('lead-segments')).toThrow(
      expect.objectContaining({ code: 'learning.no-trainer' }),
    );
    await watch.idle();
    const [version] = await registry.history(NAME);
    expect(watch.status()).toMatchObject({ kind: 'done', version, isActivated: true });
    expect(refreshed).toBe(1);
    await watch.look();
    expect(watch.status().kind).toBe('done');
    await watch.close();
  }, 120_000);
});

describe('the locked test', () => {
  it('is a fifth of all leads, decided by their id alone', () => {
    const ids = Array.from({ length: 5000 }, (_, i) => `lead-${i}`);
    const locked = ids.filter(isLocked);
    expect(locked.length / ids.length).toBeGreaterThan(0.18);
    expect(locked.length / ids.length).toBeLessThan(0.22);
    expect([...ids].reverse().filter(isLocked).reverse()).toEqual(locked);
  });
});
