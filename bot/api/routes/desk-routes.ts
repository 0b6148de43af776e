/** The desk: commands beside the server open conversations, exchange turns and record calls. Control socket only. */
import { join } from 'node:path';
import { z } from 'zod';
import {
  type EventDraft,
  type TurnInput,
  toConversationId,
  toRecordingId,
  toTurnId,
  visitorTurn,
} from '../../../protocol/index.js';
import { adoptTraceparent } from '../../telemetry/index.js';
import { json, route } from '../route.js';
import * as schemas from '../schemas.js';

const channel = z.enum(['terminal', 'phone']);
const { turnId, text, value, locale, traceparent } = visitorTurn.shape;
const params = z.object({ conversationId: z.uuid() });
const moment = z.number().min(0);

const word = z.strictObject({ text: z.string(), startMs: moment, endMs: moment });
const transcript = z.strictObject({
  text,
  startMs: moment,
  endMs: moment,
  words: z.array(word).max(2000),
  wordTiming: z.enum(['exact', 'estimated', 'none']),
  confidence: z.number().min(0).max(1),
  engine: z.string(),
  isSpeculative: z.boolean(),
});

const input = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('text'), text }),
  z.strictObject({ kind: z.literal('choice'), text, value: value.unwrap() }),
  z.strictObject({ kind: z.literal('speech'), text, transcript }),
]);

/** What happens around turns; everything else is the runtime's to say. */
const draft = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('playback.finished'),
    data: z.strictObject({
      turnId: z.string(),
      startMs: moment,
      endMs: moment,
      responseMs: z.number().optional(),
    }),
    personal: z.strictObject({}).optional(),
  }),
  z.strictObject({
    kind: z.literal('playback.cut'),
    data: z.strictObject({ turnId: z.string(), playedMs: moment }),
    personal: z.strictObject({ playedText: z.string().max(10_000) }),
  }),
  z.strictObject({
    kind: z.literal('consent.recorded'),
    data: z.strictObject({
      scope: z.enum(['processing', 'recording', 'marketing']),
      isGranted: z.boolean(),
      evidence: z.string().max(500),
    }),
  }),
  z.strictObject({
    kind: z.literal('conversation.ended'),
    data: z.strictObject({ reason: z.string().max(100) }),
  }),
]);

export const deskRoutes = [
  route({
    method: 'GET',
    url: '/api/v1/desk',
    access: 'operator',
    summary: 'Which server this is, for a command that joins it',
    response: z.object({ url: z.string() }),
    handle: async ({ parts }) => json({ url: parts.url() }),
  }),
  route({
    method: 'POST',
    url: '/api/v1/desk/conversations',
    access: 'operator',
    summary: 'Open a conversation for a command',
    body: z.strictObject({ channel, locale, traceparent }),
    response: z.object({ conversationId: z.string(), bot: z.unknown() }),
    async handle({ body, parts }) {
      const { workspaceId } = parts;
      const opened = await parts.runtime.openConversation({
        workspaceId,
        ...body,
        traceparent: adoptTraceparent(body.traceparent),
      });
      return json({ conversationId: opened.conversation.conversationId, bot: opened.bot }, 201);
    },
  }),
  route({
    method: 'POST',
    url: '/api/v1/desk/conversations/:conversationId/turns',
    access: 'operator',
    summary: 'Exchange one turn, typed or recognised',
    params,
    body: z.strictObject({ turnId, channel, input, locale, traceparent }),
    response: z.object({ reply: z.unknown() }),
    async handle({ params: { conversationId }, body, parts }) {
      const reply = await parts.runtime.exchange({
        workspaceId: parts.workspaceId,
        conversationId: toConversationId(conversationId),
        turnId: toTurnId(body.turnId.toLowerCase()),
        channel: body.channel,
        input: body.input satisfies TurnInput,
        locale: body.locale,
        traceparent: adoptTraceparent(body.traceparent),
      });
      return json({ reply });
    },
  }),
  route({
    method: 'POST',
    url: '/api/v1/desk/conversations/:conversationId/events',
    access: 'operator',
    summary: 'Record what happened around the turns of a call',
    params,
    body: z.strictObject({ drafts: z.array(draft).min(1).max(50), traceparent }),
    response: z.object({ events: z.array(schemas.conversationEvent) }),
    async handle({ params: { conversationId }, body, parts }) {
      const key = { workspaceId: parts.workspaceId, conversationId: toConversationId(conversationId) };
      const drafts = body.drafts as unknown as readonly EventDraft[];
      return json({
        events: await parts.runtime.record(key, drafts, adoptTraceparent(body.traceparent)),
      });
    },
  }),
  route({
    method: 'POST',
    url: '/api/v1/desk/conversations/:conversationId/recordings',
    access: 'operator',
    summary: 'Add a recording that lies in the recordings folder',
    params,
    body: z.strictObject({ recordingId: z.uuid() }),
    response: z.object({ recordingId: z.string() }),
    async handle({ params: { conversationId }, body, parts }) {
      const recordingId = toRecordingId(body.recordingId);
      const key = { workspaceId: parts.workspaceId, conversationId: toConversationId(conversationId) };
      await parts.store.recordings.add({
        ...key,
        recordingId,
        path: join(parts.store.recordings.folder, `${recordingId}.wav`),
      });
      return json({ recordingId }, 201);
    },
  }),
];
