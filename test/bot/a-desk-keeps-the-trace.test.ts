/** Promise: everything that happens at a desk beside the server carries the trace context of its conversation. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createLocalDesk, createRemoteDesk, type Desk } from '../../bot/desk/index.js';
import { newTraceparent } from '../../bot/telemetry/index.js';
import { systemClock, systemIds, toTurnId } from '../../protocol/index.js';
import { openServer, type ServerBench } from './server-bench.js';

let bench: ServerBench;
beforeAll(async () => {
  bench = await openServer();
});
afterAll(() => bench.close());

const DESKS: Readonly<Record<string, () => Desk>> = {
  'over the control socket': () => createRemoteDesk(`${bench.folder}/data`, systemClock),
  'in the server process': () => createLocalDesk(bench.server.runtime, bench.server.store),
};

/** Opens, exchanges two turns and ends; the traces of the stored events, without repetition. */
async function tracesOf(desk: Desk, traceOfTurn?: (own: string) => string) {
  const { key, traceparent } = await desk.open({ channel: 'terminal' });
  for (const text of ['hello', 'hello again']) {
    await desk.exchange({
      ...key,
      turnId: toTurnId(systemIds.next()),
      channel: 'terminal',
      input: { kind: 'text', text },
      traceparent: traceOfTurn?.(traceparent) ?? traceparent,
    });
  }
  await desk.record(key, [{ kind: 'conversation.ended', data: { reason: 'done' } }], traceparent);
  const events = await bench.server.store.conversations.eventsSince(key, 0);
  expect(events.length).toBeGreaterThanOrEqual(6);
  return { traceparent, stored: [...new Set(events.map((event) => event.traceparent))] };
}

describe.each(Object.entries(DESKS))('a desk %s', (_name, desk) => {
  it('keeps one trace from the opening to the end', async () => {
    const { traceparent, stored } = await tracesOf(desk());
    expect(stored).toEqual([traceparent]);
  });

  it('gives each conversation its own', async () => {
    const [first, second] = [await tracesOf(desk()), await tracesOf(desk())];
    expect(first.traceparent).not.toBe(second.traceparent);
  });

  it('negative control: a turn with a trace of its own is told apart', async () => {
    const { stored } = await tracesOf(desk(), newTraceparent);
    expect(stored).toHaveLength(3);
  });
});
