/**
 * A small server that speaks protocol/console-wire over the fixture world, for drawing and testing the console alone.
 * Serves the built files with the strict content security policy; binds the loopback only; never part of a release.
 */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { type Namespace, Server as SocketServer } from 'socket.io';
import type {
  ConsoleClientEvents,
  ConsoleServerEvents,
  ConversationRow,
  Page,
} from '../../protocol/index.js';
import type { FixtureWorld } from './fixture-world.js';

export interface DevServer {
  readonly url: string;
  /** Sends a live event to every open console. */
  emit<Name extends keyof ConsoleServerEvents>(
    name: Name,
    ...args: Parameters<ConsoleServerEvents[Name]>
  ): void;
  /** Resolves once a console follows this conversation. */
  watched(conversationId: string): Promise<void>;
  /** Paths asked for from now on answer with this problem; undefined heals. */
  breakPaths(prefix: string | undefined): void;
  close(): Promise<void>;
}

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

function policy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self'",
    "font-src 'self'",
    "media-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

export async function startDevServer(world: FixtureWorld, webRoot: string, port = 0): Promise<DevServer> {
  let broken: string | undefined;
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (broken !== undefined && url.pathname.startsWith(broken)) {
      sendProblem(response, 503, { code: 'store.unavailable', detail: 'The database does not answer.' });
    } else if (url.pathname.startsWith('/api/v1/')) answerApi(world, url, { request, response });
    else void sendFile(webRoot, url.pathname, response);
  });
  const sockets = new SocketServer<ConsoleClientEvents, ConsoleServerEvents>(server, { serveClient: false });
  const live = sockets.of('/console');
  const watch = followWatches(live);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    url: addressOf(server),
    emit: (name, ...args) => {
      live.emit(name, ...args);
    },
    watched: watch,
    breakPaths: (prefix) => {
      broken = prefix;
    },
    close: async () => {
      await sockets.close();
      server.closeAllConnections();
    },
  };
}

/** Remembers what each console watches; the returned function waits for one conversation. */
function followWatches(live: Namespace<ConsoleClientEvents, ConsoleServerEvents>) {
  const seen = new Set<string>();
  const waiting = new Map<string, () => void>();
  live.on('connection', (socket) => {
    socket.on('watch', (conversationId) => {
      seen.add(conversationId);
      waiting.get(conversationId)?.();
    });
  });
  return async (conversationId: string): Promise<void> => {
    if (seen.has(conversationId)) return;
    await new Promise<void>((resolve) => waiting.set(conversationId, resolve));
  };
}

function addressOf(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === 'string')
    throw new TypeError('The development server has no port.');
  return `http://127.0.0.1:${address.port}`;
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

function answerApi(world: FixtureWorld, url: URL, { request, response }: Exchange): void {
  const [name = '', id, part] = url.pathname.slice('/api/v1/'.length).split('/').map(decodeURIComponent);
  if (name === 'session') sendJson(response, world.session);
  else if (name === 'overview') sendJson(response, world.overview);
  else if (name === 'models' && id === undefined)
    sendJson(response, { items: world.models, total: world.models.length });
  else if (name === 'models' && part === 'retraining') sendJson(response, { kind: 'idle', model: id });
  else if (name === 'recordings') sendRange(world.recording.wav, request, response);
  else if (name === 'conversations' && id === undefined)
    sendJson(response, pageOf(world.rows, url.searchParams));
  else if (name === 'conversations' && id !== undefined) sendConversation(world, id, response);
  else sendProblem(response, 404, { code: 'input.invalid', detail: 'No such endpoint.' });
}

function sendConversation(world: FixtureWorld, id: string, response: ServerResponse): void {
  const detail = world.details.get(id);
  const row = world.rows.find((candidate) => candidate.conversationId === id);
  if (detail) sendJson(response, detail);
  else if (row) sendJson(response, { row, events: [] });
  else sendProblem(response, 404, { code: 'conversation.not-found', detail: 'No such conversation.' });
}

/** The rows of one page; the cursor is the index of its first row. */
export function pageOf(rows: readonly ConversationRow[], query: URLSearchParams): Page<ConversationRow> {
  const text = (query.get('query') ?? '').toLowerCase();
  const channel = query.get('channel') ?? '';
  const leadClass = query.get('class') ?? '';
  const matching = rows.filter(
    (row) =>
      `${row.contactName} ${row.company ?? ''} ${Object.values(row.headline).join(' ')}`
        .toLowerCase()
        .includes(text) &&
      (channel === '' || row.channel === channel) &&
      (leadClass === '' || row.leadClass === leadClass),
  );
  const from = Number(query.get('cursor') ?? 0);
  const to = from + Number(query.get('limit') ?? 50);
  const next = to < matching.length ? { nextCursor: String(to) } : {};
  return { items: matching.slice(from, to), total: matching.length, ...next };
}

function sendJson(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function sendProblem(
  response: ServerResponse,
  status: number,
  problem: Readonly<Record<string, string>>,
): void {
  response.writeHead(status, { 'content-type': 'application/problem+json' }).end(JSON.stringify(problem));
}

function sendRange(bytes: Buffer, request: IncomingMessage, response: ServerResponse): void {
  const asked = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
  const from = Number(asked?.[1] ?? 0);
  const to = asked?.[2] ? Math.min(Number(asked[2]), bytes.length - 1) : bytes.length - 1;
  response
    .writeHead(asked ? 206 : 200, {
      'content-type': 'audio/wav',
      'accept-ranges': 'bytes',
      'content-length': to - from + 1,
      ...(asked ? { 'content-range': `bytes ${from}-${to}/${bytes.length}` } : {}),
    })
    .end(bytes.subarray(from, to + 1));
}

async function sendFile(webRoot: string, path: string, response: ServerResponse): Promise<void> {
  const inside = normalize(path).replace(/^\/console\/?/, '');
  const type = TYPES[extname(inside)];
  try {
    if (type) {
      const body = await readFile(join(webRoot, inside));
      response.writeHead(200, { 'content-type': type }).end(body);
      return;
    }
    const nonce = randomBytes(16).toString('base64');
    const page = (await readFile(join(webRoot, 'index.html'), 'utf8')).replaceAll('__CSP_NONCE__', nonce);
    response
      .writeHead(200, {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': policy(nonce),
      })
      .end(page);
  } catch {
    response.writeHead(404).end();
  }
}
