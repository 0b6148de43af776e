/** `leadline console`: a fresh link that opens the console of the running server once. */
import { createControlClient, isServerRunning } from '../../bot/index.js';
import { Fault } from '../../protocol/index.js';
import type { CommandContext, ExitCode } from '../command.js';
import { type SettingFlags, settingsOf } from '../settings-of.js';
import { DEMO_DATA } from './serve.js';

export async function consoleLink(context: CommandContext, flags: SettingFlags): Promise<ExitCode> {
  const own = settingsOf(context, flags).dataDir;
  const candidates = flags.dataDir === undefined ? [own, DEMO_DATA] : [own];
  for (const dataDir of candidates) {
    if (!(await isServerRunning(dataDir))) continue;
    const { url } = await createControlClient(dataDir).post<{ url: string }>('/api/v1/console-links', {});
    context.terminal.emit({ url });
    context.terminal.say(url);
    return 0;
  }
  throw new Fault(
    'store.unavailable',
    `No server runs on ${candidates.join(' or ')}; start one with leadline demo.`,
  );
}
