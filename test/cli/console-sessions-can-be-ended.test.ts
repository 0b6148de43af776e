/** Promise: `leadline console --revoke` ends every console session, open page and unused link, and only those. */
import { mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createConsoleAccess, openSessionEpoch } from '../../bot/access/index.js';
import { main } from '../../cli/main.js';
import { DEFAULT_WORKSPACE, systemClock } from '../../protocol/index.js';
import { once, openServer, overControlSocket, type ServerBench } from '../bot/server-bench.js';

const scratch = mkdtempSync(join(tmpdir(), 'leadline-revoke-'));
let bench: ServerBench;
beforeAll(async () => {
  bench = await openServer();
});
afterAll(async () => {
  await bench.close();
  rmSync(scratch, { recursive: true, force: true });
});

async function leadline(...words: string[]) {
  let out = '';
  const streams = {
    out: {
      write: (text: string) => {
        out += text;
      },
    },
    err: { write: () => undefined },
  };
  const code = await main([...words, '--json'], { streams, environment: {}, workingFolder: scratch });
  return {
    code,
    records: out
      .trim()
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Record<string, string>),
  };
}

const statusOf = async (path: string, headers: Record<string, string>) =>
  (await fetch(`${bench.server.url}${path}`, { headers, redirect: 'manual' })).status;

test('a session, an open page and an unused link end; a new link opens a new session; visitors stay', async () => {
  const cookie = await bench.logIn();
  const other = await bench.logIn();
  const link = await overControlSocket(bench.server.controlSocket!, 'POST', '/api/v1/console-links');
  const unused = new URL((JSON.parse(link.body) as { url: string }).url);
  const visit = await bench.openVisit();
  const page = bench.connect(undefined, '/console', cookie);
  await once(page, 'connect');
  // Control: nothing but the command ends them.
  expect(await statusOf('/api/v1/session', { cookie })).toBe(200);
  const gone = once<string>(page, 'disconnect');

  expect(await leadline('console', '--revoke', '--data-dir', join(bench.folder, 'data'))).toMatchObject({
    code: 0,
    records: [{ revoked: join(bench.folder, 'data') }],
  });

  expect(await gone).toBe('io server disconnect');
  expect(await statusOf('/api/v1/session', { cookie })).toBe(401);
  expect(await statusOf('/api/v1/session', { cookie: other })).toBe(401);
  expect(await statusOf(`${unused.pathname}${unused.search}`, {})).toBe(401);
  expect(await statusOf('/api/v1/session', { cookie: await bench.logIn() })).toBe(200);
  const socket = bench.connect(visit.token);
  await once(socket, 'connect');
});

const accessOf = (folder: string) =>
  createConsoleAccess({
    ...{ secret: Buffer.alloc(32, 7), clock: systemClock, workspaceId: DEFAULT_WORKSPACE },
    epoch: openSessionEpoch(folder),
    cookieName: () => 'console',
  });

test('where no server runs, the sessions of the next one are ended; without it they outlive a restart', async () => {
  const folder = join(scratch, 'data');
  mkdirSync(folder);
  const before = accessOf(folder);
  const cookie = before.redeem(before.mintLoginToken()).split(';')[0]!;
  expect(accessOf(folder).verify(cookie)).toEqual({ workspaceId: DEFAULT_WORKSPACE });
  expect((await leadline('console', '--revoke', '--data-dir', folder)).code).toBe(0);
  expect(() => accessOf(folder).verify(cookie)).toThrow(
    expect.objectContaining({ code: 'access.unauthenticated' }),
  );
});

test('a server that cannot be reached keeps its sessions, and the command says so', async () => {
  const data = join(bench.folder, 'data');
  const cookie = await bench.logIn();
  const socket = bench.server.controlSocket!;
  renameSync(socket, `${socket}.away`);
  const refused = await leadline('console', '--revoke', '--data-dir', data);
  renameSync(`${socket}.away`, socket);
  expect(refused).toMatchObject({ code: 1, records: [{ event: 'failed', code: 'store.busy' }] });
  expect(await statusOf('/api/v1/session', { cookie })).toBe(200);
  // Control: the same server, reached again.
  expect((await leadline('console', '--revoke', '--data-dir', data)).code).toBe(0);
  expect(await statusOf('/api/v1/session', { cookie })).toBe(401);
});

test('without any data folder it is wrong usage', async () => {
  expect((await leadline('console', '--revoke', '--data-dir', join(scratch, 'none'))).code).toBe(2);
});
