/** Fastify over the route table: access, parsing, answers and faults the same way for every route. */
import type { Socket } from 'node:net';
import fastifyStatic from '@fastify/static';
import fastify, {
  type FastifyBaseLogger,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import { assertNever, Fault } from '../../protocol/index.js';
import { refuseForeignOrigin, type Visitor } from '../access/index.js';
import { describeError } from '../telemetry/index.js';
import { createClientErrors } from './client-errors.js';
import type { ApiParts } from './ports.js';
import { faultOfHttp, toProblem } from './problem.js';
import type { Answer, Route } from './route.js';
import { routeTable } from './route-table.js';
import { contentSecurityPolicy, NONCE_PLACEHOLDER, newNonce, SECURITY_HEADERS } from './security-headers.js';

const BODY_LIMIT = 64 * 1024;
const REQUEST_TIMEOUT_MS = 30_000;

export interface HttpServerSettings {
  readonly parts: ApiParts;
  readonly logger: FastifyBaseLogger;
  /** Hears of every route that the server answers, whoever registered it. */
  readonly onRoute?: (method: string, url: string) => void;
}

/** Connections that came through the control socket: their owner may do what the machine's owner may. */
const operators = new WeakSet<Socket>();

export function trustOperator(socket: Socket): void {
  operators.add(socket);
}

const isOperator = (request: FastifyRequest) => operators.has(request.raw.socket);

/** Lets the request pass, with the visitor it speaks for, or throws Fault `access.*`. */
function admit(route: Route, request: FastifyRequest, parts: ApiParts): Visitor | undefined {
  switch (route.access) {
    case 'public':
      return undefined;
    case 'visitor':
      return parts.tokens.verify(request.headers.authorization?.replace(/^Bearer /i, ''));
    case 'console':
      if (!isOperator(request)) parts.consoleAccess.verify(request.headers.cookie);
      return undefined;
    case 'operator':
      if (isOperator(request)) return undefined;
      throw new Fault('access.denied', 'Only the control socket of this server may do this.');
    default:
      return assertNever(route.access);
  }
}

async function send(reply: FastifyReply, answer: Answer): Promise<FastifyReply> {
  const nonce = newNonce();
  const policy = 'policy' in answer ? (answer.policy ?? 'data') : 'data';
  void reply.header('content-security-policy', contentSecurityPolicy(policy, nonce));
  switch (answer.kind) {
    case 'json':
      return reply
        .code(answer.status ?? 200)
        .header('cache-control', 'no-store')
        .send(answer.body);
    case 'text':
      return reply
        .code(answer.status ?? 200)
        .type(answer.contentType)
        .send(answer.body);
    case 'page': {
      const html = answer.html.replaceAll(NONCE_PLACEHOLDER, nonce);
      return reply
        .code(answer.status ?? 200)
        .header('cache-control', 'no-store')
        .type('text/html; charset=utf-8')
        .send(html);
    }
    case 'file':
      return reply.sendFile(answer.name, answer.folder, {
        cacheControl: true,
        maxAge: answer.isImmutable === true ? '365d' : 0,
        immutable: answer.isImmutable === true,
      });
    case 'redirect':
      if (answer.cookie !== undefined) void reply.header('set-cookie', answer.cookie);
      return reply.header('cache-control', 'no-store').redirect(answer.to, 303);
    default:
      return assertNever(answer);
  }
}

const SIGNED_OUT_PAGE = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Leadline console</title></head>
<body><h1>The console is closed</h1>
<p>Open it with the link that the server printed when it started. Each link works once, within an hour;
<code>npx leadline console</code> prints a new one.</p></body></html>`;

function sendFault(
  request: FastifyRequest,
  reply: FastifyReply,
  error: unknown,
  parts: ApiParts,
): FastifyReply {
  const fault = faultOfHttp(error);
  const problem = toProblem(fault);
  parts.metrics.faulted(fault.code);
  if (problem.status >= 500) parts.logger.error({ err: describeError(fault) }, 'A request failed.');
  void reply.header('content-security-policy', contentSecurityPolicy('data', ''));
  void reply.header('cache-control', 'no-store').code(problem.status);
  if (fault.isRetryable) void reply.header('retry-after', '1');
  const isConsolePage = request.url.split('?')[0]!.match(/^\/console(\/|$)/) !== null;
  if (fault.code === 'access.unauthenticated' && isConsolePage) {
    return reply.type('text/html; charset=utf-8').send(SIGNED_OUT_PAGE);
  }
  return reply.type('application/problem+json').send(problem);
}

async function answer(
  route: Route,
  parts: ApiParts,
  { request, reply }: { readonly request: FastifyRequest; readonly reply: FastifyReply },
): Promise<FastifyReply> {
  const visitor = admit(route, request, parts);
  const { params, query, body } = request;
  return send(reply, await route.handle({ params, query, body, visitor, parts }));
}

/** Builds the server; it does not listen yet. */
export async function createHttpServer({ parts, logger, onRoute }: HttpServerSettings) {
  const clientErrors = createClientErrors(parts);
  const app = fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT,
    requestTimeout: REQUEST_TIMEOUT_MS,
    forceCloseConnections: true,
    return503OnClosing: false,
    // A request without a Host header comes to our own refusal instead of an empty 400.
    http: { requireHostHeader: false },
    clientErrorHandler: clientErrors.answer,
    frameworkErrors: (error, request, reply) => void sendFault(request, reply, error, parts),
  });
  app.addHook('onRoute', ({ method, url }) => {
    for (const name of [method].flat()) onRoute?.(name, url);
  });
  await app.register(fastifyStatic, { root: parts.webRoot, serve: false, index: false, dotfiles: 'deny' });
  app.addHook('onRequest', async (request, reply) => {
    clientErrors.responding(reply.raw);
    void reply.headers(SECURITY_HEADERS);
    const { host, origin } = request.headers;
    if (!isOperator(request)) refuseForeignOrigin({ host, origin });
  });
  app.addHook('onResponse', async (request, reply) => {
    const { method, routeOptions } = request;
    const fields = {
      method,
      route: routeOptions.url,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
    };
    parts.logger.debug(fields, 'A request was answered.');
  });
  app.setErrorHandler((error, request, reply) => sendFault(request, reply, error, parts));
  app.setNotFoundHandler((request, reply) =>
    sendFault(request, reply, new Fault('input.unknown-route', 'Nothing is at this address.'), parts),
  );
  for (const route of routeTable) {
    const { method, url, bodyLimit } = route;
    app.route({
      method,
      url,
      bodyLimit,
      handler: (request, reply) => answer(route, parts, { request, reply }),
    });
  }
  return app;
}

export type HttpServer = Awaited<ReturnType<typeof createHttpServer>>;
