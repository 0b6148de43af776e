/** Every setting of Leadline with its default, what it accepts and what it is for. Nothing else reads the environment. */
import { z } from 'zod';

const wholeNumber = (least: number, most: number) => z.coerce.number().int().min(least).max(most);

interface Setting {
  readonly schema: z.ZodType;
  /** What a wrong value is answered with. */
  readonly accepts: string;
  readonly about: string;
}

const setting = <Schema extends z.ZodType>(schema: Schema, accepts: string, about: string) =>
  ({ schema, accepts, about }) satisfies Setting;

export const SETTINGS = {
  host: setting(z.string().default('127.0.0.1'), '127.0.0.1 or localhost', 'Address to listen on.'),
  port: setting(
    wholeNumber(0, 65535).default(3000),
    'a port from 0 (any free one) to 65535',
    'Port of the web server.',
  ),
  dataDir: setting(
    z.string().min(1).default('.leadline/data'),
    'a folder',
    'Database, recordings, trained models, secret.',
  ),
  modelsDir: setting(
    z.string().min(1).default('.leadline/models'),
    'a folder',
    'Speech models that were pulled, one folder each, such as sense-voice.',
  ),
  packDir: setting(
    z.string().min(1).default('packs/aurora'),
    'a folder with a pack.yaml',
    'The business pack.',
  ),
  workspace: setting(
    z
      .string()
      .regex(/^[a-z0-9-]{1,40}$/)
      .default('default'),
    'lower case letters, digits and -, at most 40',
    'Name of the workspace that everything belongs to.',
  ),
  logLevel: setting(
    z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
    'debug, info, warn, error or silent',
    'How much is logged.',
  ),
  speech: setting(z.enum(['on', 'off']).default('on'), 'on or off', 'Run the speech process.'),
  stepTimeoutMs: setting(
    wholeNumber(100, 600_000).default(30_000),
    'milliseconds from 100 to 600000',
    'A dialog step that takes longer is answered with an apology.',
  ),
  actionsUrl: setting(
    z.union([z.literal(''), z.url({ protocol: /^https?$/ })]).default(''),
    'an http or https address',
    "Where a company's own system takes the actions of flows; without one they are the demo's.",
  ),
  actionsSecret: setting(
    z
      .string()
      .regex(/^(?:.{16,200})?$/)
      .default(''),
    'at least 16 characters',
    'What actions are signed with; needed beside an address for them.',
  ),
  turnsPerSecond: setting(
    wholeNumber(1, 1000).default(5),
    'a whole number from 1 to 1000',
    'Turns that one visitor may send per second; four times as many at once.',
  ),
  visitsPerSecond: setting(
    wholeNumber(1, 10_000).default(50),
    'a whole number from 1 to 10000',
    'Visits that may be opened per second; twice as many at once.',
  ),
  maxCallMinutes: setting(
    wholeNumber(1, 240).default(60),
    'a whole number from 1 to 240',
    'A spoken conversation ends after so many minutes, with a goodbye.',
  ),
  retrainOutcomes: setting(
    wholeNumber(0, 1_000_000).default(50),
    'a whole number from 0 (never) to 1000000',
    'The lead score is trained again once so many outcomes became known since its newest version.',
  ),
  retrainHours: setting(
    wholeNumber(0, 8760).default(0),
    'hours from 0 (never) to 8760',
    'The lead score is trained again this long after its newest version, if an outcome became known since.',
  ),
  maxSockets: setting(
    wholeNumber(1, 100_000).default(5000),
    'a whole number from 1 to 100000',
    'Sockets open at the same time.',
  ),
} as const;

export type SettingName = keyof typeof SETTINGS;
export type Settings = { readonly [Name in SettingName]: z.output<(typeof SETTINGS)[Name]['schema']> };

/** `stepTimeoutMs` -> `LEADLINE_STEP_TIMEOUT_MS`. */
export const variableOf = (name: SettingName) =>
  `LEADLINE_${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;

export const settingNames = Object.keys(SETTINGS) as readonly SettingName[];
