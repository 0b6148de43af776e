/** Child processes of the benches: the compiled `leadline` command and compiled bench workers, always ended with the bench. */
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export interface RunningServer {
  readonly url: string;
  readonly consoleUrl: string;
  /** From spawn to the line that says ready. */
  readonly readyMs: number;
  readonly pid: number;
  /** Resident memory of the process tree now, MiB. */
  residentMiB(): number;
  stop(): Promise<void>;
}

/** Starts `leadline ARGS --json` and waits for its `ready` line. */
export async function startLeadline(root: string, args: readonly string[]): Promise<RunningServer> {
  const started = performance.now();
  const child = spawn(process.execPath, [join(root, 'bin', 'leadline.js'), ...args, '--json'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const errors: string[] = [];
  child.stderr.on('data', (data) => errors.push(String(data)));
  const ready = await new Promise<{ url: string; consoleUrl?: string }>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const record = JSON.parse(line) as { event?: string; url: string };
      if (record.event === 'ready') resolve(record);
    });
    child.once('exit', (code) => reject(new Error(`leadline ended with ${code}: ${errors.join('')}`)));
  });
  return {
    url: ready.url.replace(/\/$/, ''),
    consoleUrl: ready.consoleUrl ?? '',
    readyMs: performance.now() - started,
    pid: child.pid!,
    residentMiB: () => treeOf(child.pid!).reduce((sum, pid) => sum + residentOf(pid), 0) / 1024,
    stop: () => stopChild(child),
  };
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  await ended;
}

/** A process and its descendants, from /proc; the process alone where there is no /proc. */
function treeOf(pid: number): readonly number[] {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
    return [pid, ...(children === '' ? [] : children.split(' ').flatMap((child) => treeOf(Number(child))))];
  } catch {
    return [pid];
  }
}

function residentOf(pid: number): number {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

/** Sends one message to a compiled worker and resolves with its one answer. */
export function askWorker<Answer>(file: string, message: object): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const child = fork(file, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], serialization: 'advanced' });
    child.once('message', (answer) => resolve(answer as Answer));
    child.once('error', reject);
    child.once('exit', (code) => {
      if (code !== 0) reject(new Error(`${file} ended with ${code}`));
    });
    child.send(message);
  });
}
