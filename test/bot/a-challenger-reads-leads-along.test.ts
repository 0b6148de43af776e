import { resolve } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { loadPack } from '../../bot/pack/index.js';
import { type ShadowWatch, watchTrials } from '../../bot/shadow/index.js';
import { createMetrics, silentLogger } from '../../bot/telemetry/index.js';
import { createLeadConsumer, loadLeadModels } from '../../leads/index.js';
import {
  createMemoryArtefacts,
  createModelRegistry,
  encodeLinearClassifier,
  type ModelRegistry,
  trainLinearClassifier,
} from '../../learning/index.js';
import { DEFAULT_WORKSPACE, systemClock } from '../../protocol/index.js';
import { type Bench, openBench, openWebConversation, textTurn } from './runtime-bench.js';

const pack = loadPack(resolve('packs/aurora'));
const NAME = 'lead-class';

let bench: Bench | undefined;
let watch: ShadowWatch | undefined;
afterEach(async () => {
  await watch?.close();
  await bench?.close();
  bench?.remove();
});

async function save(registry: ModelRegistry, labels: readonly [string, string]) {
  const examples = Array.from({ length: 40 }, (_, i) => ({
    text: i % 2 === 0 ? `my order ${i} is late` : `i want to buy phone ${i}`,
    label: labels[i % 2]!,
  }));
  const files = {
    'model.bin': encodeLinearClassifier(await trainLinearClassifier({ examples, options: { seed: 1 } })),
  };
  const draft = { task: NAME, dataHash: 'x', rows: 40, seed: 1, parameters: {}, metrics: {} };
  return { version: (await registry.save(NAME, draft, files)).version, files };
}

describe('a challenger of the lead class', () => {
  it('reads every lead that is stored; the lead keeps the class of the active version', async () => {
    const registry = createModelRegistry({
      store: createMemoryArtefacts(),
      clock: systemClock,
      codeVersion: 'test',
    });
    const active = await save(registry, ['complaint', 'sales']);
    const other = await save(registry, ['spam', 'sales']);
    await registry.activate(NAME, active.version);
    await registry.challenge(NAME, other.version);
    const stored = { version: `${NAME} ${active.version}`, files: active.files };
    const models = loadLeadModels({ [NAME]: stored }, pack.leads);
    let handler: ReturnType<typeof createLeadConsumer> | undefined;
    bench = await openBench({ leadHandler: { handle: async (events) => handler?.handle(events) } });
    const { store, runtime } = bench;
    handler = createLeadConsumer({ store: store.leads, models, pack: pack.leads, clock: systemClock });
    watch = watchTrials({
      ...{ store, registry, pack, logger: silentLogger, clock: systemClock },
      ...{ workspaceId: DEFAULT_WORKSPACE, metrics: createMetrics() },
    });
    await watch.refresh();
    const late = (await openWebConversation(runtime)).conversation;
    const buying = (await openWebConversation(runtime)).conversation;
    await runtime.exchange(textTurn(late.conversationId, 'my order 7 is late'));
    await runtime.exchange(textTurn(buying.conversationId, 'i want to buy phone 8'));
    await runtime.idle();
    await watch.idle();
    const report = await watch.report(NAME);
    expect(report?.missed).toMatchObject({ full: 0, late: 0, failed: 0 });
    const differing = new Set(report?.disagreements.map(({ conversationId }) => conversationId));
    expect(differing).toEqual(new Set([late.conversationId]));
    expect(report?.disagreements[0]).toMatchObject({
      active: { label: 'complaint' },
      challenger: { label: 'spam' },
    });
    expect(report?.readings).toBeGreaterThan(1);
    const lead = await store.leads.findLead(DEFAULT_WORKSPACE, late.conversationId);
    expect(lead?.classification).toMatchObject({
      label: 'complaint',
      modelVersion: `${NAME} ${active.version}`,
    });
  }, 60_000);
});
