/**
 * The spoken demo: every caller recording through `leadline call`, several times over, at real time. responseMs is read from
 * the recorded waveform: last sample of the caller's speech to first sample of the bot's.
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { ProgressListener } from '../../protocol/index.js';
import { type Measurement, machineName, quantile } from '../measurement.js';

const CALLS = 2;
const run = promisify(execFile);

interface CallTurn {
  readonly transcript: string;
  readonly responseMs?: number;
}

export async function benchCall(root: string, onProgress: ProgressListener): Promise<Measurement> {
  const folder = join(root, 'test/fixtures/audio');
  const wavs = readdirSync(folder)
    .filter((name) => name.endsWith('.wav'))
    .map((name) => join(folder, name));
  const rows: string[][] = [];
  const all: number[] = [];
  for (const codec of ['pcm16', 'pcmu']) {
    const times: number[] = [];
    for (let call = 0; call < CALLS / 2; call++) {
      times.push(...(await oneCall(root, wavs, codec)));
      onProgress({ stage: 'calling', done: all.length + times.length, total: wavs.length * CALLS });
    }
    all.push(...times);
    rows.push(rowOf(codec, times));
  }
  rows.push(rowOf('all', all));
  return {
    kind: 'measured',
    name: 'call',
    title: "Spoken calls: end of the caller's speech to first bot audio",
    method:
      `${CALLS} calls of ${wavs.length} recordings each (spoken by the project's own synthesis) through the gRPC speech service, at ` +
      'real time, one call at a time. Measured on the recorded stereo waveform.',
    columns: ['codec', 'turns', 'p50 ms', 'p95 ms', 'max ms'],
    rows,
    figures: { responseMs: all },
    atMs: Date.now(),
    machine: machineName(),
  };
}

async function oneCall(root: string, wavs: readonly string[], codec: string): Promise<readonly number[]> {
  const data = mkdtempSync(join(tmpdir(), 'leadline-call-'));
  try {
    const args = [
      'call',
      ...wavs,
      '--codec',
      codec,
      '--out',
      join(data, 'out'),
      '--data-dir',
      data,
      '--json',
    ];
    const { stdout } = await run(process.execPath, [join(root, 'bin/leadline.js'), ...args], {
      maxBuffer: 1 << 26,
    });
    return stdout
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as CallTurn)
      .flatMap((turn) => (typeof turn.responseMs === 'number' ? [turn.responseMs] : []));
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
}

const rowOf = (name: string, times: readonly number[]) => [
  name,
  String(times.length),
  ...[0.5, 0.95, 1].map((share) => quantile(times, share).toFixed(0)),
];
