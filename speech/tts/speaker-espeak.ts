/**
 * Synthesis in a hundred languages by the program espeak-ng, where the user installed it; a process per sentence.
 * Text goes in through standard input, never on the command line.
 */
import { spawn } from 'node:child_process';
import { Fault, type Locale } from '../../protocol/index.js';
import { readWav } from '../codecs/wav.js';
import type { Speaker, Voice } from './speaker.js';

const SAMPLE_RATE_HZ = 22_050;
const WORDS_PER_MINUTE = 165;
/** Languages whose espeak-ng name is not their tag. */
const ESPEAK_NAMES = new Map([
  ['zh', 'cmn'],
  ['no', 'nb'],
]);
const LARGEST_OUTPUT_BYTES = 32 * 1024 * 1024;

const espeakName = (locale: Locale) => {
  const language = (locale.split('-')[0] ?? locale).toLowerCase();
  return ESPEAK_NAMES.get(language) ?? language;
};

interface Run {
  readonly command: string;
  readonly args: readonly string[];
  readonly input?: string;
  readonly signal?: AbortSignal;
}

function run({ command, args, input, signal }: Run): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'ignore'], signal, timeout: 20_000 });
    const parts: Buffer[] = [];
    let size = 0;
    child.stdout.on('data', (part: Buffer) => {
      parts.push(part);
      size += part.length;
      if (size > LARGEST_OUTPUT_BYTES) child.kill();
    });
    child.on('error', reject);
    child.stdin.on('error', () => undefined);
    child.on('close', (code) => {
      if (code === 0) resolve(Buffer.concat(parts));
      else reject(new Error(`${command} ended with ${code}`));
    });
    child.stdin.end(input ?? '');
  });
}

/** Language tags in the table that `espeak-ng --voices` prints. */
function languagesIn(table: string): readonly Locale[] {
  const names = table.split('\n').map((line) => line.trim().split(/\s+/)[1]?.split('-')[0] ?? '');
  const known = new Set(names.filter((name) => /^[a-z]{2,3}$/.test(name)));
  for (const [tag, name] of ESPEAK_NAMES) if (known.has(name)) known.add(tag);
  return [...known];
}

/** The speaker, or undefined when the program is not installed. */
export async function findEspeakSpeaker(command = 'espeak-ng'): Promise<Speaker | undefined> {
  const table = await run({ command, args: ['--voices'] }).catch(() => undefined);
  if (table === undefined) return undefined;
  const locales = languagesIn(table.toString('utf8'));
  const voice: Voice = { name: 'espeak', locales, sampleRateHz: SAMPLE_RATE_HZ };
  return {
    capabilities: { name: 'espeak-ng', locales, voices: [voice], licence: 'GPL-3.0 (separate program)' },
    async synthesize({ text, locale, rate }, signal) {
      const speed = Math.round(WORDS_PER_MINUTE * rate);
      const args = ['-v', espeakName(locale), '-s', String(speed), '-b', '1', '--stdin', '--stdout'];
      const wav = await run({ command, args, input: text, signal }).catch((cause: unknown) => {
        signal?.throwIfAborted();
        throw new Fault('speech.failed', 'espeak-ng failed on a sentence.', { cause });
      });
      const { channels, sampleRateHz } = readWav(wav, { isStreamed: true });
      return { samples: channels[0]!, sampleRateHz };
    },
    close: async () => undefined,
  };
}
