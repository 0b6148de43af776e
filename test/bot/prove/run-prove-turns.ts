/** `npm run prove:turns`: 1,000 acknowledged turns under 12 kills, its negative control, and the count of file syncs with its own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { countSyncs, hasStrace } from './count-syncs.js';
import { proveTurns } from './prove-turns.js';

const seed = Number(process.argv[2] ?? Date.now() % 1_000_000);
const plan = { turns: 1000, kills: 12, talkers: 8, seed };
const LONGEST_RESTART_MS = 3000;

async function inFolder<Value>(work: (folder: string) => Promise<Value>): Promise<Value> {
  const folder = mkdtempSync(join(tmpdir(), 'leadline-prove-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const say = (label: string, figures: object) => process.stdout.write(`${label} ${JSON.stringify(figures)}\n`);

say('machine             ', { cpus: cpus().length, load: loadavg()[0], node: process.version, seed });
const honest = await inFolder((folder) => proveTurns({ ...plan, folder, variant: 'honest' }));
say('honest store        ', honest);
const control = await inFolder((folder) => proveTurns({ ...plan, folder, variant: 'ack-before-write' }));
say('ack before write    ', control);
const syncs = hasStrace() ? await inFolder((folder) => countSyncs(folder, 200)) : undefined;
say('file syncs          ', syncs ?? { skipped: 'strace is not installed' });
const unsynced = hasStrace() ? await inFolder((folder) => countSyncs(folder, 200, 'no-sync')) : undefined;
say('synchronous=OFF     ', unsynced ?? { skipped: 'strace is not installed' });

const isWhole = honest.lost + honest.duplicated + honest.unanswered + honest.disordered === 0;
const isQuick = honest.slowestRestartMs <= LONGEST_RESTART_MS;
const isControlCaught = control.lost > 0;
const isSynced = syncs === undefined || syncs.syncs >= syncs.commits;
const isNoSyncCaught = unsynced === undefined || unsynced.syncs < unsynced.commits;
const hasPassed =
  isWhole && isQuick && isControlCaught && isSynced && isNoSyncCaught && honest.acknowledged >= plan.turns;
process.stdout.write(hasPassed ? 'passed\n' : 'failed\n');
process.exit(hasPassed ? 0 : 1);
