/** Visits: a visitor opens or resumes a conversation, says something without a socket, or has everything deleted. */
import { z } from 'zod';
import {
  Fault,
  type Locale,
  type OpenVisitRequest,
  type OpenVisitResponse,
  openVisitRequest,
  pickText,
  toTurnId,
  visitorSync,
  visitorTurn,
} from '../../../protocol/index.js';
import type { Visitor } from '../../access/index.js';
import type { Conversation } from '../../store/index.js';
import { newTraceparent } from '../../telemetry/index.js';
import type { ApiParts, BusinessFacts } from '../ports.js';
import { json, route } from '../route.js';
import * as schemas from '../schemas.js';

/** The pack's locale that fits what the browser asks for. */
function chooseLocale(wanted: string | undefined, business: BusinessFacts): Locale {
  const language = wanted?.split('-')[0]?.toLowerCase();
  const { locales, defaultLocale } = business;
  return (
    locales.find((locale) => locale === wanted) ??
    locales.find((locale) => locale === language) ??
    defaultLocale
  );
}

async function resume(token: string, parts: ApiParts): Promise<Conversation> {
  const visitor = parts.tokens.verify(token);
  const conversation = await parts.store.conversations.find(visitor);
  if (conversation === undefined)
    throw new Fault('conversation.not-found', 'This conversation does not exist any more.');
  return conversation;
}

async function open(request: OpenVisitRequest, parts: ApiParts): Promise<Conversation> {
  const { page, referrer, campaign } = request;
  const { conversation } = await parts.runtime.openConversation({
    workspaceId: parts.workspaceId,
    channel: 'web',
    locale: chooseLocale(request.locale, parts.business),
    traceparent: newTraceparent(),
    page,
    referrer,
    campaign,
  });
  return conversation;
}

async function openVisit(request: OpenVisitRequest, parts: ApiParts): Promise<OpenVisitResponse> {
  const { token } = request;
  const conversation = token === undefined ? await open(request, parts) : await resume(token, parts);
  const { brand, accent, locales, disclosure, speechLocales } = parts.business;
  const { conversationId, locale } = conversation;
  return {
    token: parts.tokens.issue(conversation),
    conversationId,
    locale,
    locales,
    brand: { name: pickText(brand, locale), accent },
    speechLocales: speechLocales(),
    disclosure: {
      assistant: pickText(disclosure.assistant, locale),
      recording: pickText(disclosure.recording, locale),
    },
    events: await parts.store.conversations.eventsSince(conversation, 0),
  };
}

const tooFast = () => new Fault('limit.rate', 'Too much in a short time; wait a moment.');

function mustBeVisitor(visitor: Visitor | undefined): Visitor {
  if (visitor === undefined) throw new Fault('access.unauthenticated', 'A valid visitor token is needed.');
  return visitor;
}

export const visitRoutes = [
  route({
    method: 'POST',
    url: '/api/v1/visits',
    access: 'public',
    summary: 'Open a conversation, or resume the one in the token',
    body: openVisitRequest,
    response: schemas.visit,
    async handle({ body, parts }) {
      if (!parts.visitBucket.take()) throw tooFast();
      return json(await openVisit(body, parts), 201);
    },
  }),
  route({
    method: 'POST',
    url: '/api/v1/visits/turns',
    access: 'visitor',
    summary: 'Say something and wait for the reply; the same turn id again gives the stored reply',
    body: visitorTurn,
    response: schemas.turnAnswer,
    async handle({ body, visitor, parts }) {
      const { workspaceId, conversationId } = mustBeVisitor(visitor);
      if (!parts.turnBuckets.take(conversationId)) throw tooFast();
      const turnId = toTurnId(body.turnId.toLowerCase());
      const { text, value, locale } = body;
      const reply = await parts.runtime.exchange({
        workspaceId,
        conversationId,
        turnId,
        channel: 'web',
        input: value === undefined ? { kind: 'text', text } : { kind: 'choice', text, value },
        locale,
        traceparent: newTraceparent(),
      });
      return json({ turnId, reply });
    },
  }),
  route({
    method: 'GET',
    url: '/api/v1/visits/events',
    access: 'visitor',
    summary: 'Events of the visit after a sequence',
    query: z.object({ since: z.coerce.number().pipe(visitorSync.shape.since).default(0) }),
    response: z.object({ events: z.array(schemas.conversationEvent) }),
    async handle({ query, visitor, parts }) {
      return json({
        events: await parts.store.conversations.eventsSince(mustBeVisitor(visitor), query.since),
      });
    },
  }),
  route({
    method: 'DELETE',
    url: '/api/v1/visits',
    access: 'visitor',
    summary: 'Erase everything personal that is held about the visitor',
    response: schemas.erasure,
    async handle({ visitor, parts }) {
      const { workspaceId, contactId } = mustBeVisitor(visitor);
      return json(await parts.store.eraseContact(workspaceId, contactId));
    },
  }),
];
