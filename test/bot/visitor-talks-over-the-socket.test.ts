import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ConversationEvent, systemIds } from '../../protocol/index.js';
import { once, openServer, type ServerBench } from './server-bench.js';

let bench: ServerBench;
beforeAll(async () => {
  bench = await openServer();
});
afterAll(() => bench.close());

const said = (event: ConversationEvent) =>
  event.kind === 'turn.replied' && event.personal?.parts[0]?.kind === 'say'
    ? event.personal.parts[0].text
    : undefined;

function collect(socket: ReturnType<ServerBench['connect']>, count: number): Promise<ConversationEvent[]> {
  const events: ConversationEvent[] = [];
  return new Promise((resolve) => {
    socket.on('event', (event: ConversationEvent) => {
      events.push(event);
      if (events.length === count) resolve(events);
    });
  });
}

describe('a visitor', () => {
  it('opens a visit, sends a turn, gets its acknowledgement and the stored reply', async () => {
    const visit = await bench.openVisit({ locale: 'en-GB', page: '/' });
    expect(visit.events.map((event) => event.kind)).toEqual(['conversation.started', 'turn.replied']);
    expect(visit.brand).toEqual({ name: 'Test Shop', accent: '#0b6b57' });
    const socket = bench.connect(visit.token);
    await once(socket, 'connect');
    const events = collect(socket, 2);
    const turnId = systemIds.next();
    const ack = await socket.emitWithAck('turn', { turnId, text: 'hello' });
    expect(ack).toEqual({ ok: true, turnId, sequence: 3 });
    expect((await events).map((event) => event.sequence)).toEqual([3, 4]);
    expect(said((await events)[1]!)).toBe('1: hello');
  });

  it('asks for what it missed after a reconnect and gets exactly that', async () => {
    const visit = await bench.openVisit();
    const first = bench.connect(visit.token);
    await once(first, 'connect');
    const two = collect(first, 2);
    await first.emitWithAck('turn', { turnId: systemIds.next(), text: 'one' });
    await two;
    first.close();
    const second = bench.connect(visit.token);
    await once(second, 'connect');
    await second.emitWithAck('turn', { turnId: systemIds.next(), text: 'two' });
    await bench.server.runtime.idle();
    const sync = await second.emitWithAck('sync', { since: 4 });
    expect(sync.events.map((event: ConversationEvent) => event.sequence)).toEqual([5, 6]);
    const all = await second.emitWithAck('sync', { since: 0 });
    expect(all.events).toHaveLength(6);
    const resumed = await bench.openVisit({ token: visit.token });
    expect(resumed.conversationId).toBe(visit.conversationId);
    expect(resumed.events).toHaveLength(6);
  });

  it('sees its own conversation only', async () => {
    const [mine, other] = [await bench.openVisit(), await bench.openVisit()];
    const socket = bench.connect(mine.token);
    const stranger = bench.connect(other.token);
    await Promise.all([once(socket, 'connect'), once(stranger, 'connect')]);
    const heard: ConversationEvent[] = [];
    stranger.on('event', (event) => heard.push(event));
    const own = collect(socket, 2);
    await socket.emitWithAck('turn', { turnId: systemIds.next(), text: 'private' });
    await own;
    const sync = await stranger.emitWithAck('sync', { since: 0 });
    expect(JSON.stringify(sync)).not.toContain('private');
    expect(heard).toEqual([]);
    const theirs = collect(stranger, 2);
    await stranger.emitWithAck('turn', { turnId: systemIds.next(), text: 'theirs' });
    expect(said((await theirs)[1]!)).toBe('1: theirs');
  });

  it('speaks over HTTP alone, and the same turn twice gives one reply', async () => {
    const { token } = await bench.openVisit();
    const turnId = systemIds.next();
    const post = async (text: string) => {
      const response = await fetch(`${bench.server.url}/api/v1/visits/turns`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({ turnId, text }),
      });
      return { status: response.status, body: (await response.json()) as { reply?: object; code?: string } };
    };
    const first = await post('hello');
    expect(first.body.reply).toMatchObject({ parts: [{ text: '1: hello' }] });
    expect(await post('hello')).toEqual(first);
    expect(await post('other')).toMatchObject({ status: 409, body: { code: 'turn.conflict' } });
  });

  it('has everything deleted on request; the old token opens nothing personal', async () => {
    const visit = await bench.openVisit();
    const headers = { authorization: `Bearer ${visit.token}` };
    const call = (method: string, path: string) => fetch(`${bench.server.url}${path}`, { method, headers });
    const erased = await call('DELETE', '/api/v1/visits');
    expect(await erased.json()).toMatchObject({ conversations: 1, personalEvents: 1 });
    const events = await (await call('GET', '/api/v1/visits/events')).json();
    expect(
      (events as { events: ConversationEvent[] }).events.every((event) => event.personal === undefined),
    ).toBe(true);
    const socket = bench.connect(visit.token);
    await once(socket, 'connect');
    const ack = await socket.emitWithAck('turn', { turnId: systemIds.next(), text: 'still here?' });
    expect(ack).toMatchObject({ ok: false, fault: { code: 'conversation.not-found' } });
  });
});
