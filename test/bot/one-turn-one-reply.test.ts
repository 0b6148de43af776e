import { afterEach, describe, expect, it } from '@jest/globals';
import { createRuntime } from '../../bot/runtime/index.js';
import { DEFAULT_WORKSPACE, Fault, systemClock, systemIds } from '../../protocol/index.js';
import { createEchoEngine } from './echo-engine.js';
import { type Bench, openBench, openWebConversation, textTurn } from './runtime-bench.js';

const benches: Bench[] = [];
async function bench(options?: Parameters<typeof openBench>[0]) {
  const opened = await openBench(options);
  benches.push(opened);
  return opened;
}

afterEach(async () => {
  for (const opened of benches.splice(0)) {
    await opened.close();
    opened.remove();
  }
});

const key = (conversationId: string) => ({
  workspaceId: DEFAULT_WORKSPACE,
  conversationId: conversationId as never,
});

describe('one turn, one reply', () => {
  it('answers the same turn id sent 100 times in parallel once, with 100 equal acknowledgements', async () => {
    const { runtime, store, handled } = await bench();
    const { conversation } = await openWebConversation(runtime);
    const turn = textTurn(conversation.conversationId, 'hello');
    const acks = await Promise.all(Array.from({ length: 100 }, () => runtime.acceptTurn(turn)));
    await runtime.idle();
    expect(new Set(acks.map((ack) => JSON.stringify(ack))).size).toBe(1);
    const events = await store.conversations.eventsSince(key(conversation.conversationId), 0);
    expect(events.map((event) => event.kind)).toEqual([
      'conversation.started',
      'turn.replied',
      'turn.received',
      'turn.replied',
    ]);
    expect(handled.map((event) => event.sequence)).toEqual([1, 2, 3, 4]);
  });

  it('would show two replies if the id were not looked at: two ids give two replies', async () => {
    const { runtime, store } = await bench();
    const { conversation } = await openWebConversation(runtime);
    const { conversationId } = conversation;
    await Promise.all([1, 2].map(() => runtime.exchange(textTurn(conversationId, 'hello'))));
    const events = await store.conversations.eventsSince(key(conversationId), 2);
    expect(events.filter((event) => event.kind === 'turn.replied')).toHaveLength(2);
  });

  it('refuses the same id with other content, in flight and later', async () => {
    const { runtime } = await bench();
    const { conversation } = await openWebConversation(runtime);
    const turn = textTurn(conversation.conversationId, 'hello');
    const other = textTurn(conversation.conversationId, 'goodbye', turn.turnId);
    const [first, second] = await Promise.allSettled([runtime.acceptTurn(turn), runtime.acceptTurn(other)]);
    expect(first).toMatchObject({ status: 'fulfilled' });
    expect(second).toMatchObject({ status: 'rejected', reason: { code: 'turn.conflict' } });
    await runtime.idle();
    await expect(runtime.acceptTurn(other)).rejects.toMatchObject({ code: 'turn.conflict' });
    await expect(runtime.exchange(turn)).resolves.toMatchObject({ parts: [{ text: '1: hello' }] });
  });

  it('handles three concurrent turns of a conversation in order, one at a time', async () => {
    let running = 0;
    let overlap = 0;
    const engine = createEchoEngine({
      before: async () => {
        overlap = Math.max(overlap, ++running);
        await new Promise((resolve) => setImmediate(resolve));
        running--;
      },
    });
    const { runtime } = await bench({ engine });
    const { conversation } = await openWebConversation(runtime);
    const turns = ['a', 'b', 'c'].map((text) => textTurn(conversation.conversationId, text));
    const replies = await Promise.all(turns.map((turn) => runtime.exchange(turn)));
    const texts = replies.flatMap((bot) => bot.parts).map((part) => part.kind === 'say' && part.text);
    expect(texts).toEqual(['1: a', '2: b', '3: c']);
    expect(overlap).toBe(1);
    const other = await openWebConversation(runtime);
    const apart = [conversation, other.conversation].map(({ conversationId }) =>
      textTurn(conversationId, 'd'),
    );
    await Promise.all(apart.map((turn) => runtime.exchange(turn)));
    expect(overlap).toBe(2);
  });

  it('answers a failing step with an apology, keeps the state and goes on', async () => {
    const engine = createEchoEngine({
      before: (text) => {
        if (text === 'break') throw new Error('the step broke');
      },
    });
    const { runtime } = await bench({ engine });
    const { conversation } = await openWebConversation(runtime);
    const say = (text: string) => runtime.exchange(textTurn(conversation.conversationId, text));
    expect((await say('one')).parts).toMatchObject([{ text: '1: one' }]);
    expect((await say('break')).parts).toMatchObject([{ key: 'runtime.apology' }]);
    expect((await say('two')).parts).toMatchObject([{ text: '2: two' }]);
  });

  it('refuses turns beyond the bound and loses none of those it took', async () => {
    let open: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const engine = createEchoEngine({ before: () => gate });
    const { runtime } = await bench({ engine, limits: { turnsPerConversation: 3 } });
    const { conversation } = await openWebConversation(runtime);
    const turns = Array.from({ length: 5 }, (_, at) => textTurn(conversation.conversationId, `t${at}`));
    const results = await Promise.allSettled(turns.map((turn) => runtime.acceptTurn(turn)));
    expect(results.map((result) => result.status)).toEqual([
      'fulfilled',
      'fulfilled',
      'fulfilled',
      'rejected',
      'rejected',
    ]);
    expect(results[3]).toMatchObject({ reason: { code: 'limit.busy' } });
    open();
    await runtime.idle();
    const again = await Promise.all(turns.slice(0, 3).map((turn) => runtime.exchange(turn)));
    expect(again).toHaveLength(3);
  });

  it('refuses a turn for a conversation that does not exist', async () => {
    const { runtime } = await bench();
    const turn = textTurn('0190a000-0000-7000-8000-000000000000' as never, 'hello');
    await expect(runtime.acceptTurn(turn)).rejects.toMatchObject({ code: 'conversation.not-found' });
    expect(runtime.depth).toBe(0);
  });

  it('says so when a reply cannot be stored, and answers when the turn is sent again', async () => {
    const { store, runtime: unused } = await bench();
    await unused.close();
    let isBroken = true;
    const turns = {
      ...store.turns,
      reply: async (reply: Parameters<typeof store.turns.reply>[0]) => {
        if (isBroken) throw new Fault('internal.unexpected', 'The disk is full.');
        await store.turns.reply(reply);
      },
    };
    const runtime = createRuntime({
      store: { ...store, turns },
      engine: createEchoEngine(),
      leadHandler: { handle: async () => undefined },
      clock: systemClock,
      ids: systemIds,
      pack: { name: 'test', defaultLocale: 'en' },
    });
    const { conversation } = await openWebConversation(runtime);
    const failures: string[] = [];
    runtime.onFailedTurn((turn, fault) => failures.push(`${turn.turnId} ${fault.code}`));
    const turn = textTurn(conversation.conversationId, 'hello');
    await expect(runtime.exchange(turn)).rejects.toMatchObject({ code: 'internal.unexpected' });
    expect(failures).toEqual([`${turn.turnId} internal.unexpected`]);
    isBroken = false;
    expect(await runtime.exchange(turn)).toMatchObject({ parts: [{ text: '1: hello' }] });
    await runtime.close();
  });
});
