import { afterEach, describe, expect, it } from '@jest/globals';
import { type RescoringParts, rescoreLeads } from '../../bot/jobs/index.js';
import { createLeadConsumer, type LeadModels, untrainedLeadModels } from '../../leads/index.js';
import { type ConversationId, DEFAULT_WORKSPACE, type Progress, systemClock } from '../../protocol/index.js';
import { demoLeadPack } from '../leads/lead-fixtures.js';
import { type Bench, openBench, openWebConversation, textTurn } from './runtime-bench.js';

const pack = demoLeadPack();
const LEADS = 120;

const modelsOf = (version: string): LeadModels => ({
  ...untrainedLeadModels,
  versions: version,
  classify: () => ({
    ...{ label: 'sales', confidence: 0.9, isCertain: true, alternatives: [] },
    modelVersion: version,
  }),
});

interface World {
  readonly bench: Bench;
  ids: readonly ConversationId[];
  models: LeadModels;
  readonly parts: RescoringParts;
  /** Which version read each lead. */
  readers(): Promise<readonly (string | undefined)[]>;
}

let open: Bench | undefined;
afterEach(async () => {
  await open?.close();
  open?.remove();
});

async function openWorld(leads = LEADS): Promise<World> {
  let handler: ReturnType<typeof createLeadConsumer> | undefined;
  const bench = await openBench({ leadHandler: { handle: async (events) => handler?.handle(events) } });
  open = bench;
  const { store, runtime } = bench;
  const world: World = {
    ...{ bench, models: modelsOf('one') },
    ids: [],
    parts: {
      ...{ store, pack, workspaceId: DEFAULT_WORKSPACE, clock: systemClock },
      models: () => world.models,
    },
    async readers() {
      const found = await Promise.all(world.ids.map((id) => store.leads.findLead(DEFAULT_WORKSPACE, id)));
      return found.map((lead) => lead?.readBy);
    },
  };
  handler = createLeadConsumer({ store: store.leads, models: () => world.models, pack, clock: systemClock });
  world.ids = await Promise.all(
    Array.from(
      { length: leads },
      async () => (await openWebConversation(runtime)).conversation.conversationId,
    ),
  );
  await Promise.all(world.ids.map((id) => runtime.exchange(textTurn(id, 'hello'))));
  await runtime.idle();
  return world;
}

describe('stored leads after another version became active', () => {
  it('are all read again by it, each with its version, and progress never goes back', async () => {
    const world = await openWorld();
    expect(new Set(await world.readers())).toEqual(new Set(['one']));
    world.models = modelsOf('two');
    const heard: Progress[] = [];
    const rescored = await rescoreLeads({ ...world.parts, onProgress: (progress) => heard.push(progress) });
    expect(rescored).toEqual({ done: LEADS, failed: 0 });
    expect(new Set(await world.readers())).toEqual(new Set(['two']));
    expect(heard.map(({ done }) => done)).toEqual(Array.from({ length: LEADS }, (_, i) => i + 1));
    expect(heard.at(-1)).toMatchObject({ done: LEADS, total: LEADS });
    // Back again, as a rollback does.
    world.models = modelsOf('one');
    await rescoreLeads(world.parts);
    expect(new Set(await world.readers())).toEqual(new Set(['one']));
    expect(await rescoreLeads(world.parts)).toEqual({ done: 0, failed: 0 });
  }, 60_000);

  it('are taken up where a cut run stopped', async () => {
    const world = await openWorld();
    world.models = modelsOf('two');
    const cut = new AbortController();
    const onProgress = ({ done }: Progress) => {
      if (done === 70) cut.abort();
    };
    expect((await rescoreLeads({ ...world.parts, signal: cut.signal, onProgress })).done).toBe(70);
    expect((await world.readers()).filter((reader) => reader === 'one')).toHaveLength(LEADS - 70);
    expect((await rescoreLeads(world.parts)).done).toBe(LEADS - 70);
    expect(new Set(await world.readers())).toEqual(new Set(['two']));
  }, 60_000);

  it('end with the newest version when it changes under way', async () => {
    const world = await openWorld(60);
    world.models = modelsOf('two');
    await rescoreLeads({
      ...world.parts,
      onProgress: ({ done }) => {
        if (done === 20) world.models = modelsOf('three');
      },
    });
    expect(new Set(await world.readers())).toEqual(new Set(['three']));
  }, 60_000);

  it('are not held up by one that cannot be read', async () => {
    const world = await openWorld(10);
    const { store } = world.bench;
    world.models = modelsOf('two');
    const leads: RescoringParts['store']['leads'] = {
      ...store.leads,
      findProfile: async (workspaceId, id) =>
        id === world.ids[3]
          ? { profile: 'broken', lastSequence: 1 }
          : store.leads.findProfile(workspaceId, id),
    };
    const parts = {
      ...world.parts,
      store: {
        leads,
        staleLeads: store.staleLeads,
        countStaleLeads: store.countStaleLeads,
      },
    };
    const failed: string[] = [];
    const onFailure: RescoringParts['onFailure'] = (_, lead) => failed.push(lead.conversationId);
    expect(await rescoreLeads({ ...parts, onFailure })).toEqual({ done: 9, failed: 1 });
    expect(failed).toEqual([world.ids[3]]);
  }, 60_000);
});
