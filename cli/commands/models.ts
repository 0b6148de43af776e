/**
 * `leadline models list|show|activate|rollback|trial|verify`: the registry. Speaks to the server that runs on the data folder, or opens the
 * folder itself when none runs.
 */
import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import {
  createModelDesk,
  createRemoteModelDesk,
  importOnnx,
  isServerRunning,
  type ModelDesk,
  openModelHome,
} from '../../bot/index.js';
import type { ModelCard } from '../../learning/index.js';
import { Fault, type ModelVersionRow } from '../../protocol/index.js';
import type { CommandContext, ExitCode } from '../command.js';
import { checkModelName } from '../model-store.js';
import { settingsOf } from '../settings-of.js';
import { DEMO_DATA } from './serve.js';

export interface ModelsFlags {
  readonly dataDir?: string;
}

/** Without a data folder given, that of a running demo is taken where one runs. */
export async function modelsDataDir(context: CommandContext, { dataDir }: ModelsFlags): Promise<string> {
  const own = settingsOf(context, { dataDir }).dataDir;
  if (dataDir !== undefined || (await isServerRunning(own))) return own;
  return (await isServerRunning(DEMO_DATA)) ? DEMO_DATA : own;
}

async function openDesk(context: CommandContext, flags: ModelsFlags): Promise<ModelDesk> {
  const dataDir = await modelsDataDir(context, flags);
  if (await isServerRunning(dataDir)) return createRemoteModelDesk(dataDir);
  return createModelDesk(openModelHome(dataDir, context.clock).registry);
}

export async function listModels(
  context: CommandContext,
  { name, ...flags }: ModelsFlags & { readonly name?: string },
): Promise<ExitCode> {
  const rows = await (await openDesk(context, flags)).versions(name);
  if (rows.length === 0) context.terminal.say('No models yet. They are trained at the first start.');
  for (const row of rows) print(context, row);
  return 0;
}

function print({ terminal }: CommandContext, row: ModelVersionRow): void {
  terminal.emit(row);
  const standing = row.active ? 'active' : row.challenger ? 'trial ' : '      ';
  const when = row.createdMs === undefined ? '' : new Date(row.createdMs).toISOString().slice(0, 16);
  const facts = [row.model.padEnd(16), row.version.padEnd(15), standing, when.replace('T', ' ')];
  terminal.say(`${facts.join('  ')}  ${row.sha256?.slice(0, 12) ?? 'unreadable  '}`);
  if (row.problem !== undefined) terminal.say(`    BROKEN: ${row.problem}`);
  if (row.gate !== undefined) terminal.say(`    ${row.gate.reason}`);
}

export interface OneModel extends ModelsFlags {
  readonly name: string;
  readonly version?: string;
}

export async function showModel(context: CommandContext, { name, version, ...flags }: OneModel) {
  const desk = await openDesk(context, flags);
  const card = await desk.card(name, version);
  const row = (await desk.versions(name)).find((each) => each.version === card.version);
  context.terminal.emit({ ...row, card });
  describe(context, card, row);
  return 0 as ExitCode;
}

function describe({ terminal }: CommandContext, card: ModelCard, row: ModelVersionRow | undefined): void {
  const { name, version, task, createdAt, rows, seed, dataHash, codeVersion, cost, gate } = card;
  terminal.say(`${name} ${version}${row?.active ? ', active' : ''}${row?.challenger ? ', on trial' : ''}`);
  terminal.say(`  task ${task}, trained ${createdAt} on ${rows} rows, seed ${seed}`);
  if (cost !== undefined) terminal.say(`  cost ${costText(cost)}`);
  terminal.say(`  data ${dataHash.slice(0, 12)}, code ${codeVersion.slice(0, 12)}`);
  for (const [parameter, value] of Object.entries(card.parameters)) terminal.say(`  ${parameter}: ${value}`);
  for (const [figure, { value, low, high }] of Object.entries(card.metrics)) {
    const interval =
      low === undefined || high === undefined ? '' : `  (${low.toFixed(4)} to ${high.toFixed(4)})`;
    terminal.say(`  ${figure.padEnd(24)} ${value.toFixed(4)}${interval}`);
  }
  if (gate !== undefined) terminal.say(`  gate against ${gate.against}: ${gate.reason}`);
  for (const [file, { sha256, sizeBytes }] of Object.entries(card.files))
    terminal.say(`  ${file.padEnd(24)} ${String(sizeBytes).padStart(9)} bytes  ${sha256.slice(0, 12)}`);
}

function costText({ cpuMs, wallMs, rows, peakHeapBytes }: NonNullable<ModelCard['cost']>): string {
  const parts = [
    ...(cpuMs === undefined ? [] : [`${(cpuMs / 1000).toFixed(1)} s of CPU`]),
    ...(wallMs === undefined ? [] : [`${(wallMs / 1000).toFixed(1)} s`]),
    `${rows} rows`,
    ...(peakHeapBytes === undefined
      ? []
      : [`${Math.round(peakHeapBytes / 2 ** 20)} MiB of heap at the most`]),
  ];
  return parts.join(', ');
}

export async function activateModel(context: CommandContext, { name, version, ...flags }: OneModel) {
  if (version === undefined) throw new Fault('usage.wrong', 'Name the version to activate.');
  print(context, await (await openDesk(context, flags)).activate(name, version));
  await sayRescoring(context, name, flags);
  return 0 as ExitCode;
}

export async function rollbackModel(context: CommandContext, { name, ...flags }: OneModel) {
  print(context, await (await openDesk(context, flags)).rollback(name));
  await sayRescoring(context, name, flags);
  return 0 as ExitCode;
}

async function sayRescoring(context: CommandContext, name: string, flags: ModelsFlags): Promise<void> {
  if (!name.startsWith('lead-')) return;
  const isServed = await isServerRunning(await modelsDataDir(context, flags));
  context.terminal.say(
    isServed
      ? 'Stored leads are scored again beside the turns; the models page of the console shows how far.'
      : 'Stored leads are scored again at the next start.',
  );
}

/** Puts a version on trial; ends the trial without one. */
export async function tryModel(context: CommandContext, { name, version, ...flags }: OneModel) {
  print(context, await (await openDesk(context, flags)).challenge(name, version));
  return 0 as ExitCode;
}

export interface ImportFlags extends ModelsFlags {
  readonly file: string;
  readonly features: string;
  readonly name?: string;
  readonly activate?: boolean;
}

/** The version is written into the registry's folder, where a running server finds it; it serves only once activated. */
export async function importModel(context: CommandContext, { file, features, ...flags }: ImportFlags) {
  const read = (path: string) => readInput(resolve(context.workingFolder, path));
  const name =
    flags.name ??
    basename(file, '.onnx')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-');
  checkModelName(name);
  const { registry } = openModelHome(await modelsDataDir(context, flags), context.clock);
  const card = await importOnnx(registry, { name, model: read(file), features: read(features) });
  const desk = await openDesk(context, flags);
  const row = flags.activate
    ? await desk.activate(name, card.version)
    : (await desk.versions(name)).find((each) => each.version === card.version);
  if (row !== undefined) print(context, row);
  if (!flags.activate)
    context.terminal.say(`Not active yet: leadline models activate ${name} ${card.version}`);
  return 0 as ExitCode;
}

function readInput(path: string): Uint8Array {
  try {
    return new Uint8Array(readFileSync(path));
  } catch (cause) {
    throw new Fault('usage.wrong', `The file ${path} cannot be read.`, { cause });
  }
}

/** Exit code 1 when any file of any version does not match its checksum. */
export async function verifyModels(
  context: CommandContext,
  { name, ...flags }: ModelsFlags & { readonly name?: string },
): Promise<ExitCode> {
  const rows = await (await openDesk(context, flags)).verify(name);
  for (const row of rows) print(context, row);
  const broken = rows.filter(({ problem }) => problem !== undefined).length;
  context.terminal.say(`${rows.length - broken} versions are sound, ${broken} broken.`);
  return broken === 0 ? 0 : 1;
}
