/** Removes a person from the store: personal payload, turns, states, profiles, leads and audio; history stays without them. */
import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type ContactId, Fault, type WorkspaceId } from '../../protocol/index.js';
import type { ErasureReceipt } from './ports.js';
import type { Work } from './schema.js';
import type { StoreParts } from './turn-store-kysely.js';

interface Erasing {
  readonly workspaceId: WorkspaceId;
  readonly contactId: ContactId;
  readonly folder: string;
  /** Empties the write-ahead log, so that deleted text is gone from the disk. */
  readonly truncateLog: () => void;
}

interface Erased {
  readonly receipt: ErasureReceipt;
  readonly files: readonly string[];
}

const OF_CONVERSATION = ['dialog_state', 'lead_profiles'] as const;

async function eraseOneConversation(work: Work, workspaceId: WorkspaceId, conversationId: string) {
  for (const table of OF_CONVERSATION) {
    await work
      .deleteFrom(table)
      .where('workspace_id', '=', workspaceId)
      .where('conversation_id', '=', conversationId)
      .execute();
  }
  const turns = await work
    .updateTable('turns')
    .set({ input: null, reply: null, content_hash: 'erased', status: 'erased' })
    .where('workspace_id', '=', workspaceId)
    .where('conversation_id', '=', conversationId)
    .executeTakeFirst();
  return Number(turns.numUpdatedRows);
}

async function eraseOfContact(
  work: Work,
  table: 'event_personal' | 'leads' | 'recordings',
  erasing: Erasing,
) {
  const deleted = await work
    .deleteFrom(table)
    .where('workspace_id', '=', erasing.workspaceId)
    .where('contact_id', '=', erasing.contactId)
    .executeTakeFirst();
  return Number(deleted.numDeletedRows);
}

async function erase(work: Work, erasing: Erasing, now: number): Promise<Erased> {
  const { workspaceId, contactId } = erasing;
  const marked = await work
    .updateTable('contacts')
    .set({ erased_ms: now })
    .where('workspace_id', '=', workspaceId)
    .where('contact_id', '=', contactId)
    .executeTakeFirst();
  if (Number(marked.numUpdatedRows) === 0) throw new Fault('conversation.not-found', 'No such contact.');
  const conversations = await work
    .updateTable('conversations')
    .set({ ended_ms: now })
    .where('workspace_id', '=', workspaceId)
    .where('contact_id', '=', contactId)
    .returning('conversation_id')
    .execute();
  const files = await work
    .selectFrom('recordings')
    .select('file')
    .where('workspace_id', '=', workspaceId)
    .where('contact_id', '=', contactId)
    .execute();
  let turns = 0;
  for (const row of conversations)
    turns += await eraseOneConversation(work, workspaceId, row.conversation_id);
  const receipt = {
    contactId,
    conversations: conversations.length,
    turns,
    personalEvents: await eraseOfContact(work, 'event_personal', erasing),
    leads: await eraseOfContact(work, 'leads', erasing),
    recordings: await eraseOfContact(work, 'recordings', erasing),
  };
  return { receipt, files: files.map((row) => row.file) };
}

/** @throws Fault `conversation.not-found` when there is no such contact. */
export async function eraseContact(parts: StoreParts, erasing: Erasing): Promise<ErasureReceipt> {
  const { receipt, files } = await parts.writer.write((work) => erase(work, erasing, parts.stamp.now()));
  await Promise.all(files.map((file) => rm(resolve(erasing.folder, file), { force: true })));
  await parts.writer.drain();
  erasing.truncateLog();
  return receipt;
}
