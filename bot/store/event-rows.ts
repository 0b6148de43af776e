/** Events to rows and back: gives a draft its id, sequence and time, and lays personal payload beside it. */
import type { Selectable } from 'kysely';
import {
  type ContactId,
  type ConversationEvent,
  EVENT_VERSION,
  type EventDraft,
  Fault,
  toContactId,
  toConversationId,
  toEventId,
  toWorkspaceId,
} from '../../protocol/index.js';
import type { ConversationKey } from './ports.js';
import type { Database, Tables, Work } from './schema.js';

export interface Stamp {
  readonly now: () => number;
  readonly nextId: () => string;
}

export interface AppendRequest extends ConversationKey {
  readonly drafts: readonly EventDraft[];
  readonly traceparent?: string;
  /** Language of the conversation from now on. */
  readonly locale?: string;
  readonly stamp: Stamp;
}

type EventRow = Selectable<Tables['events']> & { readonly personal: string | null };

/** Restores an event; an erased one has no `personal`. */
export function toEvent(row: EventRow): ConversationEvent {
  const event = {
    eventId: toEventId(row.event_id),
    workspaceId: toWorkspaceId(row.workspace_id),
    conversationId: toConversationId(row.conversation_id),
    contactId: toContactId(row.contact_id),
    sequence: Number(row.sequence),
    version: Number(row.version),
    atMs: Number(row.at_ms),
    kind: row.kind,
    data: JSON.parse(row.data),
    ...(row.traceparent === null ? {} : { traceparent: row.traceparent }),
    ...(row.personal === null ? {} : { personal: JSON.parse(row.personal) }),
  };
  return event as ConversationEvent;
}

/** Events with their personal payload, ready for conditions and order. */
export function selectEvents(database: Database | Work) {
  return database
    .selectFrom('events')
    .leftJoin('event_personal', (join) =>
      join
        .onRef('event_personal.workspace_id', '=', 'events.workspace_id')
        .onRef('event_personal.conversation_id', '=', 'events.conversation_id')
        .onRef('event_personal.sequence', '=', 'events.sequence'),
    )
    .selectAll('events')
    .select('event_personal.personal as personal');
}

/** Takes the next sequences of the conversation. Throws Fault `conversation.not-found`, also for an erased contact. */
async function takeSequences(
  work: Work,
  request: AppendRequest,
): Promise<{ last: number; contactId: ContactId }> {
  const now = request.stamp.now();
  const ends = request.drafts.some((draft) => draft.kind === 'conversation.ended');
  const goesOn = request.drafts.some((draft) => draft.kind === 'turn.received');
  const row = await work
    .updateTable('conversations')
    .set((set) => ({
      last_sequence: set('last_sequence', '+', request.drafts.length),
      last_active_ms: now,
      ...(request.locale === undefined ? {} : { locale: request.locale }),
      ...(ends ? { ended_ms: now } : goesOn ? { ended_ms: null } : {}),
    }))
    .where('workspace_id', '=', request.workspaceId)
    .where('conversation_id', '=', request.conversationId)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('contacts')
            .select('contacts.contact_id')
            .whereRef('contacts.workspace_id', '=', 'conversations.workspace_id')
            .whereRef('contacts.contact_id', '=', 'conversations.contact_id')
            .where('contacts.erased_ms', 'is not', null),
        ),
      ),
    )
    .returning(['last_sequence', 'contact_id'])
    .executeTakeFirst();
  if (row === undefined) throw new Fault('conversation.not-found', 'No such conversation.');
  return { last: Number(row.last_sequence), contactId: toContactId(row.contact_id) };
}

async function insertEvent(work: Work, event: ConversationEvent): Promise<void> {
  const key = {
    workspace_id: event.workspaceId,
    conversation_id: event.conversationId,
    sequence: event.sequence,
  };
  const traceparent = event.traceparent ?? null;
  await work
    .insertInto('events')
    .values({
      ...key,
      event_id: event.eventId,
      contact_id: event.contactId,
      kind: event.kind,
      version: event.version,
      at_ms: event.atMs,
      traceparent,
      data: JSON.stringify(event.data),
    })
    .execute();
  if (event.personal !== undefined) {
    const personal = JSON.stringify(event.personal);
    await work
      .insertInto('event_personal')
      .values({ ...key, contact_id: event.contactId, personal })
      .execute();
  }
  await work
    .insertInto('outbox')
    .values((from) => ({
      ...key,
      traceparent,
      position: from
        .selectFrom('outbox')
        .select((select) =>
          select(select.fn.coalesce(select.fn.max('position'), select.lit(0)), '+', 1).as('next'),
        ),
    }))
    .execute();
}

/** Appends drafts with their outbox rows inside the caller's transaction. Throws Fault `conversation.not-found`. */
export async function appendEvents(
  work: Work,
  request: AppendRequest,
): Promise<readonly ConversationEvent[]> {
  if (request.drafts.length === 0) return [];
  const { last, contactId } = await takeSequences(work, request);
  const first = last - request.drafts.length + 1;
  const events: ConversationEvent[] = [];
  for (const [index, draft] of request.drafts.entries()) {
    const event = {
      eventId: toEventId(request.stamp.nextId()),
      workspaceId: request.workspaceId,
      conversationId: request.conversationId,
      contactId,
      sequence: first + index,
      version: EVENT_VERSION,
      atMs: request.stamp.now(),
      ...draft,
      ...(request.traceparent === undefined ? {} : { traceparent: request.traceparent }),
    } as ConversationEvent;
    await insertEvent(work, event);
    events.push(event);
  }
  return events;
}
