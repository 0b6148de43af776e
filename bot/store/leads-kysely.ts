/** LeadStore over Kysely: profile and lead in one transaction, with compare-and-swap on the last event folded in. */
import type { LeadStore, StoredProfile } from '../../leads/index.js';
import { Fault, pickText, type ScoredLead, shownClass } from '../../protocol/index.js';
import { contactLabel } from './contact-label.js';
import type { ConversationKey } from './ports.js';
import { readLead } from './read-lead.js';
import type { Database, Work } from './schema.js';
import type { StoreParts } from './turn-store-kysely.js';

/** What the console's search box looks through, lower case. */
function searchText(lead: ScoredLead): string {
  const { name, phone, email, company } = lead.contact;
  const heard = lead.heard.flatMap(({ value, surface, label = {} }) => [
    value,
    surface,
    ...Object.values(label),
  ]);
  const wishes = [lead.headline, ...lead.wishes.map((wish) => wish.text)].flatMap((text) =>
    Object.values(text),
  );
  const words = [name, phone, email, company, ...wishes, ...heard];
  return words
    .filter((word) => word !== undefined)
    .join(' ')
    .toLowerCase();
}

async function swapProfile(
  work: Work,
  lead: ScoredLead,
  profile: StoredProfile,
  expected: number,
): Promise<void> {
  const key = { workspace_id: lead.workspaceId, conversation_id: lead.conversationId };
  const values = { profile: profile.profile, last_sequence: profile.lastSequence };
  if (expected === 0) {
    const inserted = await work
      .insertInto('lead_profiles')
      .values({ ...key, ...values })
      .onConflict((conflict) => conflict.columns(['workspace_id', 'conversation_id']).doNothing())
      .executeTakeFirst();
    if (Number(inserted.numInsertedOrUpdatedRows ?? 0) === 1) return;
  } else {
    const updated = await work
      .updateTable('lead_profiles')
      .set(values)
      .where('workspace_id', '=', lead.workspaceId)
      .where('conversation_id', '=', lead.conversationId)
      .where('last_sequence', '=', expected)
      .executeTakeFirst();
    if (Number(updated.numUpdatedRows) === 1) return;
  }
  throw new Fault('store.stale', 'The profile of the lead was changed by somebody else meanwhile.');
}

function toRow(lead: ScoredLead) {
  return {
    lead_id: lead.leadId,
    contact_id: lead.contactId,
    contact_name: contactLabel(lead.contact),
    company: lead.contact.company ?? null,
    headline: pickText(lead.headline, lead.locale),
    headline_locale: lead.locale,
    headline_words: JSON.stringify(lead.headline),
    lead_class: shownClass(lead.classification),
    readiness: lead.score.kind === 'scored' ? lead.score.readiness : null,
    score: lead.score.kind === 'scored' ? lead.score.value : null,
    segment_id: lead.segment?.segmentId ?? null,
    segment_name: lead.segment === undefined ? null : JSON.stringify(lead.segment.name),
    is_generated: lead.isGenerated ? 1 : 0,
    search: searchText(lead),
    lead: JSON.stringify(lead),
    last_active_ms: lead.lastActiveMs,
    updated_ms: lead.updatedMs,
    read_by: lead.readBy ?? null,
    traceparent: null,
  };
}

async function save(work: Work, lead: ScoredLead, profile: StoredProfile, expected: number): Promise<void> {
  await swapProfile(work, lead, profile, expected);
  const row = toRow(lead);
  await work
    .insertInto('leads')
    .values({ workspace_id: lead.workspaceId, conversation_id: lead.conversationId, ...row })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'conversation_id']).doUpdateSet(row))
    .execute();
}

async function findProfile(database: Database, key: ConversationKey): Promise<StoredProfile | undefined> {
  const row = await database
    .selectFrom('lead_profiles')
    .select(['profile', 'last_sequence'])
    .where('workspace_id', '=', key.workspaceId)
    .where('conversation_id', '=', key.conversationId)
    .executeTakeFirst();
  return row === undefined ? undefined : { profile: row.profile, lastSequence: Number(row.last_sequence) };
}

async function findLead(database: Database, key: ConversationKey): Promise<ScoredLead | undefined> {
  const row = await database
    .selectFrom('leads')
    .select('lead')
    .where('workspace_id', '=', key.workspaceId)
    .where('conversation_id', '=', key.conversationId)
    .executeTakeFirst();
  return row === undefined ? undefined : readLead(row.lead);
}

export function createLeadStore({ database, writer, feed }: StoreParts): LeadStore {
  return {
    findProfile: (workspaceId, conversationId) => findProfile(database, { workspaceId, conversationId }),
    findLead: (workspaceId, conversationId) => findLead(database, { workspaceId, conversationId }),
    save: (lead, profile, expectedSequence) =>
      writer.write(
        (work) => save(work, lead, profile, expectedSequence),
        () => feed.tellLead(lead),
      ),
  };
}
