/**
 * Chat load: acknowledged and answered turns per second and their latency at 50 and 200 connections, each beside a bare
 * socket.io echo in the same run. Server, floor and load run in processes of their own.
 */
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ProgressListener } from '../../protocol/index.js';
import { askWorker, startLeadline } from '../child.js';
import { type Measurement, machineName, quantile, threeFigures } from '../measurement.js';
import type { LoadFigures, LoadPlan } from './load.js';

const TEXTS = [
  'hello',
  'how much is the iPhone 15?',
  'do you deliver to the islands?',
  'what are your opening hours',
  '我要买手机',
  '保修多久?',
  'is the Pixel 8 in stock in black',
  'thanks',
];
const DURATION_MS = 8000;
/** A conversation is given to each connection; a rate of one turn a second a visitor is brisk. */
const PACED_THINK_MS = 1000;

interface Row {
  readonly system: string;
  readonly connections: number;
  readonly mode: string;
  readonly perSecond: number;
  readonly ackP50: number;
  readonly ackP99: number;
  readonly replyP50: number;
  readonly replyP99: number;
  readonly failed: number;
}

export async function benchChat(root: string, onProgress: ProgressListener): Promise<Measurement> {
  const data = mkdtempSync(join(tmpdir(), 'leadline-bench-'));
  const args = ['start', '--port', '0', '--data-dir', data, '--no-speech', '--no-rate-limit'];
  const server = await startLeadline(root, [...args, '--log-level', 'error']);
  const floor = await startFloor(root);
  const rows: Row[] = [];
  try {
    for (const round of ROUNDS) {
      const tokens = await openVisits(server.url, round.connections);
      rows.push(
        await loadOnce(root, {
          ...round,
          system: 'bare socket.io echo',
          url: floor.url,
          tokens: tokens.map(() => ''),
        }),
      );
      rows.push(await loadOnce(root, { ...round, system: 'Leadline', url: server.url, tokens }));
      onProgress({ stage: 'loading the chat', done: rows.length / 2, total: ROUNDS.length });
    }
    return measurementOf(rows, { residentMiB: server.residentMiB(), readyMs: server.readyMs });
  } finally {
    floor.stop();
    await server.stop();
    rmSync(data, { recursive: true, force: true });
  }
}

interface LoadRound {
  readonly connections: number;
  readonly mode: string;
  readonly thinkMs: number;
}

const ROUNDS: readonly LoadRound[] = [50, 200].flatMap((connections) => [
  { connections, mode: 'closed loop', thinkMs: 0 },
  { connections, mode: '1 turn/s each', thinkMs: PACED_THINK_MS },
]);

interface LoadOnce extends LoadRound {
  readonly system: string;
  readonly url: string;
  readonly tokens: readonly string[];
}

async function loadOnce(root: string, { system, connections, mode, ...load }: LoadOnce): Promise<Row> {
  const plan: LoadPlan = { ...load, texts: TEXTS, durationMs: DURATION_MS };
  const figures = await askWorker<LoadFigures>(join(root, 'dist/bench/chat/load.js'), plan);
  return rowOf({ system, connections, mode }, figures);
}

async function startFloor(root: string): Promise<{ readonly url: string; stop(): void }> {
  const child = fork(join(root, 'dist/bench/chat/echo-server.js'));
  const port = await new Promise<number>((resolve) =>
    child.once('message', (m) => resolve((m as { port: number }).port)),
  );
  return { url: `http://127.0.0.1:${port}`, stop: () => child.disconnect() };
}

async function openVisits(url: string, count: number): Promise<string[]> {
  const tokens: string[] = [];
  for (let i = 0; i < count; i++) {
    const response = await fetch(`${url}/api/v1/visits`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url },
      body: JSON.stringify({ locale: 'en' }),
    });
    if (!response.ok)
      throw new Error(`opening a visit answered ${response.status}: ${await response.text()}`);
    tokens.push(((await response.json()) as { token: string }).token);
  }
  return tokens;
}

function rowOf(about: Pick<Row, 'system' | 'connections' | 'mode'>, figures: LoadFigures): Row {
  return {
    ...about,
    perSecond: (figures.turns / figures.elapsedMs) * 1000,
    ackP50: quantile(figures.ackMs, 0.5),
    ackP99: quantile(figures.ackMs, 0.99),
    replyP50: quantile(figures.replyMs, 0.5),
    replyP99: quantile(figures.replyMs, 0.99),
    failed: figures.failed,
  };
}

function measurementOf(rows: readonly Row[], server: { residentMiB: number; readyMs: number }): Measurement {
  return {
    kind: 'measured',
    name: 'chat',
    title: 'Chat turns',
    method:
      `Every connection is a visitor with a conversation of its own; a turn counts once its reply came. Leadline understands, ` +
      `answers and stores each turn with fsync before acknowledging; the floor acknowledges and echoes without work or storage. ` +
      `Closed loop: the next turn follows the last reply at once. From the command to ready, with models trained: ${(server.readyMs / 1000).toFixed(1)} s. Memory after the run, without speech: ` +
      `${server.residentMiB.toFixed(0)} MiB.`,
    columns: [
      'system',
      'connections',
      'load',
      'turns/s',
      'ack p50 ms',
      'ack p99 ms',
      'reply p50 ms',
      'reply p99 ms',
      'failed',
    ],
    rows: rows.map((row) => [
      row.system,
      String(row.connections),
      row.mode,
      threeFigures(row.perSecond),
      threeFigures(row.ackP50),
      threeFigures(row.ackP99),
      threeFigures(row.replyP50),
      threeFigures(row.replyP99),
      String(row.failed),
    ]),
    figures: { rows, ...server },
    atMs: Date.now(),
    machine: machineName(),
  };
}
