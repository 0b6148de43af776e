/**
 * Load on the visitor socket: N connections, each sending its next turn as soon as the last was answered (closed loop).
 * Run as a child process of the bench so that it does not share an event loop with what it measures.
 */
import { randomUUID } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';

export interface LoadPlan {
  readonly url: string;
  /** One per connection; empty strings where the server asks for none. */
  readonly tokens: readonly string[];
  readonly texts: readonly string[];
  readonly durationMs: number;
  /** Pause of each visitor between an answer and the next turn. */
  readonly thinkMs: number;
}

export interface LoadFigures {
  readonly turns: number;
  readonly failed: number;
  readonly elapsedMs: number;
  readonly ackMs: readonly number[];
  readonly replyMs: readonly number[];
}

const REPLY_TIMEOUT_MS = 10_000;

async function connect(url: string, token: string): Promise<Socket> {
  const socket = io(`${url}/visitor`, { auth: { token }, transports: ['websocket'], forceNew: true });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  return socket;
}

interface TurnTimes {
  readonly ackMs: number;
  readonly replyMs: number;
}

async function oneTurn(socket: Socket, text: string): Promise<TurnTimes> {
  const turnId = randomUUID();
  const started = performance.now();
  let ackMs = 0;
  const replied = new Promise<number>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('no reply in time')), REPLY_TIMEOUT_MS);
    const onEvent = (event: { kind: string; data: { turnId?: string } }) => {
      if (event.kind !== 'turn.replied' || event.data.turnId !== turnId) return;
      clearTimeout(timer);
      socket.off('event', onEvent);
      resolve(performance.now() - started);
    };
    socket.on('event', onEvent);
  });
  const answer = (await socket.timeout(REPLY_TIMEOUT_MS).emitWithAck('turn', { turnId, text })) as {
    ok: boolean;
  };
  ackMs = performance.now() - started;
  if (!answer.ok) throw new Error('refused');
  return { ackMs, replyMs: await replied };
}

export async function runLoad(plan: LoadPlan): Promise<LoadFigures> {
  const sockets: Socket[] = [];
  for (const token of plan.tokens) sockets.push(await connect(plan.url, token));
  const ackMs: number[] = [];
  const replyMs: number[] = [];
  let failed = 0;
  const started = performance.now();
  const visitor = async (socket: Socket, offset: number) => {
    for (let turn = offset; performance.now() - started < plan.durationMs; turn++) {
      try {
        const times = await oneTurn(socket, plan.texts[turn % plan.texts.length]!);
        ackMs.push(times.ackMs);
        replyMs.push(times.replyMs);
      } catch {
        failed++;
      }
      if (plan.thinkMs > 0)
        await new Promise((resolve) => setTimeout(resolve, plan.thinkMs * (0.5 + Math.random())));
    }
  };
  await Promise.all(sockets.map(visitor));
  const elapsedMs = performance.now() - started;
  for (const socket of sockets) socket.close();
  return { turns: replyMs.length, failed, elapsedMs, ackMs, replyMs };
}

process.on('message', (plan: LoadPlan) => {
  runLoad(plan).then(
    (figures) => process.send?.(figures, () => process.exit(0)),
    (error) => {
      process.stderr.write(`${String(error)}\n`);
      process.exit(1);
    },
  );
});
process.on('disconnect', () => process.exit(0));
