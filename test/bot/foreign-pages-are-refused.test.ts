import { statSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { io } from 'socket.io-client';
import { once, openServer, type ServerBench } from './server-bench.js';

let bench: ServerBench;
beforeAll(async () => {
  bench = await openServer();
});
afterAll(() => bench.close());

function get(headers: Record<string, string>, path = '/healthz'): Promise<number> {
  const { port } = new URL(bench.server.url);
  return new Promise((resolve, reject) => {
    const call = request({ host: '127.0.0.1', port, path, headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    call.on('error', reject);
    call.end();
  });
}

describe('a page of another origin', () => {
  it('is refused by Host and Origin over HTTP', async () => {
    const { host, port } = new URL(bench.server.url);
    const foreign: readonly Record<string, string>[] = [
      { host: 'rebound.example' },
      { host: `rebound.example:${port}` },
      { host: 'localhost.example.com' },
      { host, origin: 'http://evil.example' },
      { host, origin: 'null' },
      { host, origin: `https://${host}` },
      { host, origin: 'http://localhost:1' },
      { host, origin: `http://${host}.evil.example` },
    ];
    for (const headers of foreign)
      expect({ headers, status: await get(headers) }).toEqual({ headers, status: 403 });
    const own: readonly Record<string, string>[] = [
      { host },
      { host, origin: `http://${host}` },
      { host: `127.0.0.1:${port}` },
    ];
    for (const headers of own) expect(await get(headers)).toBe(200);
  });

  it('is refused on the sockets, over both transports', async () => {
    const { host } = new URL(bench.server.url);
    const polling = '/socket.io/?EIO=4&transport=polling';
    expect(await get({ host, origin: 'http://evil.example' }, polling)).toBe(403);
    expect(await get({ host: 'rebound.example' }, polling)).toBe(403);
    expect(await get({ host, origin: bench.server.url }, polling)).toBe(200);
    const { token } = await bench.openVisit();
    const attempt = (origin: string) =>
      io(`${bench.server.url}/visitor`, {
        auth: { token },
        transports: ['websocket'],
        forceNew: true,
        reconnection: false,
        extraHeaders: { origin },
      });
    const foreign = attempt('http://evil.example');
    await once(foreign, 'connect_error');
    foreign.close();
    const own = attempt(bench.server.url);
    await once(own, 'connect');
    own.close();
  });

  it('finds no socket without a token: the unnamed namespace takes nobody in', async () => {
    const { token } = await bench.openVisit();
    const unnamed = bench.connect(token, '/');
    const refused = await once<Error & { data?: unknown }>(unnamed, 'connect_error');
    expect(refused.data).toMatchObject({ code: 'access.denied' });
    await once(bench.connect(token), 'connect');
  });

  it('cannot frame ours, and ours run no inline script', async () => {
    const { headers } = await fetch(bench.server.url);
    const policy = headers.get('content-security-policy')!;
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe-');
    expect(policy).toContain("default-src 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });
});

describe('the server', () => {
  it('refuses to listen where others could reach it', async () => {
    for (const host of ['0.0.0.0', '::', '192.168.1.5', 'example.com']) {
      await expect(openServer({ flags: { host } })).rejects.toMatchObject({ code: 'settings.refused' });
    }
  });

  it('keeps its secret, its control socket and what visitors said to their owner', () => {
    const mode = (name: string) => statSync(join(bench.folder, 'data', name)).mode & 0o777;
    expect(mode('leadline.db')).toBe(0o600);
    expect(mode('leadline.db-wal')).toBe(0o600);
    expect(mode('secret.key')).toBe(0o600);
    expect(mode('leadline.sock')).toBe(0o600);
  });

  it('names the setting when its port is taken', async () => {
    const { port } = new URL(bench.server.url);
    await expect(openServer({ flags: { port } })).rejects.toMatchObject({
      code: 'settings.invalid',
      fields: { setting: 'port' },
    });
  });
});
