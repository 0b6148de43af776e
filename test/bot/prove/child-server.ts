/** Starts, kills and ends the server process of the kill test; only the process that it started itself. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { packageRoot } from '../../../bot/package-root.js';

export type Variant = 'honest' | 'ack-before-write' | 'no-sync';

export interface ChildServer {
  readonly url: string;
  readonly rerunTurns: number;
  /** From starting the process to its first line. */
  readonly startMs: number;
  /** Processor time that this took: what is left of startMs on a machine with nothing else to do. */
  readonly startCpuMs: number;
  /** kill -9; resolves when the process is gone. */
  kill(): Promise<void>;
  /** Lets it finish; resolves with what it counted. */
  end(): Promise<{ readonly commits: number; readonly writes: number }>;
}

export interface ChildOptions {
  readonly folder: string;
  readonly variant: Variant;
  /** Words before `node`, such as strace with its options. */
  readonly wrapper?: readonly string[];
}

const SCRIPT = 'dist/test/bot/prove/turn-server.js';

export function turnServerScript(): string {
  const script = join(packageRoot(), SCRIPT);
  if (existsSync(script)) return script;
  throw new Error(`${SCRIPT} is missing in ${dirname(script)}; \`npm run build\` compiles it`);
}

const exited = (child: ChildProcess) =>
  new Promise<void>((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else child.once('exit', () => resolve());
  });

export async function startChild({ folder, variant, wrapper = [] }: ChildOptions): Promise<ChildServer> {
  const [program, ...words] = [...wrapper, process.execPath, turnServerScript(), folder, variant];
  const startedAt = performance.now();
  const child = spawn(program!, words, { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]();
  const readLine = async () => {
    const { value, done } = await lines.next();
    if (done === true) throw new Error('the server process ended early');
    return JSON.parse(value);
  };
  const { url, rerunTurns, cpuMs } = (await readLine()) as { url: string; rerunTurns: number; cpuMs: number };
  return {
    url,
    rerunTurns,
    startMs: performance.now() - startedAt,
    startCpuMs: cpuMs,
    async kill() {
      child.kill('SIGKILL');
      await exited(child);
    },
    async end() {
      child.stdin!.end();
      const counted = (await readLine()) as { commits: number; writes: number };
      await exited(child);
      return counted;
    },
  };
}
