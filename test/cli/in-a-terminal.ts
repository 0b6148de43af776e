/** Runs a command as the bin does, in this process, and keeps what it said. Used by the command tests. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { main } from '../../cli/main.js';

export interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface Workplace {
  readonly folder: string;
  /** Writes a file in the folder and returns its name. */
  put(name: string, content: string | Uint8Array): string;
  leadline(...words: string[]): Promise<Said>;
  /** The objects of a command with --json. */
  json(...words: string[]): Promise<readonly Record<string, unknown>[]>;
  close(): void;
}

export function openWorkplace(): Workplace {
  const folder = mkdtempSync(join(tmpdir(), 'leadline-cli-'));
  const leadline = async (...words: string[]): Promise<Said> => {
    const said = { out: '', err: '' };
    const stream = (name: 'out' | 'err') => ({
      write: (text: string) => {
        said[name] += text;
      },
      isTTY: false,
    });
    const streams = { out: stream('out'), err: stream('err') };
    const code = await main(words, { streams, environment: {}, workingFolder: folder });
    return { code, ...said };
  };
  return {
    folder,
    leadline,
    put(name, content) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), content);
      return name;
    },
    async json(...words) {
      const { code, out, err } = await leadline(...words, '--json');
      if (code !== 0) throw new Error(`leadline ${words.join(' ')} ended with ${code}: ${err}`);
      return out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Record<string, unknown>);
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}
