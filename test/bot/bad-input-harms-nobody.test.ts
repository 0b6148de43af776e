import { connect as connectTcp } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { io } from 'socket.io-client';
import { MAX_TURN_CHARACTERS, seededRandom, systemIds } from '../../protocol/index.js';
import { once, openServer, type ServerBench } from './server-bench.js';

let bench: ServerBench;
beforeAll(async () => {
  bench = await openServer();
});
afterAll(() => bench.close());

async function visitor() {
  const visit = await bench.openVisit();
  const socket = bench.connect(visit.token);
  await once(socket, 'connect');
  return { visit, socket };
}

async function expectAlive() {
  const { socket } = await visitor();
  const ack = await socket.emitWithAck('turn', { turnId: systemIds.next(), text: 'still there?' });
  expect(ack).toMatchObject({ ok: true });
  socket.close();
}

const post = (path: string, body: string | Uint8Array, headers: Record<string, string> = {}) =>
  fetch(`${bench.server.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });

describe('bad input', () => {
  it('answers malformed events with a Fault and changes nothing', async () => {
    const { socket } = await visitor();
    const turnId = systemIds.next();
    const cases: readonly (readonly [string, unknown, string])[] = [
      ['turn', { turnId, text: 'x'.repeat(MAX_TURN_CHARACTERS + 1) }, 'input.too-large'],
      ['turn', { turnId, text: '' }, 'input.invalid'],
      ['turn', { turnId, text: '   ' }, 'turn.empty'],
      ['turn', { turnId: 'not an id', text: 'x' }, 'input.invalid'],
      ['turn', { turnId, text: { evil: true } }, 'input.invalid'],
      ['turn', { turnId, text: 'x', conversationId: systemIds.next() }, 'input.invalid'],
      ['turn', null, 'input.invalid'],
      ['turn', Buffer.from([0, 255, 1, 254]), 'input.invalid'],
      ['sync', { since: -1 }, 'input.invalid'],
      ['sync', 'all', 'input.invalid'],
      ['voice.start', { sampleRateHz: 1, locale: 'en', hasRecordingConsent: true }, 'input.invalid'],
      ['voice.start', { sampleRateHz: 16000, locale: 'en', hasRecordingConsent: true }, 'speech.unavailable'],
      ['no-such-event', {}, 'input.unknown-event'],
      ['constructor', {}, 'input.unknown-event'],
    ];
    for (const [name, payload, code] of cases) {
      const ack = await socket.emitWithAck(name, payload);
      expect({ name, code: ack.fault?.code }).toEqual({ name, code });
    }
    const { events } = await socket.emitWithAck('sync', { since: 2 });
    expect(events).toEqual([]);
    const fault = once<{ code: string }>(socket, 'fault');
    socket.emit('no-such-event');
    expect(await fault).toMatchObject({ code: 'input.unknown-event' });
    await expectAlive();
  });

  it('refuses a token that is not ours, cut, altered or empty', async () => {
    const { visit } = await visitor();
    const [body, signature] = visit.token.split('.') as [string, string];
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString());
    const forged = Buffer.from(JSON.stringify({ ...claims, c: systemIds.next() })).toString('base64url');
    const tokens = [undefined, '', 'x', body, `${body}.`, `${forged}.${signature}`, `${visit.token}x`, 7, {}];
    for (const token of tokens) {
      const socket = bench.connect(token);
      const error = await once<Error & { data?: { code: string } }>(socket, 'connect_error');
      expect(error.data?.code).toBe('access.unauthenticated');
      socket.close();
    }
    const real = bench.connect(visit.token);
    await once(real, 'connect');
  });

  it('lives through binary rubbish on the socket and in the HTTP parser', async () => {
    const seed = 20260105;
    process.stderr.write(`seed ${seed}\n`);
    const random = seededRandom(seed);
    const rubbish = (bytes: number) => Buffer.from(Array.from({ length: bytes }, () => random.integer(256)));
    const { port } = new URL(bench.server.url);
    for (let round = 0; round < 40; round++) {
      await new Promise<void>((resolve) => {
        const socket = connectTcp(Number(port), '127.0.0.1', () => socket.end(rubbish(random.integer(600))));
        socket.on('data', () => undefined);
        socket.on('error', () => undefined);
        socket.on('close', () => resolve());
      });
    }
    const { visit } = await visitor();
    for (let round = 0; round < 15; round++) {
      const socket = io(`${bench.server.url}/visitor`, {
        auth: { token: visit.token },
        transports: ['websocket'],
        forceNew: true,
      });
      await once(socket, 'connect');
      const gone = once(socket, 'disconnect');
      const engine = socket.io.engine as unknown as { transport: { ws: { send(data: unknown): void } } };
      engine.transport.ws.send(
        round % 2 === 0 ? rubbish(200) : `42/visitor,${rubbish(50).toString('latin1')}`,
      );
      engine.transport.ws.send('2"]]broken');
      engine.transport.ws.send('451-["turn"');
      await Promise.race([gone, once(socket, 'fault')]);
      socket.close();
    }
    await expectAlive();
  });

  it('closes a socket whose payload is too large, and only that one', async () => {
    const { socket } = await visitor();
    const gone = once(socket, 'disconnect');
    socket.emit('turn', { turnId: systemIds.next(), text: 'x'.repeat(200_000) });
    await gone;
    socket.close();
    await expectAlive();
  });

  it('answers bad HTTP with problem+json and our code', async () => {
    const cases: readonly (readonly [Promise<Response>, number, string])[] = [
      [post('/api/v1/visits', '{"broken'), 400, 'input.invalid'],
      [post('/api/v1/visits', '[]'), 400, 'input.invalid'],
      [post('/api/v1/visits', '{"page":7}'), 400, 'input.invalid'],
      [post('/api/v1/visits', '{"__proto__":{"x":1}}'), 400, 'input.invalid'],
      [
        post('/api/v1/visits', new Uint8Array([0, 1, 2]), { 'content-type': 'application/x-rubbish' }),
        400,
        'input.invalid',
      ],
      [post('/api/v1/visits', JSON.stringify({ page: 'x'.repeat(100_000) })), 413, 'input.too-large'],
      [fetch(`${bench.server.url}/api/v1/nothing`), 404, 'input.unknown-route'],
      [fetch(`${bench.server.url}/%E0%A4%A`), 400, 'input.invalid'],
      [fetch(`${bench.server.url}/..%2fsecret.txt`), 404, 'input.unknown-route'],
      [fetch(`${bench.server.url}/console/assets/..%2f..%2fsecret.txt`), 404, 'input.unknown-route'],
    ];
    for (const [call, status, code] of cases) {
      const response = await call;
      const body = (await response.json()) as { code: string };
      expect({ status: response.status, code: body.code }).toEqual({ status, code });
      expect(response.headers.get('content-type')).toContain('application/problem+json');
    }
    expect((await fetch(`${bench.server.url}/widget.js`)).status).toBe(200);
  });

  it('limits how fast one visitor may send, and leaves the others alone', async () => {
    const { socket } = await visitor();
    const acks = await Promise.all(
      Array.from({ length: 40 }, () =>
        socket.emitWithAck('turn', { turnId: systemIds.next(), text: 'flood' }),
      ),
    );
    const refused = acks.filter((ack) => !ack.ok);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.every((ack) => ['limit.rate', 'limit.busy'].includes(ack.fault.code))).toBe(true);
    await bench.server.runtime.idle();
    const { events } = await socket.emitWithAck('sync', { since: 2 });
    expect(events).toHaveLength((acks.length - refused.length) * 2);
    await expectAlive();
  });

  it('counts a visitor once, over all windows and over HTTP', async () => {
    const { visit } = await visitor();
    const headers = { authorization: `Bearer ${visit.token}` };
    const say = () =>
      post('/api/v1/visits/turns', JSON.stringify({ turnId: systemIds.next(), text: 'hi' }), headers);
    const statuses = (await Promise.all(Array.from({ length: 40 }, say))).map((response) => response.status);
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(20);
    expect(statuses).toContain(429);
    const windows = Array.from({ length: 25 }, () => bench.connect(visit.token));
    const results = await Promise.all(
      windows.map((socket) =>
        Promise.race([
          once(socket, 'connect').then(() => 'open'),
          once<Error & { data?: { code: string } }>(socket, 'connect_error').then(
            (error) => error.data?.code,
          ),
        ]),
      ),
    );
    expect(results.filter((result) => result === 'open')).toHaveLength(19);
    expect(results.filter((result) => result === 'limit.busy')).toHaveLength(6);
    await expectAlive();
  });
});
