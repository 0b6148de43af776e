/**
 * A server with the echo engine as its own process, started and killed by the kill test.
 * Usage: node turn-server.js DATA_FOLDER honest|ack-before-write|no-sync. Prints one JSON line when ready; ends with its stdin.
 */
import { loadSettings } from '../../../bot/config/index.js';
import { startServer } from '../../../bot/roles/server.js';
import { openStore } from '../../../bot/store/index.js';
import { systemClock, systemIds } from '../../../protocol/index.js';
import { createEchoEngine } from '../echo-engine.js';
import { acknowledgeBeforeWriting } from './ack-before-write.js';

const [folder, variant] = process.argv.slice(2);
if (folder === undefined || variant === undefined) throw new Error('usage: turn-server DATA_FOLDER VARIANT');

let commits = 0;
let writes = 0;
const store = await openStore({
  folder,
  clock: systemClock,
  ids: systemIds,
  synchronous: variant === 'no-sync' ? 'off' : 'full',
  onCommit: (size) => {
    commits++;
    writes += size;
  },
});
const flags = { port: 0, dataDir: folder, logLevel: 'silent', turnsPerSecond: 1000, visitsPerSecond: 1000 };
const server = await startServer({
  settings: loadSettings({ file: '', environment: {}, flags }),
  pack: { name: 'test' },
  business: {
    brand: { en: 'Test' },
    accent: '#000000',
    locales: ['en'],
    defaultLocale: 'en',
    timeZone: 'Etc/UTC',
    currency: 'GBP',
    disclosure: { assistant: { en: '' }, recording: { en: '' } },
    flowTitles: {},
    speechLocales: () => [],
  },
  engine: createEchoEngine(),
  createLeadHandler: () => ({ handle: async () => undefined }),
  version: '0.0.0',
  webRoot: folder,
  store: variant === 'ack-before-write' ? acknowledgeBeforeWriting(store) : store,
});
const { user, system } = process.cpuUsage();
const ready = { url: server.url, rerunTurns: server.rerunTurns, cpuMs: (user + system) / 1000 };
process.stdout.write(`${JSON.stringify(ready)}\n`);
process.stdin.resume();
process.stdin.on('end', async () => {
  await server.runtime.idle();
  await server.close();
  await store.close();
  process.stdout.write(`${JSON.stringify({ commits, writes })}\n`);
  process.exit(0);
});
