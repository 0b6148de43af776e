/** The consumer's effect is exactly once: redelivered, split, raced and crashed deliveries all end in the same lead. */
import { describe, expect, it } from '@jest/globals';
import { createLeadConsumer, untrainedLeadModels } from '../../leads/index.js';
import { type ConversationEvent, ManualClock, seededRandom } from '../../protocol/index.js';
import { demoLeadPack, exchange, MemoryLeadStore, slot, started, toEvents } from './lead-fixtures.js';

const pack = demoLeadPack();

function conversation(id: string): ConversationEvent[] {
  return toEvents(id, [
    started(),
    ...exchange('t1', {
      text: 'I want to buy two iPhone 15 in blue, my number is 020 7946 0958',
      intent: 'buy_phone',
      slots: [
        slot('product', 'iphone-15', 'iPhone 15'),
        slot('quantity', '2', 'two'),
        slot('color', 'blue'),
        slot('phone_number', '020 7946 0958'),
      ],
    }),
    ...exchange('t2', { text: 'how much is it?', intent: 'ask_price' }),
    { kind: 'flow.completed', data: { flow: 'buy_phone', turnId: 't2' as never }, personal: { slots: {} } },
  ]);
}

function consumerOver(store: MemoryLeadStore, onLead?: () => void) {
  return createLeadConsumer({ store, models: untrainedLeadModels, pack, clock: new ManualClock(), onLead });
}

describe('redelivery changes nothing', () => {
  it('makes the same lead from one batch, from single events, and from doubled random batches (seed 7)', async () => {
    const events = conversation('c1');
    const whole = new MemoryLeadStore();
    await consumerOver(whole).handle(events);
    const random = seededRandom(7);
    const split = new MemoryLeadStore();
    const consumer = consumerOver(split);
    for (let end = 1; end <= events.length; end++) {
      const from = random.integer(end);
      await consumer.handle(events.slice(from, end));
      await consumer.handle(events.slice(random.integer(end), end));
    }
    expect(split.leads.get('c1')).toEqual(whole.leads.get('c1'));
    expect(split.profiles.get('c1')).toEqual(whole.profiles.get('c1'));
    expect(split.saves).toBe(events.length);
  });

  it('control: folding an event twice under a new sequence does change the lead', async () => {
    const events = conversation('c1');
    const store = new MemoryLeadStore();
    await consumerOver(store).handle(events);
    const before = store.leads.get('c1');
    const again = { ...events[3]!, sequence: events.length + 1 };
    await consumerOver(store).handle([again]);
    expect(store.leads.get('c1')).not.toEqual(before);
  });

  it('refuses a gap, so that the relay delivers the missing event first', async () => {
    const events = conversation('c1');
    const store = new MemoryLeadStore();
    const consumer = consumerOver(store);
    await consumer.handle(events.slice(0, 2));
    await expect(consumer.handle(events.slice(3))).rejects.toMatchObject({
      code: 'leads.missing-event',
      isRetryable: true,
    });
    await consumer.handle(events.slice(2));
    expect(store.leads.get('c1')?.lastSequence).toBe(events.length);
  });

  it('loses nothing when a save fails, and says each change once', async () => {
    const events = conversation('c1');
    const store = new MemoryLeadStore();
    let notices = 0;
    const consumer = consumerOver(store, () => notices++);
    store.refuseNext = 1;
    await expect(consumer.handle(events)).rejects.toMatchObject({ code: 'store.unavailable' });
    expect(store.leads.size).toBe(0);
    await consumer.handle(events);
    await consumer.handle(events);
    expect(notices).toBe(1);
    expect(store.leads.get('c1')?.lastSequence).toBe(events.length);
  });

  it('lets two consumers race over one conversation without losing an event', async () => {
    const events = conversation('c1');
    const store = new MemoryLeadStore();
    await Promise.all([consumerOver(store).handle(events), consumerOver(store).handle(events)]);
    expect(store.saves).toBe(1);
    expect(store.leads.get('c1')?.heard).toHaveLength(4);
  });

  it('keeps conversations of one batch apart', async () => {
    const store = new MemoryLeadStore();
    const [a, b] = [conversation('a'), conversation('b')];
    const mixed = a.flatMap((event, i) => [event, b[i]!]);
    await consumerOver(store).handle(mixed);
    expect([...store.leads.keys()].sort()).toEqual(['a', 'b']);
    expect(store.leads.get('b')?.contactId).toBe('contact-b');
  });
});
