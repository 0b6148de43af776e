/** Serves the built widget with canned replies for development: `npx tsx test/widget/support/serve.ts [port]`. */
import { join } from 'node:path';
import { startScriptedServer } from './scripted-server.js';

const webRoot = join(import.meta.dirname, '../../../dist/web/widget');
const server = await startScriptedServer({ webRoot, port: Number(process.argv[2] ?? 0), replyDelayMs: 500 });
process.stdout.write(`${server.url}\n`);
