/** `leadline doctor`: what works on this machine, what is missing and how to get it. Tries things instead of guessing. */
import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { examinePack, packageRoot, packFolder, type Settings, startSpeech } from '../../bot/index.js';
import { toFault } from '../../protocol/index.js';
import type { CommandContext, ExitCode } from '../command.js';
import { settingsOf } from '../settings-of.js';

interface Check {
  readonly name: string;
  readonly ok: boolean;
  /** What was found, or how to get what is missing. */
  readonly hint: string;
  /** Leadline starts without it. */
  readonly isOptional?: boolean;
}

export async function doctor(context: CommandContext): Promise<ExitCode> {
  const { terminal } = context;
  const settings = settingsOf(context, {});
  const checks = [
    checkNode(),
    checkFolder(resolve(context.workingFolder, settings.dataDir)),
    checkPack(settings.packDir),
    checkWeb(),
    ...(await checkSpeech(context, settings)),
    checkProgram('espeak-ng', 'Chinese and 100 more voices: install the Debian package espeak-ng'),
    checkProgram('chromium', 'browser tests: npm run setup:peers'),
  ];
  terminal.emit({ checks });
  for (const { name, ok, hint, isOptional } of checks) {
    const mark = ok ? 'ok      ' : isOptional ? 'optional' : 'MISSING ';
    terminal.say(`${mark}  ${name}: ${hint}`);
  }
  return checks.every((check) => check.ok || check.isOptional) ? 0 : 1;
}

function checkNode(): Check {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  return {
    name: 'Node',
    ok: major > 20 || (major === 20 && minor >= 19),
    hint: `${process.versions.node} (20.19 or newer is needed)`,
  };
}

function checkFolder(folder: string): Check {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    return { name: 'data folder', ok: true, hint: folder };
  } catch {
    return {
      name: 'data folder',
      ok: false,
      hint: `${folder} cannot be written; choose another with --data-dir`,
    };
  }
}

function checkPack(packDir: string): Check {
  try {
    const { problems } = examinePack(packFolder(packDir));
    const hint =
      problems.length === 0 ? packDir : `${problems.length} problems; run leadline check ${packDir}`;
    return { name: 'pack', ok: problems.length === 0, hint };
  } catch (thrown) {
    return { name: 'pack', ok: false, hint: toFault(thrown).message };
  }
}

function checkWeb(): Check {
  const missing = ['widget/widget.js', 'console/index.html'].filter(
    (file) => !existsSync(join(packageRoot(), 'dist/web', file)),
  );
  return {
    name: 'widget and console',
    ok: missing.length === 0,
    hint: missing.length === 0 ? 'built' : `${missing.join(', ')} missing; run npm run build`,
  };
}

type SpeechFolders = Pick<Settings, 'dataDir' | 'modelsDir'>;

async function checkSpeech(context: CommandContext, folders: SpeechFolders): Promise<readonly Check[]> {
  const { dataDir, modelsDir } = folders;
  const speech = await startSpeech({ isWanted: true, dataDir, modelsDir, clock: context.clock });
  try {
    const engines = speech.engines
      .map((engine) => `${engine.name} (${engine.locales.join(', ')})`)
      .join('; ');
    const senseVoice = resolve(context.workingFolder, modelsDir, 'sense-voice');
    return [
      {
        name: 'speech process',
        ok: speech.service !== undefined,
        hint: speech.service === undefined ? 'did not start; text works without it' : engines,
      },
      {
        name: 'speech in Chinese',
        ok: speech.recognisedLocales.includes('zh'),
        isOptional: true,
        hint: speech.recognisedLocales.includes('zh')
          ? 'recognised'
          : `put a SenseVoice model for sherpa-onnx (model.int8.onnx, tokens.txt) into ${senseVoice}`,
      },
    ];
  } finally {
    await speech.close();
  }
}

function checkProgram(program: string, why: string): Check {
  try {
    const path = execFileSync('which', [program], { encoding: 'utf8' }).trim();
    return { name: program, ok: true, isOptional: true, hint: path };
  } catch {
    return { name: program, ok: false, isOptional: true, hint: why };
  }
}
