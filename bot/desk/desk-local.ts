/** The desk in the process that runs the bot. */
import { DEFAULT_WORKSPACE } from '../../protocol/index.js';
import type { Runtime } from '../runtime/index.js';
import type { BotStore } from '../store/index.js';
import { newTraceparent } from '../telemetry/index.js';
import type { Desk } from './ports.js';

export function createLocalDesk(runtime: Runtime, store: BotStore): Desk {
  const workspaceId = DEFAULT_WORKSPACE;
  return {
    recordings: store.recordings,
    exchange: (turn) => runtime.exchange(turn),
    record: (key, drafts, traceparent) => runtime.record(key, drafts, traceparent),
    async open(opening) {
      const traceparent = newTraceparent();
      const { conversation, bot } = await runtime.openConversation({ workspaceId, ...opening, traceparent });
      return { key: { workspaceId, conversationId: conversation.conversationId }, traceparent, bot };
    },
    async findLead(conversationId) {
      await runtime.idle();
      return store.leads.findLead(workspaceId, conversationId);
    },
  };
}
