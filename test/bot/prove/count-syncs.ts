/** Counts the file syncs of the server process with strace while turns are acknowledged: kill -9 alone cannot prove them. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemIds } from '../../../protocol/index.js';
import { startChild, type Variant } from './child-server.js';
import { Talker } from './talker.js';

export interface SyncFigures {
  readonly turns: number;
  /** Transactions that the store committed. */
  readonly commits: number;
  readonly syncs: number;
}

export const hasStrace = () => spawnSync('strace', ['-V'], { stdio: 'ignore' }).status === 0;

export async function countSyncs(
  folder: string,
  turns: number,
  variant: Variant = 'honest',
): Promise<SyncFigures> {
  const report = join(folder, 'syncs.txt');
  const wrapper = ['strace', '-f', '-qq', '-e', 'trace=fsync,fdatasync', '-o', report];
  const server = await startChild({ folder, variant, wrapper });
  const url = async () => server.url;
  const talker = new Talker({ name: 'visitor', url, nextId: () => systemIds.next(), onAck: () => undefined });
  await talker.talk(turns);
  const { commits } = await server.end();
  const syncs = readFileSync(report, 'utf8')
    .split('\n')
    .filter((line) => /\b(fsync|fdatasync)\(/.test(line)).length;
  return { turns, commits, syncs };
}
