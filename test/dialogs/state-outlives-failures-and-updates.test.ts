import { beforeAll, describe, expect, it } from '@jest/globals';
import { createDemoActions } from '../../dialogs/index.js';
import { startConversation } from './conversation.js';
import { TRAINING_TIMEOUT_MS, trainedPack } from './trained-pack.js';

beforeAll(() => trainedPack(), TRAINING_TIMEOUT_MS);

const ORDER = 'I want to buy two iPhone 15 in blue 256GB, my number is 020 7946 0958';

describe('state outlives failures and updates', () => {
  it('answers a crashed step with an apology and loses nothing', async () => {
    let fails = true;
    const demo = createDemoActions();
    const talk = await startConversation({
      actions: {
        run: async (...call) => {
          if (fails) throw new Error('boom');
          return demo.run(...call);
        },
      },
    });
    await talk.sayAll(ORDER, 'yes');
    expect(talk.keys).toEqual(['step.failed']);
    expect(talk.faults.map((fault) => fault.code)).toEqual(['dialogs.failed-step']);
    fails = false;
    expect(await talk.say('yes')).toMatch(/AU\d{6}/);
  });

  it('tells honestly when an action did not go through, and hands over', async () => {
    const talk = await startConversation({ actions: createDemoActions({ failing: ['place_order'] }) });
    await talk.sayAll(ORDER, 'yes');
    expect(talk.keys).toEqual(['action.failed']);
    expect(talk.parts('handoff')[0]?.reason).toBe('action_failed');
    expect(talk.draftsOf('flow.completed')).toHaveLength(0);
  });

  it('starts afresh, and says so, when a flow of the stored state no longer exists', async () => {
    const before = await startConversation();
    await before.say('I want to buy an iPhone 15');
    const after = await startConversation({
      pack: (pack) => ({
        ...pack,
        flows: pack.flows.map((flow) => (flow.flow === 'buy_phone' ? { ...flow, version: 2 } : flow)),
      }),
    });
    after.state = before.state;
    await after.say('blue');
    expect(after.keys[0]).toBe('state.lost');
    expect(after.faults).toHaveLength(0);
  });

  it('control: the same state goes on where the flow is unchanged', async () => {
    const before = await startConversation();
    await before.say('I want to buy an iPhone 15');
    const after = await startConversation();
    after.state = before.state;
    await after.say('blue');
    expect(after.keys).toEqual(['buy_phone.ask.storage']);
  });

  it.each(['', '{', '{"version":99}', 'null', '[]', '{"version":1}'])(
    'survives the stored state %j',
    async (state) => {
      const talk = await startConversation();
      talk.state = state;
      await talk.say('hello');
      expect(talk.keys[0]).toBe('state.lost');
      expect(talk.faults).toHaveLength(0);
    },
  );

  it('is pure: the same state and turn give the same outcome, and the state is only text', async () => {
    const one = await startConversation();
    const two = await startConversation();
    await one.sayAll('I want to buy an iPhone 15', 'blue');
    await two.sayAll('I want to buy an iPhone 15', 'blue');
    expect(one.last).toEqual(two.last);
    expect(JSON.parse(one.state!)).toMatchObject({ version: 1 });
    const other = await startConversation();
    await other.sayAll('I want to buy an iPhone 15', 'pink');
    expect(other.state).not.toBe(one.state);
  });

  it('runs an action once per turn id', async () => {
    const demo = createDemoActions();
    const call = (key: string) => demo.run('place_order', {}, { idempotencyKey: key, locale: 'en' });
    expect(await call('a')).toEqual(await call('a'));
    expect(await call('a')).not.toEqual(await call('b'));
  });
});
