/**
 * A database that was written before leads had wishes and headlines in several languages opens, migrates, and its leads read as
 * today's: nothing lost, nothing invented.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Migrator, sql } from 'kysely';
import { DATABASE_FILE, openStore } from '../../bot/store/index.js';
import { firstTables } from '../../bot/store/migrations/0001-first-tables.js';
import { readLead } from '../../bot/store/read-lead.js';
import { openDatabase } from '../../bot/store/sqlite/open-database.js';
import { DEFAULT_WORKSPACE, systemClock, systemIds, toConversationId } from '../../protocol/index.js';

const OLD_LEAD = {
  conversationId: 'c1',
  locale: 'zh',
  headline: '想买手机',
  headlineLocale: 'zh',
  classification: { label: 'sales', confidence: 0.9, alternatives: [], modelVersion: '1' },
  segment: { segmentId: 's1', name: { en: 'A' }, traits: [{ en: 'b' }], modelVersion: '1' },
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'leadline-old-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The first schema with one conversation and its lead. */
async function writeOldDatabase(): Promise<void> {
  const { database } = openDatabase({ path: join(folder, DATABASE_FILE), synchronous: 'full' });
  const migrations = { '0001-first-tables': firstTables };
  const { error } = await new Migrator({
    db: database,
    provider: { getMigrations: async () => migrations },
  }).migrateToLatest();
  expect(error).toBeUndefined();
  const place = { workspace_id: DEFAULT_WORKSPACE, conversation_id: 'c1', contact_id: 'p1' };
  const times = { last_active_ms: 2, is_generated: 0 };
  await sql`pragma foreign_keys = off`.execute(database);
  await database
    .insertInto('conversations')
    .values({
      ...{ ...place, ...times, channel: 'web', locale: 'zh', pack: 'aurora', started_ms: 1 },
      ...{ ended_ms: null, last_sequence: 1, traceparent: null },
    })
    .execute();
  await sql`insert into leads (workspace_id, conversation_id, contact_id, lead_id, contact_name, headline, headline_locale,
    lead_class, search, lead, is_generated, last_active_ms, updated_ms)
    values (${DEFAULT_WORKSPACE}, 'c1', 'p1', 'l1', '', '想买手机', 'zh', 'sales', '', ${JSON.stringify(OLD_LEAD)}, 0, 2, 2)`.execute(
    database,
  );
  await database.destroy();
}

describe('leads of earlier releases are read', () => {
  it('in lists and one by one, after the database migrated', async () => {
    await writeOldDatabase();
    const store = await openStore({ folder, clock: systemClock, ids: systemIds });
    try {
      const row = await store.console.findRow({
        workspaceId: DEFAULT_WORKSPACE,
        conversationId: toConversationId('c1'),
      });
      expect(row?.headline).toEqual({ zh: '想买手机' });
      const lead = await store.leads.findLead(DEFAULT_WORKSPACE, toConversationId('c1'));
      expect(lead).toMatchObject({ headline: { zh: '想买手机' }, wishes: [] });
      expect(lead?.classification.isCertain).toBe(true);
      expect(lead?.segment).toMatchObject({ traits: [{ en: 'b' }], shown: [] });
    } finally {
      await store.close();
    }
  });

  it('control: what is written today reads back as it is', () => {
    const today = {
      ...OLD_LEAD,
      headline: { en: 'a', zh: 'b' },
      wishes: [{ purpose: 'buy_phone', stage: 'open', text: { en: 'a' } }],
      classification: { ...OLD_LEAD.classification, isCertain: false },
      segment: { ...OLD_LEAD.segment, shown: [{ en: 'b' }] },
    };
    const { headlineLocale: _, ...expected } = today;
    expect(readLead(JSON.stringify(today))).toEqual(expected);
  });
});
