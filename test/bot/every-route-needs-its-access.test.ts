import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Access, createHttpServer, type Route, routeTable } from '../../bot/api/index.js';
import { openServer, overControlSocket, type ServerBench } from './server-bench.js';
import { silentPino } from './silent-pino.js';

type Bearer = 'nothing' | 'visitor' | 'console' | 'forged';

let bench: ServerBench;
let headers: Readonly<Record<Bearer, Readonly<Record<string, string>>>>;
beforeAll(async () => {
  bench = await openServer();
  const { token } = await bench.openVisit();
  const cookie = await bench.logIn();
  headers = {
    nothing: {},
    visitor: { authorization: `Bearer ${token}`, cookie: `${cookie.split('=')[0]}=${token}` },
    console: { cookie },
    forged: { cookie: `${cookie}x`, authorization: 'Bearer e30.AAAA' },
  };
});
afterAll(() => bench.close());

const ALLOWED: Readonly<Record<Access, readonly Bearer[]>> = {
  public: ['nothing', 'visitor', 'console', 'forged'],
  visitor: ['visitor'],
  console: ['console'],
  operator: [],
};

const addressOf = (route: Route) =>
  route.url.replace(/:\w+/g, '00000000-0000-7000-8000-000000000000').replace('*', 'x');

async function call(route: Route, bearer: Bearer) {
  const response = await fetch(bench.server.url + addressOf(route), {
    method: route.method,
    headers: {
      ...headers[bearer],
      ...(route.body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    body: route.body === undefined ? undefined : '{}',
    redirect: 'manual',
  });
  await response.arrayBuffer();
  return response.status;
}

/** Routes that let a bearer through though the table does not, by address. */
async function findLeaks(routes: readonly Route[]): Promise<string[]> {
  const leaks: string[] = [];
  for (const route of routes) {
    for (const bearer of Object.keys(headers) as Bearer[]) {
      if (ALLOWED[route.access].includes(bearer)) continue;
      const status = await call(route, bearer);
      if (status !== 401 && status !== 403) leaks.push(`${route.method} ${route.url} ${bearer} ${status}`);
    }
  }
  return leaks;
}

describe('every route', () => {
  it('lets through exactly whom the table names', async () => {
    expect(await findLeaks(routeTable)).toEqual([]);
    for (const route of routeTable.filter(({ access }) => access === 'console')) {
      expect([401, 403]).not.toContain(await call(route, 'console'));
    }
  });

  it('would be found if it were open: a public route declared as closed is reported', async () => {
    const health = routeTable.find((route) => route.url === '/healthz')!;
    expect(await findLeaks([{ ...health, access: 'operator' }])).toHaveLength(4);
  });

  it('stands in the table: the server answers nothing else', async () => {
    const parts = { webRoot: bench.folder } as Parameters<typeof createHttpServer>[0]['parts'];
    const served: string[] = [];
    const onRoute = (method: string, url: string) => void served.push(`${method} ${url}`);
    const app = await createHttpServer({ parts, logger: silentPino, onRoute });
    const known = routeTable.flatMap(({ method, url }) =>
      method === 'GET' ? [`GET ${url}`, `HEAD ${url}`] : [`${method} ${url}`],
    );
    expect(served.sort()).toEqual(known.sort());
    await app.close();
  });

  it('is in the OpenAPI document', async () => {
    const response = await fetch(`${bench.server.url}/api/openapi.json`);
    const { paths } = (await response.json()) as { paths: Record<string, object> };
    const count = Object.values(paths).reduce((sum, methods) => sum + Object.keys(methods).length, 0);
    expect(count).toBe(routeTable.length);
    expect(JSON.stringify(paths['/api/v1/visits'])).toContain('campaign');
  });
});

describe('the console link', () => {
  const open = (url: string) => fetch(url, { redirect: 'manual' });

  it('works once, sets a cookie that scripts and other sites cannot use, and the page has its nonce', async () => {
    const link = await overControlSocket(bench.server.controlSocket!, 'POST', '/api/v1/console-links');
    const { url } = JSON.parse(link.body) as { url: string };
    const first = await open(url);
    expect(first.status).toBe(303);
    expect(first.headers.get('set-cookie')).toMatch(/; HttpOnly; SameSite=Strict/);
    expect((await open(url)).status).toBe(401);
    const cookie = first.headers.get('set-cookie')!.split(';')[0]!;
    const page = await fetch(`${bench.server.url}/console/leads`, { headers: { cookie } });
    const nonce = /'nonce-([\w-]+)'/.exec(page.headers.get('content-security-policy')!)![1]!;
    expect(await page.text()).toContain(`nonce="${nonce}"`);
    const again = await fetch(`${bench.server.url}/console/leads`, { headers: { cookie } });
    expect(again.headers.get('content-security-policy')).not.toContain(nonce);
  });

  it('is told to whoever comes without one, without data', async () => {
    const page = await fetch(`${bench.server.url}/console`);
    expect(page.status).toBe(401);
    expect(page.headers.get('content-type')).toContain('text/html');
  });

  it('is needed for the live events too', async () => {
    const socket = bench.connect(headers.visitor.authorization!.slice(7), '/console');
    const error = await new Promise<Error & { data?: { code: string } }>((resolve) =>
      socket.once('connect_error', resolve),
    );
    expect(error.data?.code).toBe('access.unauthenticated');
  });
});
