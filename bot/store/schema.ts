/** The tables as Kysely types. Times are epoch milliseconds, flags 0 or 1, JSON is text: the same on SQLite and PostgreSQL. */
import type { Kysely } from 'kysely';

interface InWorkspace {
  workspace_id: string;
}

interface InConversation extends InWorkspace {
  conversation_id: string;
}

export interface Tables {
  contacts: InWorkspace & { contact_id: string; created_ms: number; erased_ms: number | null };
  conversations: InConversation & {
    contact_id: string;
    channel: string;
    locale: string;
    pack: string;
    is_generated: number;
    started_ms: number;
    last_active_ms: number;
    ended_ms: number | null;
    last_sequence: number;
    traceparent: string | null;
  };
  events: InConversation & {
    sequence: number;
    event_id: string;
    contact_id: string;
    kind: string;
    version: number;
    at_ms: number;
    traceparent: string | null;
    data: string;
  };
  event_personal: InConversation & { sequence: number; contact_id: string; personal: string };
  turns: InConversation & {
    turn_id: string;
    content_hash: string;
    status: string;
    sequence: number;
    /** The inbound turn until it is replied to. */
    input: string | null;
    reply: string | null;
    traceparent: string | null;
    received_ms: number;
    replied_ms: number | null;
  };
  dialog_state: InConversation & { version: number; state: string; updated_ms: number };
  /** `position` rises within a conversation; rows go away once published. */
  outbox: InConversation & { sequence: number; position: number; traceparent: string | null };
  lead_profiles: InConversation & { profile: string; last_sequence: number };
  leads: InConversation & {
    lead_id: string;
    contact_id: string;
    contact_name: string;
    company: string | null;
    headline: string;
    headline_locale: string;
    /** LocalizedText as JSON; null in rows of releases that knew one language. */
    headline_words: string | null;
    lead_class: string;
    readiness: string | null;
    score: number | null;
    segment_id: string | null;
    segment_name: string | null;
    is_generated: number;
    search: string;
    lead: string;
    last_active_ms: number;
    updated_ms: number;
    traceparent: string | null;
    /** Versions of the models that read it; null in rows of releases that did not say. */
    read_by: string | null;
  };
  /** `moment` is the turn of an utterance, the last sequence of a lead. */
  shadow_readings: InConversation & {
    model: string;
    active_version: string;
    challenger_version: string;
    moment: string;
    at_ms: number;
    active_label: string;
    active_value: number | null;
    active_took_ms: number;
    challenger_label: string;
    challenger_value: number | null;
    challenger_took_ms: number;
  };
  recordings: InConversation & {
    recording_id: string;
    contact_id: string;
    file: string;
    duration_ms: number;
    sample_rate_hz: number;
    channels: number;
    size_bytes: number;
    peaks: string;
    created_ms: number;
    traceparent: string | null;
  };
}

export type Database = Kysely<Tables>;
/** The database inside a transaction of group commit. */
export type Work = Kysely<Tables>;
