/** The settings of one command: defaults < leadline.yaml < environment < this command's flags. */
import { join } from 'node:path';
import { loadSettings, type SettingName, type Settings } from '../bot/index.js';
import type { CommandContext } from './command.js';

export type SettingFlags = Readonly<Partial<Record<SettingName, unknown>>>;

export function settingsOf(context: CommandContext, flags: SettingFlags): Settings {
  return loadSettings({
    file: join(context.workingFolder, 'leadline.yaml'),
    environment: context.environment,
    flags,
  });
}
