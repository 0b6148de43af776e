/** The negative control of the kill test: a store that acknowledges a turn at once and writes it a moment later. */
import type { BotStore, Receipt } from '../../../bot/store/index.js';

const WRITE_LATER_MS = 25;

export function acknowledgeBeforeWriting(store: BotStore): BotStore {
  const writes = new Map<string, Promise<Receipt>>();
  let sequence = 0;
  return {
    ...store,
    turns: {
      ...store.turns,
      async receive(turn) {
        const later = new Promise((resolve) => setTimeout(resolve, WRITE_LATER_MS));
        const write = writes.get(turn.turnId) ?? later.then(() => store.turns.receive(turn));
        writes.set(turn.turnId, write);
        return { kind: 'new', turnId: turn.turnId, sequence: ++sequence, isReplied: false };
      },
      async reply(reply) {
        await writes.get(reply.turnId);
        await store.turns.reply(reply);
      },
    },
  };
}
