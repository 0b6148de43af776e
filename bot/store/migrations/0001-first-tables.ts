/** The first schema: events with erasable personal payload beside them, turns, dialog state, outbox, leads, recordings. */
import type { CreateTableBuilder, Kysely, Migration } from 'kysely';

type Schema = Kysely<unknown>;
type Table = CreateTableBuilder<string, string>;

const inConversation = (schema: Schema, name: string): Table =>
  schema.schema
    .createTable(name)
    .addColumn('workspace_id', 'text', (column) => column.notNull())
    .addColumn('conversation_id', 'text', (column) => column.notNull()) as Table;

const ofConversation = (table: Table, name: string): Table =>
  table.addForeignKeyConstraint(
    `${name}_conversation`,
    ['workspace_id', 'conversation_id'] as never,
    'conversations',
    ['workspace_id', 'conversation_id'],
    (key) => key.onDelete('cascade'),
  ) as Table;

const text = (table: Table, ...names: readonly string[]): Table =>
  names.reduce((built, name) => built.addColumn(name, 'text', (column) => column.notNull()) as Table, table);
const optionalText = (table: Table, ...names: readonly string[]): Table =>
  names.reduce((built, name) => built.addColumn(name, 'text') as Table, table);
const whole = (table: Table, ...names: readonly string[]): Table =>
  names.reduce(
    (built, name) => built.addColumn(name, 'bigint', (column) => column.notNull()) as Table,
    table,
  );
const optionalWhole = (table: Table, ...names: readonly string[]): Table =>
  names.reduce((built, name) => built.addColumn(name, 'bigint') as Table, table);
const keyed = (table: Table, name: string, ...columns: readonly string[]): Table =>
  table.addPrimaryKeyConstraint(`${name}_key`, ['workspace_id', ...columns] as never) as Table;

async function createPeople(schema: Schema): Promise<void> {
  let contacts = schema.schema.createTable('contacts') as Table;
  contacts = whole(text(contacts, 'workspace_id', 'contact_id'), 'created_ms');
  await keyed(optionalWhole(contacts, 'erased_ms'), 'contacts', 'contact_id').execute();
  let conversations = inConversation(schema, 'conversations');
  conversations = text(conversations, 'contact_id', 'channel', 'locale', 'pack');
  conversations = whole(conversations, 'is_generated', 'started_ms', 'last_active_ms', 'last_sequence');
  conversations = optionalText(optionalWhole(conversations, 'ended_ms'), 'traceparent');
  await keyed(conversations, 'conversations', 'conversation_id').execute();
}

async function createEvents(schema: Schema): Promise<void> {
  let events = text(inConversation(schema, 'events'), 'event_id', 'contact_id', 'kind', 'data');
  events = optionalText(whole(events, 'sequence', 'version', 'at_ms'), 'traceparent');
  await ofConversation(keyed(events, 'events', 'conversation_id', 'sequence'), 'events').execute();
  const personal = whole(
    text(inConversation(schema, 'event_personal'), 'contact_id', 'personal'),
    'sequence',
  );
  await ofConversation(keyed(personal, 'personal', 'conversation_id', 'sequence'), 'personal').execute();
  const outbox = optionalText(whole(inConversation(schema, 'outbox'), 'sequence', 'position'), 'traceparent');
  await ofConversation(keyed(outbox, 'outbox', 'conversation_id', 'sequence'), 'outbox').execute();
}

async function createTurns(schema: Schema): Promise<void> {
  let turns = text(inConversation(schema, 'turns'), 'turn_id', 'content_hash', 'status');
  turns = optionalText(whole(turns, 'sequence', 'received_ms'), 'input', 'reply', 'traceparent');
  turns = optionalWhole(turns, 'replied_ms');
  await ofConversation(keyed(turns, 'turns', 'turn_id'), 'turns').execute();
  const state = whole(text(inConversation(schema, 'dialog_state'), 'state'), 'version', 'updated_ms');
  await ofConversation(keyed(state, 'state', 'conversation_id'), 'state').execute();
}

async function createLeads(schema: Schema): Promise<void> {
  const profiles = whole(text(inConversation(schema, 'lead_profiles'), 'profile'), 'last_sequence');
  await ofConversation(keyed(profiles, 'profiles', 'conversation_id'), 'profiles').execute();
  let leads = text(inConversation(schema, 'leads'), 'lead_id', 'contact_id', 'contact_name', 'headline');
  leads = text(leads, 'headline_locale', 'lead_class', 'search', 'lead');
  leads = optionalText(leads, 'company', 'readiness', 'segment_id', 'segment_name', 'traceparent');
  leads = leads.addColumn('score', 'double precision') as Table;
  leads = whole(leads, 'is_generated', 'last_active_ms', 'updated_ms');
  await ofConversation(keyed(leads, 'leads', 'conversation_id'), 'leads').execute();
  let recordings = text(inConversation(schema, 'recordings'), 'recording_id', 'contact_id', 'file', 'peaks');
  recordings = whole(recordings, 'duration_ms', 'sample_rate_hz', 'channels', 'size_bytes', 'created_ms');
  recordings = optionalText(recordings, 'traceparent');
  await ofConversation(keyed(recordings, 'recordings', 'recording_id'), 'recordings').execute();
}

const INDEXES: readonly (readonly [table: string, ...columns: string[]])[] = [
  ['conversations', 'workspace_id', 'last_active_ms', 'conversation_id'],
  ['conversations', 'workspace_id', 'contact_id'],
  ['events', 'workspace_id', 'kind', 'at_ms'],
  ['event_personal', 'workspace_id', 'contact_id'],
  ['outbox', 'position'],
  ['turns', 'status', 'received_ms'],
  ['turns', 'workspace_id', 'conversation_id'],
  ['leads', 'workspace_id', 'lead_id'],
  ['leads', 'workspace_id', 'last_active_ms', 'conversation_id'],
  ['leads', 'workspace_id', 'segment_id'],
  ['recordings', 'workspace_id', 'conversation_id'],
];

export const firstTables: Migration = {
  async up(schema: Schema) {
    await createPeople(schema);
    await createEvents(schema);
    await createTurns(schema);
    await createLeads(schema);
    for (const [table, ...columns] of INDEXES) {
      await schema.schema
        .createIndex(`${table}_by_${columns.join('_')}`)
        .on(table)
        .columns(columns)
        .execute();
    }
  },
};
