/** A whole server on an ephemeral port with the echo engine and two small pages, for the tests of bot/. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { io, type Socket } from 'socket.io-client';
import { loadSettings, type SettingName } from '../../bot/config/index.js';
import { type RunningServer, type ServerParts, startServer } from '../../bot/roles/server.js';
import { createLogger } from '../../bot/telemetry/index.js';
import type { OpenVisitResponse } from '../../protocol/index.js';
import { createEchoEngine } from './echo-engine.js';
import { newFolder } from './runtime-bench.js';

export interface ServerBench {
  readonly server: RunningServer;
  readonly folder: string;
  openVisit(body?: object): Promise<OpenVisitResponse>;
  connect(token: unknown, namespace?: string, cookie?: string): Socket;
  /** Cookie of a fresh console session. */
  logIn(): Promise<string>;
  close(): Promise<void>;
}

const INDEX = '<!doctype html><html><script type="module" nonce="__CSP_NONCE__" src="/x.js"></script></html>';

function writePages(folder: string): string {
  const webRoot = join(folder, 'web');
  mkdirSync(join(webRoot, 'widget'), { recursive: true });
  mkdirSync(join(webRoot, 'console', 'assets'), { recursive: true });
  writeFileSync(join(webRoot, 'widget', 'index.html'), '<!doctype html><script src="/widget.js"></script>');
  writeFileSync(join(webRoot, 'widget', 'widget.js'), '"widget";');
  writeFileSync(join(webRoot, 'console', 'index.html'), INDEX);
  writeFileSync(join(webRoot, 'console', 'assets', 'a.js'), '"console";');
  writeFileSync(join(webRoot, 'secret.txt'), 'outside the widget folder');
  return webRoot;
}

export interface ServerBenchOptions
  extends Partial<
    Pick<
      ServerParts,
      'engine' | 'createLeadHandler' | 'createVoiceGateway' | 'clock' | 'models' | 'predictors'
    >
  > {
  readonly flags?: Partial<Record<SettingName, unknown>>;
  /** Lines of the log are kept here. */
  readonly log?: string[];
}

export async function openServer(options: ServerBenchOptions = {}): Promise<ServerBench> {
  const folder = newFolder();
  const flags = { port: 0, dataDir: join(folder, 'data'), logLevel: 'silent', ...options.flags };
  const destination = { write: (line: string) => void options.log?.push(line) };
  const server = await startServer({
    settings: loadSettings({ file: join(folder, 'leadline.yaml'), environment: {}, flags }),
    pack: { name: 'test' },
    business: {
      brand: { en: 'Test Shop', zh: '测试店' },
      accent: '#0b6b57',
      locales: ['en', 'zh'],
      defaultLocale: 'en',
      timeZone: 'Europe/London',
      currency: 'GBP',
      disclosure: { assistant: { en: 'An assistant answers.' }, recording: { en: 'Calls are recorded.' } },
      flowTitles: {},
      speechLocales: () => [],
    },
    engine: options.engine ?? createEchoEngine(),
    createLeadHandler: options.createLeadHandler ?? (() => ({ handle: async () => undefined })),
    createVoiceGateway: options.createVoiceGateway,
    clock: options.clock,
    models: options.models,
    predictors: options.predictors,
    version: '0.0.0',
    webRoot: writePages(folder),
    logger: options.log === undefined ? undefined : createLogger('debug', destination),
  });
  const sockets: Socket[] = [];
  return {
    server,
    folder,
    async openVisit(body = {}) {
      const response = await fetch(`${server.url}/api/v1/visits`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      return (await response.json()) as OpenVisitResponse;
    },
    connect(token, namespace = '/visitor', cookie = '') {
      const socket = io(`${server.url}${namespace}`, {
        auth: { token },
        transports: ['websocket'],
        forceNew: true,
        extraHeaders: { cookie },
      });
      sockets.push(socket);
      return socket;
    },
    async logIn() {
      const link = await overControlSocket(server.controlSocket!, 'POST', '/api/v1/console-links');
      const { url } = JSON.parse(link.body) as { url: string };
      const response = await fetch(url, { redirect: 'manual' });
      return response.headers.get('set-cookie')!.split(';')[0]!;
    },
    async close() {
      for (const socket of sockets) socket.close();
      await server.close();
      rmSync(folder, { recursive: true });
    },
  };
}

export interface SocketAnswer {
  readonly status: number;
  readonly body: string;
}

/** @param body sent as JSON where given. */
export function overControlSocket(
  socketPath: string,
  method: string,
  path: string,
  body?: object,
): Promise<SocketAnswer> {
  return new Promise((resolve, reject) => {
    const headers = { host: 'localhost', ...(body && { 'content-type': 'application/json' }) };
    const call = request({ socketPath, method, path, headers, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (piece) => {
        text += piece;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: text }));
    });
    call.on('error', reject);
    call.end(body && JSON.stringify(body));
  });
}

/** Resolves with the first payload of an event. */
export const once = <Payload>(socket: Socket, event: string) =>
  new Promise<Payload>((resolve) => socket.once(event, resolve));
