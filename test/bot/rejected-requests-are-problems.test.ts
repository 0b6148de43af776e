/** Promise: what Node itself refuses on the wire is answered as problem+json with our code, too. */
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect, createServer as createTcpServer, type NetConnectOpts } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createClientErrors } from '../../bot/api/client-errors.js';
import { createMetrics } from '../../bot/telemetry/index.js';
import { systemClock } from '../../protocol/index.js';
import { openServer, type ServerBench } from './server-bench.js';

let bench: ServerBench;
const metrics = createMetrics();
beforeAll(async () => {
  bench = await openServer();
});
afterAll(async () => {
  metrics.close();
  await bench.close();
});

/** Everything that comes back until the other side closes; `next` is sent once something came. */
function sendRaw(address: NetConnectOpts, text: string, next?: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(address, () => socket.write(text));
    socket.setEncoding('utf8');
    socket.on('data', (piece) => {
      if (answer === '' && next !== undefined) socket.write(next);
      answer += piece;
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(answer));
  });
}

const tcp = (): NetConnectOpts => ({ host: '127.0.0.1', port: Number(new URL(bench.server.url).port) });

interface Parsed {
  readonly status: number;
  readonly type: string | undefined;
  readonly problem: Record<string, unknown>;
}

function parse(answer: string): Parsed {
  const [head = '', body = ''] = answer.split('\r\n\r\n');
  const type = /^content-type: ([^;\r]+)/im.exec(head)?.[1];
  return { status: Number(head.split(' ')[1]), type, problem: body.startsWith('{') ? JSON.parse(body) : {} };
}

const HOST = 'Host: localhost\r\n';
const CASES: readonly (readonly [what: string, request: string, status: number, code: string])[] = [
  ['a line that is no HTTP', 'what is this\r\n\r\n', 400, 'input.invalid'],
  ['a method that does not exist', `BREW / HTTP/1.1\r\n${HOST}\r\n`, 400, 'input.invalid'],
  [
    'a length that is no number',
    `POST /api/v1/visits HTTP/1.1\r\n${HOST}Content-Length: x\r\n\r\n`,
    400,
    'input.invalid',
  ],
  [
    'headers beyond the limit',
    `GET / HTTP/1.1\r\n${HOST}X: ${'x'.repeat(20_000)}\r\n\r\n`,
    431,
    'input.headers-too-large',
  ],
  [
    'a request without a host',
    'GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n',
    403,
    'access.foreign-origin',
  ],
];

describe('over TCP', () => {
  it.each(CASES)('%s is a problem with its code', async (_what, request, status, code) => {
    const answer = await sendRaw(tcp(), request);
    expect(parse(answer)).toMatchObject({
      status,
      type: 'application/problem+json',
      problem: { status, code },
    });
    expect(answer).toMatch(/^x-content-type-options: nosniff/im);
    expect(answer).toMatch(/^connection: close/im);
  });

  it('counts them, and goes on serving', async () => {
    const counted = await (await fetch(`${bench.server.url}/metrics`)).text();
    expect(counted).toMatch(/input\.headers-too-large"\} [1-9]/);
  });
});

describe('over the control socket', () => {
  it.each(CASES.slice(0, 4))('%s is the same problem', async (_what, request, status, code) => {
    const answer = await sendRaw({ path: bench.server.controlSocket! }, request);
    expect(parse(answer)).toMatchObject({ status, problem: { code } });
  });
});

async function listenOn(server: Server | ReturnType<typeof createTcpServer>): Promise<NetConnectOpts> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  return { host: '127.0.0.1', port: (server.address() as AddressInfo).port };
}

describe('the listener', () => {
  it('answers a request that did not arrive in time with 408 and the advice to try again', async () => {
    const { answer } = createClientErrors({ clock: systemClock, metrics });
    const late = Object.assign(new Error('late'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' });
    const server = createTcpServer((socket) => answer(late, socket));
    const text = await sendRaw(await listenOn(server), '');
    server.close();
    expect(parse(text)).toMatchObject({ status: 408, problem: { code: 'input.timeout', retryable: true } });
    expect(text).toMatch(/^retry-after: 1/im);
  });

  /** A response that is half written when rubbish follows its request on the same connection. */
  async function rubbishAfterRequest(isTold: boolean): Promise<string> {
    const errors = createClientErrors({ clock: systemClock, metrics });
    const server = createServer((_request, response) => {
      if (isTold) errors.responding(response);
      response.write('half');
    });
    server.on('clientError', errors.answer);
    const text = await sendRaw(await listenOn(server), `GET / HTTP/1.1\r\n${HOST}\r\n`, 'rubbish\r\n\r\n');
    server.close();
    return text;
  }

  it('writes nothing into the middle of another answer', async () => {
    expect((await rubbishAfterRequest(true)).match(/HTTP\/1\.1/g)).toHaveLength(1);
  });

  it('negative control: untold of that answer, it does', async () => {
    expect((await rubbishAfterRequest(false)).match(/HTTP\/1\.1/g)).toHaveLength(2);
  });

  it('negative control: Node alone answers without a code', async () => {
    const server = createServer((_request, response) => response.end());
    const text = await sendRaw(await listenOn(server), 'what is this\r\n\r\n');
    server.close();
    expect(parse(text)).toEqual({ status: 400, type: undefined, problem: {} });
  });
});
