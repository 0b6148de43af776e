/**
 * A small server that speaks the visitor wire with canned replies: static files under a strict CSP, visits, `/visitor`.
 * Called by the widget's tests and by serve.ts; it can lose acknowledgements and cut connections on command.
 */
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { Server as SocketServer } from 'socket.io';
import { type OpenVisitRequest, openVisitRequest, systemIds } from '../../../protocol/index.js';
import { ScriptedConversation } from './scripted-conversation.js';
import { attachVisitors } from './scripted-visitors.js';
import { newVoiceRecord, type VoiceRecord } from './scripted-voice.js';

const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

export interface ScriptedServer {
  readonly url: string;
  readonly conversations: ReadonlyMap<string, ScriptedConversation>;
  readonly voice: VoiceRecord;
  /** How many acknowledgements to swallow from now on: the turn is kept, the widget is not told. */
  loseAcks(count: number): void;
  /** Ends every connection at once; clients connect again. */
  cut(): void;
  /** Answers visits with a fault until told otherwise. */
  refuseVisits(isRefused: boolean): void;
  close(): Promise<void>;
}

export interface ScriptedServerOptions {
  /** Folder with widget.js and index.html. */
  readonly webRoot: string;
  readonly port?: number;
  readonly replyDelayMs?: number;
}

export interface ServerState {
  readonly conversations: Map<string, ScriptedConversation>;
  readonly voice: VoiceRecord;
  readonly replyDelayMs: number;
  acksToLose: number;
  areVisitsRefused: boolean;
}

export async function startScriptedServer(options: ScriptedServerOptions): Promise<ScriptedServer> {
  const state: ServerState = {
    conversations: new Map(),
    voice: newVoiceRecord(),
    replyDelayMs: options.replyDelayMs ?? 30,
    acksToLose: 0,
    areVisitsRefused: false,
  };
  const server = createServer((request, response) => {
    void answer(state, options.webRoot, { request, response });
  });
  const sockets = new SocketServer(server, { serveClient: false });
  attachVisitors(sockets.of('/visitor'), state);
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  return {
    url: urlOf(server),
    conversations: state.conversations,
    voice: state.voice,
    loseAcks: (count) => {
      state.acksToLose = count;
    },
    cut: () => {
      for (const socket of sockets.of('/visitor').sockets.values()) socket.conn.close();
    },
    refuseVisits: (isRefused) => {
      state.areVisitsRefused = isRefused;
    },
    close: async () => {
      for (const conversation of state.conversations.values()) conversation.close();
      await sockets.close();
    },
  };
}

function urlOf(server: Server): string {
  const address = server.address();
  return typeof address === 'object' && address !== null ? `http://127.0.0.1:${address.port}` : '';
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

async function answer(state: ServerState, webRoot: string, { request, response }: Exchange): Promise<void> {
  const path = new URL(request.url ?? '/', 'http://localhost').pathname;
  if (path.startsWith('/socket.io')) return;
  if (request.method === 'DELETE' && path === '/api/v1/visits') {
    const token = request.headers.authorization?.replace('Bearer ', '') ?? '';
    const isErased = !state.areVisitsRefused && state.conversations.delete(token);
    response.writeHead(isErased ? 200 : 503, { 'content-type': 'application/json' });
    response.end('{}');
    return;
  }
  if (request.method === 'POST' && path === '/api/v1/visits') {
    await openVisit(state, { request, response });
    return;
  }
  const file = path === '/' ? 'index.html' : normalize(path).replace(/^\/+/, '');
  const body = await readFile(join(webRoot, file)).catch(() => undefined);
  response.writeHead(body === undefined ? 404 : 200, {
    'content-type': TYPES[extname(file)] ?? 'text/plain',
    'content-security-policy': CSP,
  });
  response.end(body ?? 'not found');
}

async function openVisit(state: ServerState, { request, response }: Exchange): Promise<void> {
  const reply = (status: number, body: unknown) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  };
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  if (state.areVisitsRefused)
    return reply(503, { code: 'store.unavailable', title: 'The database does not answer.' });
  const parsed = openVisitRequest.safeParse(JSON.parse(Buffer.concat(chunks).toString('utf8')));
  if (!parsed.success) return reply(400, { code: 'input.invalid', title: parsed.error.message });
  const { token } = parsed.data;
  const known = token === undefined ? undefined : state.conversations.get(token);
  if (token !== undefined && known === undefined) return reply(401, { code: 'access.unauthenticated' });
  const conversation = known ?? newConversation(state, parsed.data);
  reply(200, conversation.visit());
}

function newConversation(state: ServerState, request: OpenVisitRequest): ScriptedConversation {
  const conversation = new ScriptedConversation(systemIds.next(), request.locale ?? 'en');
  state.conversations.set(conversation.id, conversation);
  return conversation;
}
