/** The desk over the control socket of the server that runs on a data folder. */
import { join } from 'node:path';
import {
  type BotTurn,
  type Clock,
  type ConversationDetail,
  type ConversationEvent,
  type ConversationId,
  DEFAULT_WORKSPACE,
  delay,
  type ScoredLead,
  toConversationId,
} from '../../protocol/index.js';
import { newTraceparent } from '../telemetry/index.js';
import { type ControlClient, createControlClient } from './control-client.js';
import type { Desk } from './ports.js';

const LEAD_CHECKS = 50;
const LEAD_CHECK_MS = 100;

export function createRemoteDesk(dataDir: string, clock: Clock): Desk {
  const client = createControlClient(dataDir);
  const at = (conversationId: string) => `/api/v1/desk/conversations/${conversationId}`;
  return {
    recordings: {
      folder: join(dataDir, 'recordings'),
      async add({ conversationId, recordingId, path }) {
        await client.post(`${at(conversationId)}/recordings`, { recordingId });
        return { path };
      },
    },
    async open(opening) {
      const traceparent = newTraceparent();
      const body = { ...opening, traceparent };
      const path = '/api/v1/desk/conversations';
      const answer = await client.post<{ conversationId: string; bot: BotTurn }>(path, body);
      const conversationId = toConversationId(answer.conversationId);
      return { key: { workspaceId: DEFAULT_WORKSPACE, conversationId }, traceparent, bot: answer.bot };
    },
    async exchange({ conversationId, turnId, channel, input, locale, traceparent }) {
      const body = { turnId, channel, input, locale, traceparent };
      return (await client.post<{ reply: BotTurn }>(`${at(conversationId)}/turns`, body)).reply;
    },
    async record({ conversationId }, drafts, traceparent) {
      const body = { drafts, traceparent };
      return (await client.post<{ events: ConversationEvent[] }>(`${at(conversationId)}/events`, body))
        .events;
    },
    findLead: (conversationId) => awaitLead(client, conversationId, clock),
  };
}

/** The lead follows the events by the outbox: asked for until it has caught up. */
async function awaitLead(
  client: ControlClient,
  conversationId: ConversationId,
  clock: Clock,
): Promise<ScoredLead | undefined> {
  for (let check = 0; check < LEAD_CHECKS; check++) {
    const { lead, events } = await client.get<ConversationDetail>(`/api/v1/conversations/${conversationId}`);
    if (lead !== undefined && lead.lastSequence >= (events.at(-1)?.sequence ?? 0)) return lead;
    await delay(clock, LEAD_CHECK_MS);
  }
  return undefined;
}
