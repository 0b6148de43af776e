/** Promise: audio that a killed process left behind, and that nobody could erase with its person, does not stay on the disk. */
import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { openStore } from '../../bot/store/index.js';
import {
  systemClock,
  systemIds,
  toContactId,
  toConversationId,
  toRecordingId,
  toWorkspaceId,
} from '../../protocol/index.js';
import { writeWav } from '../../speech/index.js';

const folder = mkdtempSync(join(tmpdir(), 'leadline-orphans-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('orphans go, recordings of conversations and calls that go on stay', async () => {
  const store = await openStore({ folder, clock: systemClock, ids: systemIds });
  try {
    const key = { workspaceId: toWorkspaceId('default'), conversationId: toConversationId(systemIds.next()) };
    await store.conversations.open({
      ...key,
      contactId: toContactId(systemIds.next()),
      channel: 'phone',
      locale: 'en',
      pack: 'test',
      isGenerated: false,
      drafts: [],
    });
    const wav = writeWav({ channels: [new Int16Array(1600), new Int16Array(1600)], sampleRateHz: 8000 });
    const path = (name: string) => join(store.recordings.folder, `${name}.wav`);
    for (const name of ['kept', 'orphan', 'young']) writeFileSync(path(name), wav);
    await store.recordings.add({ ...key, recordingId: toRecordingId(systemIds.next()), path: path('kept') });
    const longAgo = new Date(systemClock.now() - 3_600_000);
    for (const name of ['kept', 'orphan']) utimesSync(path(name), longAgo, longAgo);

    expect(await store.recordings.removeOrphans(systemClock.now())).toBe(1);
    expect(['kept', 'orphan', 'young'].map((name) => existsSync(path(name)))).toEqual([true, false, true]);
  } finally {
    await store.close();
  }
});
