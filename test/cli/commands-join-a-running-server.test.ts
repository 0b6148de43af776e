/** Promise: a command that joins a running server says so, with the address, and its conversation is stored there. */
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { chat } from '../../cli/commands/chat.js';
import { createTerminal } from '../../cli/terminal.js';
import { type Clock, DEFAULT_WORKSPACE, systemClock, toConversationId } from '../../protocol/index.js';
import { openServer, type ServerBench } from '../bot/server-bench.js';

let bench: ServerBench;
beforeAll(async () => {
  bench = await openServer();
});
afterAll(() => bench.close());

/** The echo engine makes no leads: nothing is gained by waiting for one. */
const clock: Clock = { ...systemClock, schedule: (_delayMs, task) => systemClock.schedule(0, task) };

async function chatBeside(dataDir: string, flags: object = {}) {
  const written = { out: '', err: '' };
  const stream = (name: 'out' | 'err') => ({
    write: (text: string) => {
      written[name] += text;
    },
  });
  const terminal = createTerminal({ out: stream('out'), err: stream('err') }, true, clock);
  const { signal } = new AbortController();
  const context = { terminal, clock, signal, environment: {}, workingFolder: bench.folder };
  const options = { isInspecting: false, flags: { dataDir, ...flags }, input: Readable.from(['hello\n\n']) };
  const code = await chat(context, options).catch((thrown: { code: string }) => thrown.code);
  const records = written.out
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, string>);
  return { code, err: written.err, records };
}

describe('chat beside a server', () => {
  test('names the address that it joined, and talks there', async () => {
    const { code, err, records } = await chatBeside(join(bench.folder, 'data'));
    expect(code).toBe(0);
    expect(err).toContain(`Joined the server that runs at ${bench.server.url};`);
    const conversationId = toConversationId(records.at(-1)!.conversationId!);
    const key = { workspaceId: DEFAULT_WORKSPACE, conversationId };
    const events = await bench.server.store.conversations.eventsSince(key, 0);
    expect(events.map((event) => event.kind)).toContain('turn.replied');
  });

  test('says that a pack given beside a server has no effect', async () => {
    const { err } = await chatBeside(join(bench.folder, 'data'), { packDir: 'packs/other' });
    expect(err).toContain('--pack has no effect');
  });

  test('negative control: without a server it says that it starts its own bot', async () => {
    const elsewhere = join(bench.folder, 'elsewhere');
    const { code, err } = await chatBeside(elsewhere, { packDir: join(bench.folder, 'no-pack') });
    expect(code).toBe('pack.not-found');
    expect(err).not.toContain('Joined');
    expect(err).toContain(
      `No server runs here: this command starts its own bot and keeps its words in ${elsewhere}`,
    );
  });
});
