/**
 * Actions as signed webhooks, against a server on loopback that checks the signature and keeps idempotency keys, as a company's
 * would: the effect happens once, a system that is away is asked again, and what fails is told as failed.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createHttpActions, signWebhook } from '../../bot/actions/index.js';
import { type Clock, systemClock } from '../../protocol/index.js';

const SECRET = 'a secret of at least sixteen characters';
const TIMEOUT_MS = 5000;
/** Pauses pass at once; the limit of a try falls due when the system stays silent, and never by the machine's time. */
class TestClock implements Clock {
  readonly #limits = new Set<() => void>();
  now = systemClock.now;
  monotonic = systemClock.monotonic;

  schedule(delayMs: number, task: () => void): () => void {
    if (delayMs < TIMEOUT_MS) return systemClock.schedule(0, task);
    this.#limits.add(task);
    return () => void this.#limits.delete(task);
  }

  expire(): void {
    for (const task of this.#limits) task();
  }
}

type Reply = { readonly status: number; readonly body: string } | 'silence';

/** A conforming system: refuses a wrong signature, does each key once. */
class CompanySystem {
  readonly orders = new Map<string, { readonly action: string; readonly slots: Record<string, string> }>();
  readonly replies: Reply[] = [];
  requests = 0;
  server!: Server;
  onSilence: () => void = () => undefined;

  async listen(): Promise<string> {
    this.server = createServer(async (request, response) => {
      const body = await bodyOf(request);
      this.requests++;
      if (!isSigned(request, body)) return void response.writeHead(401).end();
      const scripted = this.replies.shift();
      if (scripted === 'silence') return this.onSilence();
      if (scripted !== undefined) return void response.writeHead(scripted.status).end(scripted.body);
      const key = String(request.headers['idempotency-key']);
      if (!this.orders.has(key)) this.orders.set(key, JSON.parse(body));
      const reference = `R${[...this.orders.keys()].indexOf(key) + 1}`;
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ kind: 'done', facts: { reference } }));
    });
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/actions`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const part of request) body += part;
  return body;
}

function isSigned({ headers }: IncomingMessage, body: string): boolean {
  const content = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
  const wanted = Buffer.from(`v1,${createHmac('sha256', SECRET).update(content).digest('base64')}`);
  const given = Buffer.from(String(headers['webhook-signature']));
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

let system: CompanySystem;
let url: string;
let clock: TestClock;
beforeEach(async () => {
  clock = new TestClock();
  system = new CompanySystem();
  url = await system.listen();
});
afterEach(() => system.close());

const actions = (secret = SECRET) => createHttpActions({ url, secret, clock, timeoutMs: TIMEOUT_MS });
const context = { idempotencyKey: 'turn-1:buy_phone:place_order', locale: 'en' };
const order = { product: 'iphone-15', quantity: '2' };

describe('an action', () => {
  it('reaches the system signed, with its slots, and brings its facts back', async () => {
    const outcome = await actions().run('place_order', order, context);
    expect(outcome).toEqual({ kind: 'done', facts: { reference: 'R1' } });
    expect([...system.orders.values()]).toEqual([{ action: 'place_order', slots: order, locale: 'en' }]);
  });

  it('that is run again under its key has one effect', async () => {
    const first = await actions().run('place_order', order, context);
    expect(await actions().run('place_order', order, context)).toEqual(first);
    expect(system.orders.size).toBe(1);
  });

  it('is tried again while the system is busy or silent', async () => {
    system.replies.push({ status: 503, body: '' }, 'silence');
    system.onSilence = () => clock.expire();
    expect(await actions().run('place_order', order, context)).toMatchObject({ kind: 'done' });
    expect(system.requests).toBe(3);
    expect(system.orders.size).toBe(1);
  });

  it('fails in words when the system stays away', async () => {
    system.replies.push({ status: 503, body: '' }, { status: 503, body: '' }, { status: 503, body: '' });
    expect(await actions().run('place_order', order, context)).toEqual({
      kind: 'failed',
      reason: 'the system answered 503, 3 times',
    });
    await system.close();
    expect(await actions().run('place_order', order, context)).toMatchObject({ kind: 'failed' });
    await system.listen();
  });

  it('is not tried again when the system refuses, says no, or answers nonsense', async () => {
    const answers: readonly (readonly [Reply, string])[] = [
      [{ status: 422, body: '' }, 'refused with 422'],
      [{ status: 200, body: '{"kind":"failed","reason":"sold out"}' }, 'sold out'],
      [{ status: 200, body: 'OK' }, 'no outcome'],
      [{ status: 200, body: `{"kind":"done","facts":{"a":"${'x'.repeat(70_000)}"}}` }, 'no outcome'],
    ];
    for (const [reply, reason] of answers) {
      const before = system.requests;
      system.replies.push(reply);
      expect(await actions().run('place_order', order, context)).toEqual({
        kind: 'failed',
        reason: expect.stringContaining(reason),
      });
      expect(system.requests).toBe(before + 1);
    }
  });

  it('ends at once when its step is cancelled', async () => {
    const controller = new AbortController();
    system.replies.push('silence');
    const running = actions().run('place_order', order, { ...context, signal: controller.signal });
    controller.abort(new Error('the step took too long'));
    await expect(running).rejects.toThrow('the step took too long');
  });

  it('control: a wrong secret is refused, and nothing happens', async () => {
    const outcome = await actions('another secret of sixteen').run('place_order', order, context);
    expect(outcome).toEqual({ kind: 'failed', reason: 'the system refused with 401' });
    expect(system.orders.size).toBe(0);
  });
});

it('the signature is that of the published example of Standard Webhooks', () => {
  const signed = signWebhook('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', {
    id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    atMs: 1_614_265_330_000,
    body: '{"test": 2432232314}',
  });
  expect(signed['webhook-signature']).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
});
