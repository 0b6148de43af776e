/** `npx tsx console/dev/serve.ts [port]` after `npx vite build -c console/vite.config.ts`: the console over fixture data. */
import { join } from 'node:path';
import { systemClock } from '../../protocol/index.js';
import { startDevServer } from './dev-server.js';
import { makeWorld } from './fixture-world.js';

const root = join(import.meta.dirname, '..', '..', 'dist', 'web', 'console');
const server = await startDevServer(makeWorld(systemClock.now()), root, Number(process.argv[2] ?? 0));
process.stdout.write(`${server.url}/console/inbox\n`);
