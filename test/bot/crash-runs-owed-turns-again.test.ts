import { describe, expect, it } from '@jest/globals';
import { type ConversationEvent, DEFAULT_WORKSPACE, Fault } from '../../protocol/index.js';
import { openBench, openWebConversation, textTurn } from './runtime-bench.js';

describe('after a crash', () => {
  it('runs acknowledged turns without a reply again, in order, and no replied turn twice', async () => {
    const first = await openBench();
    const { conversation } = await openWebConversation(first.runtime);
    const { conversationId } = conversation;
    const key = { workspaceId: DEFAULT_WORKSPACE, conversationId };
    await first.runtime.exchange(textTurn(conversationId, 'replied'));
    await first.runtime.idle();
    const owed = ['a', 'b', 'c'].map((text) => textTurn(conversationId, text));
    for (const turn of owed) await first.store.turns.receive(turn);
    expect(await first.store.turns.listUnreplied(10)).toHaveLength(3);
    await first.close();

    const second = await openBench({ folder: first.folder });
    await second.runtime.idle();
    const events = await second.store.conversations.eventsSince(key, 0);
    const replies = events.filter((event) => event.kind === 'turn.replied').slice(1);
    expect(replies.map((event) => event.personal?.parts[0])).toMatchObject([
      { text: '1: replied' },
      { text: '2: a' },
      { text: '3: b' },
      { text: '4: c' },
    ]);
    expect(events.map((event) => event.sequence)).toEqual(events.map((_, at) => at + 1));
    expect(second.handled.map((event) => event.sequence)).toEqual([8, 9, 10]);
    await second.close();

    const third = await openBench({ folder: first.folder });
    expect(await third.runtime.start()).toBe(0);
    expect(third.handled).toHaveLength(0);
    await third.close();
    first.remove();
  });

  it('lets only one process hold the file', async () => {
    const held = await openBench();
    await expect(openBench({ folder: held.folder })).rejects.toMatchObject({ code: 'store.busy' });
    await held.close();
    const next = await openBench({ folder: held.folder });
    await next.close();
    held.remove();
  });

  it('refuses a reply that started from another state', async () => {
    const { runtime, store, close, remove } = await openBench();
    const { conversation } = await openWebConversation(runtime);
    const { conversationId } = conversation;
    const turn = textTurn(conversationId, 'x');
    await store.turns.receive(turn);
    const bot = { turnId: turn.turnId, conversationId, locale: 'en', parts: [], why: '' };
    const stale = { ...turn, bot, state: 'mine', expectedVersion: 7, drafts: [] };
    await expect(store.turns.reply(stale)).rejects.toMatchObject({ code: 'store.stale' });
    await store.turns.reply({ ...stale, expectedVersion: 1 });
    expect(await store.turns.readState(turn)).toEqual({ state: 'mine', version: 2 });
    await close();
    remove();
  });
});

describe('the relay', () => {
  it('delivers again what its consumer failed on, in order, and holds up nobody else', async () => {
    const seen: ConversationEvent[] = [];
    let failing: string | undefined;
    const leadHandler = {
      async handle(events: readonly ConversationEvent[]) {
        if (events[0]?.conversationId === failing) throw new Fault('store.unavailable', 'down');
        seen.push(...events);
      },
    };
    const { runtime, store, close, remove } = await openBench({ leadHandler });
    const broken = await openWebConversation(runtime);
    await runtime.idle();
    failing = broken.conversation.conversationId;
    const healthy = await openWebConversation(runtime);
    await runtime.exchange(textTurn(broken.conversation.conversationId, 'kept'));
    await runtime.exchange(textTurn(healthy.conversation.conversationId, 'through'));
    await runtime.idle();
    expect(seen.filter((event) => event.conversationId === failing)).toHaveLength(2);
    expect(seen.filter((event) => event.conversationId === healthy.conversation.conversationId)).toHaveLength(
      4,
    );
    expect(await store.outbox.count()).toBe(2);
    expect(runtime.blockedConversations).toBe(1);
    failing = undefined;
    while ((await store.outbox.count()) > 0) await new Promise((resolve) => setTimeout(resolve, 20));
    const kept = seen.filter((event) => event.conversationId === broken.conversation.conversationId);
    expect(kept.map((event) => event.sequence)).toEqual([1, 2, 3, 4]);
    await close();
    remove();
  });
});
