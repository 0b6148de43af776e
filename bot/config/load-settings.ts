/** Reads the settings: defaults < leadline.yaml < LEADLINE_* environment < flags. A wrong value names its setting. */
import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { Fault } from '../../protocol/index.js';
import { SETTINGS, type SettingName, type Settings, settingNames, variableOf } from './settings.js';

export interface SettingSources {
  /** Path of leadline.yaml; a missing file is an empty one. */
  readonly file: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Undefined values count as not given. */
  readonly flags: Readonly<Partial<Record<SettingName, unknown>>>;
}

interface Given {
  readonly value: unknown;
  /** Where it was given, for the message. */
  readonly where: string;
}

const isSetting = (name: string): name is SettingName => Object.hasOwn(SETTINGS, name);

function readFile(path: string): Readonly<Record<string, unknown>> {
  if (!existsSync(path)) return {};
  let content: unknown;
  try {
    content = parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new Fault('settings.invalid', `${path} is not valid YAML.`, { cause });
  }
  if (content === null) return {};
  if (typeof content !== 'object' || Array.isArray(content)) {
    throw new Fault('settings.invalid', `${path} must hold setting names with their values.`);
  }
  const unknown = Object.keys(content).find((name) => !isSetting(name));
  if (unknown === undefined) return content as Readonly<Record<string, unknown>>;
  const known = settingNames.join(', ');
  throw new Fault('settings.invalid', `${path} has no setting named ${unknown}; there are ${known}.`, {
    fields: { setting: unknown },
  });
}

function findGiven(
  name: SettingName,
  file: Readonly<Record<string, unknown>>,
  sources: SettingSources,
): Given {
  const flag = sources.flags[name];
  if (flag !== undefined) return { value: flag, where: `the flag for ${name}` };
  const variable = sources.environment[variableOf(name)];
  if (variable !== undefined && variable !== '') return { value: variable, where: variableOf(name) };
  return { value: file[name], where: `${name} in ${sources.file}` };
}

/** @throws Fault `settings.invalid` with fields.setting */
export function loadSettings(sources: SettingSources): Settings {
  const file = readFile(sources.file);
  const settings: Partial<Record<SettingName, unknown>> = {};
  for (const name of settingNames) {
    const { value, where } = findGiven(name, file, sources);
    const { schema, accepts } = SETTINGS[name];
    const parsed = schema.safeParse(value ?? undefined);
    if (!parsed.success) {
      throw new Fault('settings.invalid', `The setting ${name} accepts ${accepts} (given by ${where}).`, {
        fields: { setting: name },
      });
    }
    settings[name] = parsed.data;
  }
  return settings as Settings;
}
