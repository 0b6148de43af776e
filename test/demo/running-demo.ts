/** A demo started as a user starts it, with a small generated history, for the suites that look at it from outside. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export const root = join(import.meta.dirname, '../..');

export interface RunningDemo {
  readonly url: string;
  readonly consoleUrl: string;
  readonly dataDir: string;
  stop(): Promise<number | null>;
}

interface CommandResult {
  readonly code: number | null;
  readonly records: readonly Record<string, unknown>[];
  readonly stderr: string;
}

const bin = join(root, 'bin/leadline.js');

/** `leadline ARGS --json` to its end. */
export function runLeadline(args: readonly string[], input = ''): Promise<CommandResult> {
  const child = spawn(process.execPath, [bin, ...args, '--json'], {
    cwd: root,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (data) => {
    stdout += data;
  });
  child.stderr.on('data', (data) => {
    stderr += data;
  });
  child.stdin.end(input);
  return new Promise((resolve) => {
    child.once('close', (code) => {
      const lines = stdout.split('\n').filter((line) => line !== '');
      resolve({ code, stderr, records: lines.map((line) => JSON.parse(line) as Record<string, unknown>) });
    });
  });
}

export async function startDemo(conversations: number): Promise<RunningDemo> {
  const dataDir = mkdtempSync(join(tmpdir(), 'leadline-demo-'));
  const args = [
    'demo',
    '--port',
    '0',
    '--data-dir',
    dataDir,
    '--conversations',
    String(conversations),
    '--json',
  ];
  const child = spawn(process.execPath, [bin, ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let errors = '';
  child.stderr.on('data', (data) => {
    errors += data;
  });
  const ready = await new Promise<{ url: string; consoleUrl: string }>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const record = JSON.parse(line) as { event: string; url: string; consoleUrl: string };
      if (record.event === 'ready') resolve(record);
      else reject(new Error(`${line}\n${errors}`));
    });
    child.once('exit', (code) => reject(new Error(`the demo ended with ${code}: ${errors}`)));
  });
  return { ...ready, dataDir, stop: () => stop(child, dataDir) };
}

async function stop(child: ChildProcess, dataDir: string): Promise<number | null> {
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const code = await ended;
  rmSync(dataDir, { recursive: true, force: true });
  return code;
}
