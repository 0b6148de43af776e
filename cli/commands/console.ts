/** `leadline console`: a fresh link that opens the console of the running server once; `--revoke` ends every session instead. */
import { existsSync } from 'node:fs';
import { createControlClient, isServerRunning, openSessionEpoch, whileStoreIsFree } from '../../bot/index.js';
import { Fault } from '../../protocol/index.js';
import type { CommandContext, ExitCode } from '../command.js';
import { type SettingFlags, settingsOf } from '../settings-of.js';
import { DEMO_DATA } from './serve.js';

const foldersOf = (context: CommandContext, flags: SettingFlags): readonly string[] => {
  const own = settingsOf(context, flags).dataDir;
  return flags.dataDir === undefined ? [own, DEMO_DATA] : [own];
};

async function findRunning(folders: readonly string[]): Promise<string | undefined> {
  for (const folder of folders) if (await isServerRunning(folder)) return folder;
  return undefined;
}

export async function consoleLink(context: CommandContext, flags: SettingFlags): Promise<ExitCode> {
  const folders = foldersOf(context, flags);
  const running = await findRunning(folders);
  if (running === undefined) {
    const where = folders.join(' or ');
    throw new Fault('store.unavailable', `No server runs on ${where}; start one with leadline demo.`);
  }
  const { url } = await createControlClient(running).post<{ url: string }>('/api/v1/console-links', {});
  context.terminal.emit({ url });
  context.terminal.say(url);
  return 0;
}

/**
 * Through the server where one runs; where none does, for the next one that starts on the data. A server that cannot be reached
 * remembers its sessions: Fault `store.busy`, and nothing is said to have ended.
 */
export async function revokeConsole(context: CommandContext, flags: SettingFlags): Promise<ExitCode> {
  const folders = foldersOf(context, flags).filter((folder) => existsSync(folder));
  if (folders.length === 0)
    throw new Fault('usage.wrong', 'There is no data folder; give it with --data-dir.');
  for (const folder of folders) {
    if (await isServerRunning(folder)) await createControlClient(folder).delete('/api/v1/console-sessions');
    else await whileStoreIsFree(folder, () => openSessionEpoch(folder).renew());
    context.terminal.emit({ revoked: folder });
    context.terminal.say(`Every console session and unused link of ${folder} has ended.`);
  }
  context.terminal.say('leadline console prints a new link.');
  return 0;
}
