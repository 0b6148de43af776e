import { describe, expect, it } from '@jest/globals';
import { ConversationLanes } from '../../bot/runtime/conversation-lanes.js';
import { toConversationId } from '../../protocol/index.js';

const [busy, quiet] = [toConversationId('busy'), toConversationId('quiet')];

function lanesOf(limits: Partial<ConstructorParameters<typeof ConversationLanes>[0]> = {}) {
  return new ConversationLanes({ perConversation: 10, total: 100, parallel: 1, ...limits });
}

describe('conversation lanes', () => {
  it('serve conversations in turn: a quiet one waits for one job of a busy one, not for all', async () => {
    const lanes = lanesOf();
    const ran: string[] = [];
    const push = (conversation: typeof busy, sequence: number) => {
      lanes.reserve(conversation);
      const run = async () => void ran.push(`${conversation} ${sequence}`);
      lanes.push(conversation, { sequence, run });
    };
    for (let sequence = 1; sequence <= 5; sequence++) push(busy, sequence);
    push(quiet, 1);
    await lanes.idle();
    expect(ran.indexOf('quiet 1')).toBeLessThanOrEqual(2);
    expect(ran.filter((job) => job.startsWith('busy'))).toEqual([1, 2, 3, 4, 5].map((at) => `busy ${at}`));
  });

  it('run the jobs of one conversation by sequence, whatever order they came in', async () => {
    const lanes = lanesOf();
    const ran: number[] = [];
    let open: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    lanes.hold(busy);
    lanes.push(busy, { sequence: 0, run: () => gate });
    for (const sequence of [3, 1, 2]) {
      lanes.hold(busy);
      lanes.push(busy, { sequence, run: async () => void ran.push(sequence) });
    }
    open();
    await lanes.idle();
    expect(ran).toEqual([1, 2, 3]);
  });

  it('work on as many conversations side by side as allowed, and no more', async () => {
    const lanes = lanesOf({ parallel: 2 });
    let running = 0;
    let most = 0;
    for (let at = 0; at < 6; at++) {
      const conversation = toConversationId(`c${at}`);
      lanes.reserve(conversation);
      const run = async () => {
        most = Math.max(most, ++running);
        await new Promise((resolve) => setImmediate(resolve));
        running--;
      };
      lanes.push(conversation, { sequence: 1, run });
    }
    await lanes.idle();
    expect(most).toBe(2);
  });

  it('refuse beyond both bounds and take again when a place is free', () => {
    const lanes = lanesOf({ perConversation: 2, total: 3 });
    lanes.reserve(busy);
    lanes.reserve(busy);
    expect(() => lanes.reserve(busy)).toThrow(expect.objectContaining({ code: 'limit.busy' }));
    lanes.reserve(quiet);
    expect(() => lanes.reserve(quiet)).toThrow(expect.objectContaining({ code: 'limit.busy' }));
    lanes.release(busy);
    lanes.reserve(quiet);
    expect(lanes.depth).toBe(3);
  });
});
