/**
 * What Node refuses before there is a request to route (a line that is no HTTP, headers beyond the limit, a request that never
 * ends): answered on the bare socket with the same problem+json as everything else. Called by the HTTP server; it never routes.
 */
import { type ServerResponse, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { type Clock, Fault } from '../../protocol/index.js';
import type { Metrics } from '../telemetry/index.js';
import { toProblem } from './problem.js';
import { contentSecurityPolicy, SECURITY_HEADERS } from './security-headers.js';

/** How long a client may take to read the answer; closing at once could reset the connection under it. */
const LINGER_MS = 1000;

export interface ClientErrors {
  /** To be told of every response, so that none is written into by an answer. */
  responding(response: ServerResponse): void;
  /** Listener of the server's `clientError`. */
  answer(error: Error & { readonly code?: string }, socket: Socket): void;
}

function faultOf(code: string | undefined): Fault {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return new Fault('input.headers-too-large', 'Request line and headers are longer than the limit.');
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW':
      return new Fault('input.too-large', 'The chunk extensions are longer than the limit.');
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new Fault('input.timeout', 'The request did not arrive in time.');
    default:
      return new Fault('input.invalid', 'This is no valid HTTP request.');
  }
}

function rawAnswer(fault: Fault): string {
  const problem = toProblem(fault);
  const body = JSON.stringify(problem);
  const headers = {
    ...SECURITY_HEADERS,
    'content-security-policy': contentSecurityPolicy('data', ''),
    'cache-control': 'no-store',
    ...(fault.isRetryable && { 'retry-after': '1' }),
    connection: 'close',
    'content-type': 'application/problem+json; charset=utf-8',
    'content-length': String(Buffer.byteLength(body)),
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}\r\n${lines.join('')}\r\n${body}`;
}

export function createClientErrors(parts: {
  readonly clock: Clock;
  readonly metrics: Metrics;
}): ClientErrors {
  const latest = new WeakMap<Socket, ServerResponse>();
  const answered = new WeakSet<Socket>();
  const isInTheMiddle = (response: ServerResponse | undefined) =>
    response?.headersSent === true && !response.writableEnded;
  return {
    responding(response) {
      if (response.socket !== null) latest.set(response.socket, response);
    },
    answer(error, socket) {
      if (answered.has(socket)) return;
      if (error.code === 'ECONNRESET' || !socket.writable || isInTheMiddle(latest.get(socket))) {
        socket.destroy();
        return;
      }
      answered.add(socket);
      const fault = faultOf(error.code);
      parts.metrics.faulted(fault.code);
      const cancel = parts.clock.schedule(LINGER_MS, () => socket.destroy());
      socket.once('close', cancel);
      socket.end(rawAnswer(fault));
    },
  };
}
