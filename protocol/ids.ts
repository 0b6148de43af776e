/** Branded ids and the one function that makes each. Ids are UUIDv7 (RFC 9562): sortable by time, safe in URLs. */
import { v7 } from 'uuid';

declare const brand: unique symbol;
type Id<Name extends string> = string & { readonly [brand]: Name };

export type WorkspaceId = Id<'workspace'>;
export type ConversationId = Id<'conversation'>;
export type TurnId = Id<'turn'>;
export type EventId = Id<'event'>;
export type ContactId = Id<'contact'>;
export type LeadId = Id<'lead'>;
export type RecordingId = Id<'recording'>;
export type SegmentId = Id<'segment'>;

/** Where ids come from; passed in so that generated worlds and tests are repeatable. */
export interface IdSource {
  next(): string;
}

/** UUIDv7 from the machine's clock and cryptographic randomness. */
export const systemIds: IdSource = { next: () => v7() };

/** UUIDv7 from a clock and a seeded generator: the same seed gives the same ids. */
export function seededIds(now: () => number, next: () => number): IdSource {
  let sequence = 0;
  return {
    next() {
      const random = Uint8Array.from({ length: 16 }, () => Math.floor(next() * 256));
      return v7({ msecs: now(), seq: sequence++, random });
    },
  };
}

/** Brands a string that a border has checked; nothing is checked here. The same holds for those below. */
export const toWorkspaceId = (raw: string) => raw as WorkspaceId;
export const toConversationId = (raw: string) => raw as ConversationId;
export const toTurnId = (raw: string) => raw as TurnId;
export const toEventId = (raw: string) => raw as EventId;
export const toContactId = (raw: string) => raw as ContactId;
export const toLeadId = (raw: string) => raw as LeadId;
export const toRecordingId = (raw: string) => raw as RecordingId;
export const toSegmentId = (raw: string) => raw as SegmentId;

/** The workspace of a single-company installation. */
export const DEFAULT_WORKSPACE = toWorkspaceId('default');
