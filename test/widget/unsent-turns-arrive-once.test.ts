/** Promise: over a connection that loses requests, acknowledgements and itself, every turn arrives, in order, and counts once. */
import { describe, expect, test } from '@jest/globals';
import { ManualClock, type Random, seededRandom, type TurnAck } from '../../protocol/index.js';
import { createMemoryStore } from '../../web-widget/conversation/key-store.js';
import { createOutbox, MAX_OUTBOX_TURNS, type OutboxTurn } from '../../web-widget/conversation/outbox.js';
import { createTurnSender } from '../../web-widget/conversation/turn-sender.js';

const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
const turnOf = (number: number): OutboxTurn => ({
  turnId: `turn-${String(number).padStart(3, '0')}`,
  text: `turn ${number}`,
  atMs: number,
});

/** Keeps each turn id once, as the real store does; loses what the dice say. */
function createLossyServer(random: Random) {
  const kept: string[] = [];
  let sequence = 0;
  const emit = async (turn: OutboxTurn): Promise<TurnAck> => {
    if (random.next() < 0.3) throw new Error('request lost');
    if (!kept.includes(turn.turnId)) kept.push(turn.turnId);
    if (random.next() < 0.3) throw new Error('acknowledgement lost');
    if (random.next() < 0.1) {
      return { ok: false, fault: { code: 'limit.busy', message: 'busy', retryable: true, fields: {} } };
    }
    return { ok: true, turnId: turn.turnId, sequence: ++sequence };
  };
  return { kept, emit };
}

async function runStorm(
  seed: number,
  emitOf: (emit: (turn: OutboxTurn) => Promise<TurnAck>) => (turn: OutboxTurn) => Promise<TurnAck>,
) {
  const random = seededRandom(seed);
  const clock = new ManualClock();
  const server = createLossyServer(random);
  const outbox = createOutbox(createMemoryStore(), 'c');
  const accepted: string[] = [];
  const sender = createTurnSender({
    outbox,
    clock,
    emit: emitOf(server.emit),
    onAccepted: (turnId) => accepted.push(turnId),
    onRefused: () => undefined,
  });
  for (let number = 0; number < 30; number++) {
    sender.add(turnOf(number));
    if (random.next() < 0.4) sender.disconnected();
    if (random.next() < 0.5) sender.connected();
    await settle();
    clock.advance(random.integer(3_000));
  }
  sender.connected();
  for (let round = 0; round < 400 && outbox.list().length > 0; round++) {
    await settle();
    clock.advance(30_000);
  }
  return { kept: server.kept, accepted, unsent: outbox.list().length };
}

const ALL = Array.from({ length: 30 }, (_, number) => turnOf(number).turnId);

describe('unsent turns arrive once', () => {
  test('40 storms', async () => {
    for (let seed = 1; seed <= 40; seed++) {
      const { kept, accepted, unsent } = await runStorm(seed, (emit) => emit);
      expect({ seed, kept, unsent }).toEqual({ seed, kept: ALL, unsent: 0 });
      expect(accepted).toEqual(ALL);
    }
  });

  test('a sender that makes a new id for each try would double turns (negative control)', async () => {
    let tries = 0;
    const { kept } = await runStorm(
      1,
      (emit) => (turn) => emit({ ...turn, turnId: `${turn.turnId}-${tries++}` }),
    );
    expect(kept.length).toBeGreaterThan(ALL.length);
  });

  test('a refusal that cannot be retried is reported and does not block the next turn', async () => {
    const outbox = createOutbox(createMemoryStore(), 'c');
    const refused: string[] = [];
    const accepted: string[] = [];
    const sender = createTurnSender({
      outbox,
      clock: new ManualClock(),
      emit: async ({ turnId }) =>
        turnId === turnOf(0).turnId
          ? { ok: false, fault: { code: 'turn.conflict', message: 'used', retryable: false, fields: {} } }
          : { ok: true, turnId, sequence: 1 },
      onAccepted: (turnId) => accepted.push(turnId),
      onRefused: (turnId) => refused.push(turnId),
    });
    sender.connected();
    sender.add(turnOf(0));
    sender.add(turnOf(1));
    await settle();
    expect({ refused, accepted, left: outbox.list() }).toEqual({
      refused: ALL.slice(0, 1),
      accepted: ALL.slice(1, 2),
      left: [],
    });
  });

  test('turns wait across a page load, in order, apart for each conversation', () => {
    const store = createMemoryStore();
    const first = createOutbox(store, 'c');
    [3, 1, 2].forEach((number) => void first.add(turnOf(number)));
    createOutbox(store, 'other').add(turnOf(9));
    expect(
      createOutbox(store, 'c')
        .list()
        .map(({ text }) => text),
    ).toEqual(['turn 1', 'turn 2', 'turn 3']);
  });

  test('the outbox is bounded, and values that are not turns are passed over', () => {
    const store = createMemoryStore();
    const outbox = createOutbox(store, 'c');
    store.set('leadline:outbox:c:broken', '{"half":');
    store.set('leadline:outbox:c:other', '{"turnId":5}');
    const kept = Array.from({ length: MAX_OUTBOX_TURNS + 5 }, (_, number) => outbox.add(turnOf(number)));
    expect(kept.filter(Boolean)).toHaveLength(MAX_OUTBOX_TURNS - 2);
    expect(outbox.list()).toHaveLength(MAX_OUTBOX_TURNS - 2);
  });
});
