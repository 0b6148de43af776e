import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import Libsql from 'libsql';
import { GroupCommit } from '../../bot/store/group-commit.js';
import { DATABASE_FILE, openStore } from '../../bot/store/index.js';
import { openDatabase } from '../../bot/store/sqlite/open-database.js';
import { systemClock, systemIds } from '../../protocol/index.js';
import { newFolder, openBench, openWebConversation, textTurn } from './runtime-bench.js';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

describe('group commit', () => {
  it('gives turns that wait together one transaction, and a lonely turn its own', async () => {
    const { runtime, store, commits, folder, close } = await openBench();
    folders.push(folder);
    const opened = await Promise.all(Array.from({ length: 40 }, () => openWebConversation(runtime)));
    await runtime.close();
    commits.length = 0;
    await Promise.all(
      opened.map(({ conversation }) => store.turns.receive(textTurn(conversation.conversationId, 'x'))),
    );
    expect(commits).toEqual([40]);
    commits.length = 0;
    for (const { conversation } of opened.slice(0, 3)) {
      await store.turns.receive(textTurn(conversation.conversationId, 'y'));
    }
    expect(commits).toEqual([1, 1, 1]);
    await close();
  });

  it('lets one refused write fail alone', async () => {
    const { runtime, store, commits, folder, close } = await openBench();
    folders.push(folder);
    const { conversation } = await openWebConversation(runtime);
    await runtime.close();
    commits.length = 0;
    const turn = textTurn(conversation.conversationId, 'good');
    const results = await Promise.allSettled([
      store.turns.receive(turn),
      store.turns.receive(textTurn('nowhere' as never, 'bad')),
      store.turns.receive(textTurn(conversation.conversationId, 'other words', turn.turnId)),
      store.turns.receive(textTurn(conversation.conversationId, 'good too')),
    ]);
    expect(results.map((result) => result.status)).toEqual([
      'fulfilled',
      'rejected',
      'rejected',
      'fulfilled',
    ]);
    expect(results[1]).toMatchObject({ reason: { code: 'conversation.not-found' } });
    expect(results[2]).toMatchObject({ reason: { code: 'turn.conflict' } });
    expect(commits).toEqual([4]);
    const events = await store.conversations.eventsSince(conversation, 2);
    expect(events.map((event) => event.sequence)).toEqual([3, 4]);
    await close();
  });

  it('goes on after a transaction that the database ended by itself, as on a full disk', async () => {
    const folder = newFolder();
    folders.push(folder);
    const { database } = openDatabase({ path: join(folder, 'x.db'), synchronous: 'full' });
    await sql`create table t (id integer)`.execute(database);
    const writer = new GroupCommit(database, { waitingLimit: 9, batchLimit: 9, onCommit: () => undefined });
    const insert = (id: number) => writer.write((work) => sql`insert into t values (${id})`.execute(work));
    const results = await Promise.allSettled([
      insert(1),
      writer.write(async (work) => {
        await sql`rollback`.execute(work);
        throw new Error('database or disk is full');
      }),
      insert(2),
    ]);
    expect(results.map((result) => result.status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(results[0]).toMatchObject({ reason: { code: 'store.unavailable' } });
    await insert(3);
    const { rows } = await sql`select id from t`.execute(database);
    expect(rows).toEqual([{ id: 3 }]);
    await database.destroy();
  });

  it('refuses writes beyond its bound', async () => {
    const folder = newFolder();
    folders.push(folder);
    const store = await openStore({ folder, clock: systemClock, ids: systemIds, waitingLimit: 2 });
    const writes = [1, 2, 3].map(() => store.conversations.append({} as never, []));
    const results = await Promise.allSettled(writes);
    expect(results.map((result) => result.status)).toEqual(['fulfilled', 'fulfilled', 'rejected']);
    expect(results[2]).toMatchObject({ reason: { code: 'limit.busy' } });
    await store.close();
  });
});

describe('the database file', () => {
  it('is left alone when a newer release made it', async () => {
    const { folder, close } = await openBench();
    folders.push(folder);
    await close();
    const raw = new Libsql(join(folder, DATABASE_FILE));
    raw.exec("insert into kysely_migration values ('9999-from-the-future', '2099-01-01')");
    raw.close();
    const attempt = openStore({ folder, clock: systemClock, ids: systemIds });
    await expect(attempt).rejects.toMatchObject({ code: 'store.migration' });
  });

  it('is a clean fault when it is no database', async () => {
    const folder = newFolder();
    folders.push(folder);
    const { writeFileSync } = await import('node:fs');
    writeFileSync(
      join(folder, DATABASE_FILE),
      'this is no database, it is a sentence that goes on for a while'.repeat(50),
    );
    const attempt = openStore({ folder, clock: systemClock, ids: systemIds });
    await expect(attempt).rejects.toMatchObject({ code: 'store.unavailable' });
  });
});
