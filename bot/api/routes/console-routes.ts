/** What the console reads: conversations, leads, models, numbers, who is looking, recordings. */
import { basename, dirname } from 'node:path';
import { z } from 'zod';
import {
  type ConsoleSession,
  type ConversationDetail,
  Fault,
  type RecordingInfo,
  toContactId,
  toConversationId,
  toRecordingId,
} from '../../../protocol/index.js';
import type { PageRequest, StoredRecording } from '../../store/index.js';
import type { ApiParts } from '../ports.js';
import { json, route } from '../route.js';
import * as schemas from '../schemas.js';

const optionalWord = (limit: number) =>
  z
    .string()
    .max(limit)
    .optional()
    .transform((word) => (word === '' ? undefined : word));

const pageQuery: z.ZodType<PageRequest> = z
  .object({
    limit: z.coerce.number().int().min(1).max(500).default(50),
    cursor: optionalWord(200),
    query: optionalWord(200),
    channel: z
      .enum(['web', 'voice-web', 'phone', 'terminal', ''])
      .optional()
      .transform((channel) => (channel === '' ? undefined : channel)),
    class: optionalWord(40),
  })
  .transform(({ class: leadClass, ...request }) => ({ ...request, leadClass }));

const id = z.string().min(1).max(100);

function toRecordingInfo({
  conversationId: _,
  path: __,
  sizeBytes: ___,
  ...recording
}: StoredRecording): RecordingInfo {
  return { ...recording, url: `/api/v1/recordings/${recording.recordingId}/audio` };
}

async function readDetail(rawId: string, parts: ApiParts): Promise<ConversationDetail> {
  const { store, workspaceId } = parts;
  const conversationId = toConversationId(rawId);
  const key = { workspaceId, conversationId };
  const row = await store.console.findRow(key);
  if (row === undefined) throw new Fault('conversation.not-found', 'No such conversation.');
  const lead = await store.leads.findLead(workspaceId, conversationId);
  const recording = await store.recordings.findOfConversation(key);
  return {
    row,
    ...(lead === undefined ? {} : { lead }),
    events: await store.conversations.eventsSince(key, 0),
    ...(recording === undefined ? {} : { recording: toRecordingInfo(recording) }),
  };
}

const readRoutes = [
  route({
    method: 'GET',
    url: '/api/v1/conversations',
    access: 'console',
    summary: 'Conversations, newest first',
    query: pageQuery,
    response: schemas.pageOf(schemas.conversationRow),
    handle: async ({ query, parts }) =>
      json(await parts.store.console.conversations(parts.workspaceId, query)),
  }),
  route({
    method: 'GET',
    url: '/api/v1/conversations/:conversationId',
    access: 'console',
    summary: 'One conversation with its events, lead and recording',
    params: z.object({ conversationId: id }),
    response: schemas.conversationDetail,
    handle: async ({ params, parts }) => json(await readDetail(params.conversationId, parts)),
  }),
  route({
    method: 'GET',
    url: '/api/v1/leads',
    access: 'console',
    summary: 'Leads, newest first',
    query: pageQuery,
    response: schemas.pageOf(schemas.scoredLead),
    handle: async ({ query, parts }) => json(await parts.store.console.leads(parts.workspaceId, query)),
  }),
  route({
    method: 'GET',
    url: '/api/v1/leads/:leadId',
    access: 'console',
    summary: 'One lead',
    params: z.object({ leadId: id }),
    response: schemas.scoredLead,
    async handle({ params, parts }) {
      const lead = await parts.store.console.findLeadById(parts.workspaceId, params.leadId);
      if (lead === undefined) throw new Fault('leads.not-found', 'No such lead.');
      return json(lead);
    },
  }),
  route({
    method: 'GET',
    url: '/api/v1/recordings/:recordingId/audio',
    access: 'console',
    summary: 'The recording as WAV; ranges are served',
    params: z.object({ recordingId: id }),
    async handle({ params, parts }) {
      const found = await parts.store.recordings.find(parts.workspaceId, toRecordingId(params.recordingId));
      if (found === undefined) throw new Fault('recording.not-found', 'No such recording.');
      return { kind: 'file', folder: dirname(found.path), name: basename(found.path) };
    },
  }),
];

const factRoutes = [
  route({
    method: 'GET',
    url: '/api/v1/overview',
    access: 'console',
    summary: 'The numbers of the reports page',
    response: schemas.overview,
    handle: async ({ parts }) => json(await parts.store.console.overview(parts.workspaceId)),
  }),
  route({
    method: 'GET',
    url: '/api/v1/session',
    access: 'console',
    summary: 'Who is looking, and at what',
    response: schemas.consoleSession,
    async handle({ parts }) {
      const { brand, flowTitles, locales, timeZone, currency, speechLocales } = parts.business;
      const session: ConsoleSession = {
        ...{ brand, flowTitles, locales, timeZone, currency },
        speechLocales: speechLocales(),
      };
      return json(session);
    },
  }),
];

const operatorRoutes = [
  route({
    method: 'POST',
    url: '/api/v1/console-links',
    access: 'operator',
    summary: 'Make a link that opens the console once',
    response: schemas.loginLink,
    handle: async ({ parts }) =>
      json({ url: `${parts.url()}/console/login?token=${parts.consoleAccess.mintLoginToken()}` }, 201),
  }),
  route({
    method: 'DELETE',
    url: '/api/v1/console-sessions',
    access: 'operator',
    summary: 'End every console session and every unused link',
    response: schemas.health,
    async handle({ parts }) {
      parts.consoleAccess.revokeAll();
      return json({ status: 'ok' });
    },
  }),
  route({
    method: 'DELETE',
    url: '/api/v1/contacts/:contactId',
    access: 'operator',
    summary: 'Erase everything personal that is held about a contact',
    params: z.object({ contactId: id }),
    response: schemas.erasure,
    handle: async ({ params, parts }) =>
      json(await parts.store.eraseContact(parts.workspaceId, toContactId(params.contactId))),
  }),
];

export const consoleRoutes = [...readRoutes, ...factRoutes, ...operatorRoutes];
