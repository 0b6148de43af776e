import { afterEach, describe, expect, it } from '@jest/globals';
import { lookForDrift } from '../../bot/jobs/index.js';
import { watchDrift } from '../../bot/roles/drift-watch.js';
import { createMetrics, silentLogger } from '../../bot/telemetry/index.js';
import {
  encodeProfile,
  featureColumns,
  featuresOf,
  foldEvents,
  scoreProfile,
  untrainedLeadModels,
} from '../../leads/index.js';
import {
  createMemoryArtefacts,
  createModelRegistry,
  learnReference,
  writeReference,
} from '../../learning/index.js';
import {
  DEFAULT_WORKSPACE,
  type LeadScore,
  ManualClock,
  type Random,
  seededRandom,
} from '../../protocol/index.js';
import { demoLeadPack, exchange, started, toEvents } from '../leads/lead-fixtures.js';
import { type Bench, openBench, openWebConversation } from './runtime-bench.js';

const pack = demoLeadPack();
const features = featuresOf(pack);

/** A visitor who buys by chance, with the price asked about in between as often as `talkative` says. */
function profileOf(id: string, random: Random, talkative: number) {
  const turns = 1 + (random.next() < talkative ? 6 + random.integer(3) : random.integer(3));
  const said = Array.from({ length: turns }, (_, i) =>
    exchange(`${id}-${i}`, { text: 'what does it cost', intent: i % 2 === 0 ? 'ask_price' : 'buy_phone' }),
  );
  return foldEvents(toEvents(id, [started(), ...said.flat()]))!;
}

const scored = (value: number, modelVersion: string): LeadScore => ({
  kind: 'scored',
  value,
  low: value,
  high: value,
  base: 0.5,
  reasons: [],
  goal: 'purchase',
  windowDays: 30,
  salesLine: 0.6,
  readiness: 'look',
  modelVersion,
  trainedOnConversions: 100,
  isTrainedOnGenerated: true,
});

let bench: Bench | undefined;
afterEach(async () => {
  await bench?.close();
  bench?.remove();
  bench = undefined;
});

interface Live {
  readonly leads: number;
  readonly talkative: number;
  /** Chance that a lead with this score wins. */
  readonly wins: (score: number) => number;
}

async function look({ leads, talkative, wins }: Live) {
  const random = seededRandom(21);
  const registry = createModelRegistry({
    store: createMemoryArtefacts(),
    clock: new ManualClock(),
    codeVersion: 'test',
  });
  const trained = Array.from({ length: 600 }, (_, i) => features.rowOf(profileOf(`t-${i}`, random, 0.3)));
  const values = trained.map(() => 0.2 + 0.6 * random.next());
  const reference = learnReference(featureColumns(features, trained), {
    kind: 'numeric',
    name: 'score',
    values,
  });
  const draft = { task: 'lead-score', dataHash: 'x', rows: 600, seed: 1, parameters: {}, metrics: {} };
  const { version } = await registry.save('lead-score', draft, {
    'reference.json': writeReference(reference),
  });
  await registry.activate('lead-score', version);
  bench = await openBench();
  const { store, runtime } = bench;
  for (let i = 0; i < leads; i++) {
    const { conversation } = await openWebConversation(runtime);
    const { workspaceId, conversationId } = conversation;
    const profile = profileOf(conversationId, random, talkative);
    const value = 0.2 + 0.6 * random.next();
    const models = { ...untrainedLeadModels, score: () => scored(value, `lead-score ${version}`) };
    const lead = scoreProfile(profile, { pack, models, clock: new ManualClock() });
    await store.leads.save(lead, { profile: encodeProfile(profile), lastSequence: profile.lastSequence }, 0);
    const isWon = random.next() < wins(value);
    await store.conversations.append({ workspaceId, conversationId }, [
      { kind: 'outcome.recorded', data: { goal: 'purchase', isWon } },
    ]);
  }
  return { store, registry, pack, workspaceId: DEFAULT_WORKSPACE, clock: new ManualClock() };
}

const honest = (score: number) => score;

describe('a look at stored leads', () => {
  it('is calm while they look as in training and probabilities come true', async () => {
    const drift = await lookForDrift(await look({ leads: 150, talkative: 0.3, wins: honest }));
    expect(drift).toMatchObject({ rows: 150, calibration: { rows: 150, verdict: 'stable' } });
    expect(['shifted', 'moderate']).not.toContain(drift?.verdict);
  }, 60_000);

  it('names the inputs that moved, in the metrics too', async () => {
    const parts = await look({ leads: 150, talkative: 1, wins: honest });
    const metrics = createMetrics();
    const watch = watchDrift({ ...parts, metrics, logger: silentLogger });
    await watch.runNow();
    const drift = watch.latest('lead-score');
    expect(drift?.verdict).toBe('shifted');
    expect(drift?.inputs[0]).toMatchObject({ verdict: 'shifted' });
    expect(drift?.score?.verdict).not.toBe('shifted');
    const text = await metrics.render();
    expect(text).toContain('leadline_model_drift_alarms_total{model="lead-score"} 1');
    expect(text).toMatch(/leadline_model_psi\{model="lead-score",column="score"\} 0\.\d/);
    await watch.stop();
    metrics.close();
  }, 60_000);

  it('tells when outcomes no longer keep what the scores promise', async () => {
    const drift = await lookForDrift(
      await look({ leads: 150, talkative: 0.3, wins: (score) => score * 0.4 }),
    );
    expect(drift).toMatchObject({ verdict: 'shifted', calibration: { verdict: 'shifted' } });
  }, 60_000);

  it('says of a handful that they are too few', async () => {
    const drift = await lookForDrift(await look({ leads: 8, talkative: 1, wins: () => 0 }));
    expect(drift).toMatchObject({ rows: 8, calibration: { verdict: 'too-few' } });
    expect(drift?.score?.verdict).toBe('too-few');
  }, 60_000);
});
