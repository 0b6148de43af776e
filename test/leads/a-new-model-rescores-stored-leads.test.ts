/** A newly active model reaches stored leads without their events, and never over a newer fold. */
import { describe, expect, it } from '@jest/globals';
import { createLeadConsumer, type LeadModels, rescoreLead, untrainedLeadModels } from '../../leads/index.js';
import { DEFAULT_WORKSPACE, ManualClock, toConversationId } from '../../protocol/index.js';
import { demoLeadPack, exchange, MemoryLeadStore, started, toEvents } from './lead-fixtures.js';

const pack = demoLeadPack();
const clock = new ManualClock();
const id = toConversationId('c1');
const events = toEvents('c1', [
  started(),
  ...exchange('t1', { text: 'how much is the pixel 8', intent: 'ask_price' }),
]);
const trained: LeadModels = {
  ...untrainedLeadModels,
  classify: () => ({
    label: 'sales',
    confidence: 0.9,
    isCertain: true,
    alternatives: [],
    modelVersion: 'v2',
  }),
};

async function storedLead() {
  const store = new MemoryLeadStore();
  await createLeadConsumer({ store, models: untrainedLeadModels, pack, clock }).handle(events);
  return store;
}

describe('rescoring', () => {
  it('changes what the model says and nothing else, and the consumer goes on where it was', async () => {
    const store = await storedLead();
    const before = store.leads.get('c1')!;
    expect(before.classification.modelVersion).toBe('untrained');
    const after = await rescoreLead({ store, models: trained, pack, clock }, DEFAULT_WORKSPACE, id);
    expect(after?.classification).toMatchObject({ label: 'sales', modelVersion: 'v2' });
    expect({ ...after, classification: before.classification }).toEqual(before);
    const more = toEvents('c1', [
      started(),
      ...exchange('t1', { text: 'x', intent: 'greet' }),
      ...exchange('t2', { text: 'blue', intent: 'inform' }),
    ]);
    await createLeadConsumer({ store, models: trained, pack, clock }).handle(more);
    expect(store.leads.get('c1')?.lastSequence).toBe(5);
  });

  it('control: a fold that came in between is not overwritten', async () => {
    const store = await storedLead();
    const stale = await store.findProfile(DEFAULT_WORKSPACE, id);
    const racing = Object.assign(new MemoryLeadStore(), { findProfile: async () => stale });
    racing.profiles.set('c1', { profile: stale!.profile, lastSequence: 4 });
    await expect(
      rescoreLead({ store: racing, models: trained, pack, clock }, DEFAULT_WORKSPACE, id),
    ).rejects.toMatchObject({
      code: 'store.stale',
    });
  });

  it('gives undefined for a conversation nobody folded', async () => {
    const settings = { store: new MemoryLeadStore(), models: trained, pack, clock };
    expect(await rescoreLead(settings, DEFAULT_WORKSPACE, id)).toBeUndefined();
  });
});
