/** `leadline doctor`: what works on this machine, what is missing and how to get it. Tries things instead of guessing. */
import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import {
  examinePack,
  isServerRunning,
  openModelHome,
  packageRoot,
  packFolder,
  type Settings,
  startSpeech,
} from '../../bot/index.js';
import { type Locale, toFault } from '../../protocol/index.js';
import type { CommandContext, ExitCode } from '../command.js';
import { settingsOf } from '../settings-of.js';
import { DEMO_DATA } from './serve.js';
import { speechChecks } from './speech-checks.js';

export interface Check {
  readonly name: string;
  readonly ok: boolean;
  /** What was found, or how to get what is missing; may have several lines. */
  readonly hint: string;
  /** Leadline starts without it. */
  readonly isOptional?: boolean;
}

/** Prints each check as soon as it is made; the JSON record follows at the end. */
export async function doctor(context: CommandContext): Promise<ExitCode> {
  const { terminal } = context;
  const checks: Check[] = [];
  for await (const check of allChecks(context)) {
    checks.push(check);
    terminal.say(lineOf(check));
  }
  terminal.emit({ checks: checks.map((check) => ({ ...check, hint: check.hint.replaceAll('\n', ' ') })) });
  const broken = checks.filter((check) => !check.ok && !check.isOptional).length;
  const absent = checks.filter((check) => !check.ok && check.isOptional).length;
  terminal.say('');
  terminal.say(
    broken > 0
      ? `${broken} of ${checks.length} checks failed: see the lines marked MISSING.`
      : `Everything needed is here.${absent > 0 ? ' What is marked optional adds what its line says.' : ''}`,
  );
  return broken > 0 ? 1 : 0;
}

const NAME_WIDTH = 32;

function lineOf({ name, ok, hint, isOptional }: Check): string {
  const mark = ok ? 'ok' : isOptional ? 'optional' : 'MISSING';
  return `${mark.padEnd(10)}${name.padEnd(NAME_WIDTH)}${hint.replaceAll('\n', `\n${' '.repeat(10 + NAME_WIDTH)}`)}`;
}

async function* allChecks(context: CommandContext): AsyncGenerator<Check> {
  const { workingFolder, clock } = context;
  const settings = settingsOf(context, {});
  const { dataDir, modelsDir, packDir } = settings;
  yield checkNode();
  yield checkFolder(resolve(workingFolder, dataDir));
  yield await checkPort(settings);
  yield await checkModels(context, dataDir);
  const { locales, check } = checkPack(packDir);
  yield check;
  yield checkWeb();
  const speech = await startSpeech({ isWanted: true, dataDir, modelsDir, clock });
  try {
    yield* speechChecks(speech, { locales, modelsDir: resolve(workingFolder, modelsDir) });
  } finally {
    await speech.close();
  }
  if (existsSync(join(packageRoot(), 'test'))) yield checkChromium();
}

function checkNode(): Check {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const ok = major > 20 || (major === 20 && minor >= 19);
  return { name: 'Node', ok, hint: `${process.versions.node}${ok ? '' : '; 20.19 or newer is needed'}` };
}

function checkFolder(folder: string): Check {
  const name = 'data folder';
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    return { name, ok: true, hint: folder };
  } catch {
    return { name, ok: false, hint: `${folder} cannot be written; choose another with LEADLINE_DATA_DIR` };
  }
}

/** A broken version that was chosen to serve is a failure though the one before it goes on serving. */
async function checkModels({ clock, workingFolder }: CommandContext, dataDir: string): Promise<Check> {
  const name = 'stored models';
  const verified = await openModelHome(resolve(workingFolder, dataDir), clock).registry.verify();
  const broken = verified.filter(({ fault }) => fault !== undefined);
  if (broken.length === 0) return { name, ok: true, hint: `${verified.length} versions, all sound` };
  const named = broken.map(
    (each) => `${each.name} ${each.version}${each.isActive ? ' (chosen to serve)' : ''}`,
  );
  const hint = `damaged: ${named.join(', ')}; see leadline models verify, then activate another version`;
  return { name, ok: false, isOptional: !broken.some(({ isActive }) => isActive), hint };
}

async function checkPort({ port, dataDir }: Settings): Promise<Check> {
  const name = `port ${port}`;
  if (await isPortFree(port)) return { name, ok: true, hint: 'free' };
  for (const folder of [dataDir, DEMO_DATA]) {
    if (await isServerRunning(folder)) return { name, ok: true, hint: `a Leadline runs, on ${folder}` };
  }
  const hint = 'another program listens there; start with --port NUMBER, 0 for any free one';
  return { name, ok: false, isOptional: true, hint };
}

function isPortFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

function checkPack(packDir: string): { readonly check: Check; readonly locales: readonly Locale[] } {
  const name = 'business pack';
  try {
    const { pack, problems } = examinePack(packFolder(packDir));
    const ok = problems.length === 0;
    const hint = ok ? packDir : `${problems.length} problems; leadline check ${packDir} lists them`;
    return { check: { name, ok, hint }, locales: pack?.settings.locales ?? [] };
  } catch (thrown) {
    return { check: { name, ok: false, hint: toFault(thrown).message }, locales: [] };
  }
}

function checkWeb(): Check {
  const missing = ['widget/widget.js', 'console/index.html'].filter(
    (file) => !existsSync(join(packageRoot(), 'dist/web', file)),
  );
  const hint = missing.length === 0 ? 'built' : `${missing.join(', ')} missing; run npm run build`;
  return { name: 'widget and console', ok: missing.length === 0, hint };
}

/** Of interest to whoever changes Leadline, in a checkout. */
function checkChromium(): Check {
  const name = 'Chromium, for the tests';
  try {
    const hint = execFileSync('which', ['chromium'], { encoding: 'utf8', stdio: 'pipe' }).trim();
    return { name, ok: true, isOptional: true, hint };
  } catch {
    return { name, ok: false, isOptional: true, hint: 'npm run setup:peers installs it' };
  }
}
