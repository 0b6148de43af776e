/**
 * The log: static sentences with fields, one JSON object per line. Personal data may stand only under `pii` and never
 * leaves; the text of a foreign error may hold personal data, so it counts as such.
 */
import pino, { type DestinationStream, type Logger as PinoLogger } from 'pino';
import { Fault } from '../../protocol/index.js';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

export interface Logger {
  debug(fields: object, sentence: string): void;
  info(fields: object, sentence: string): void;
  warn(fields: object, sentence: string): void;
  error(fields: object, sentence: string): void;
}

const FRAMES_KEPT = 8;

const framesOf = (stack: string | undefined) =>
  (stack ?? '')
    .split('\n')
    .filter((line) => line.trimStart().startsWith('at '))
    .slice(0, FRAMES_KEPT)
    .map((line) => line.trim());

/** Descriptions already made: the logger's own serialiser leaves them as they are. */
const described = new WeakSet<object>();

/** An error without words that may be personal: a Fault's sentence is static, a foreign error's message is left out. */
export function describeError(error: unknown): object {
  if (typeof error === 'object' && error !== null && described.has(error)) return error;
  const description = describe(error);
  described.add(description);
  return description;
}

function describe(error: unknown): object {
  if (error instanceof Fault) {
    const { code, message, fields } = error.toPayload();
    const cause = error.cause === undefined ? {} : { cause: describeError(error.cause) };
    return { code, message, fields, ...cause };
  }
  if (!(error instanceof Error)) return { name: typeof error };
  const { code } = error as { code?: unknown };
  return { name: error.name, ...(typeof code === 'string' ? { code } : {}), frames: framesOf(error.stack) };
}

interface RequestLike {
  readonly method?: string;
  readonly routeOptions?: { readonly url?: string };
}

/** A pino logger, as fastify wants it. Requests are logged by method and route pattern: a query may hold a token. */
export function createLogger(level: LogLevel, destination?: DestinationStream): PinoLogger {
  const options = {
    level,
    base: undefined,
    redact: { paths: ['pii', '*.pii', '*.*.pii', 'personal', '*.personal'], remove: true },
    serializers: {
      err: describeError,
      error: describeError,
      req: (request: RequestLike) => ({
        method: request.method,
        route: request.routeOptions?.url ?? 'unknown',
      }),
      res: (reply: { readonly statusCode?: number }) => ({ status: reply.statusCode }),
    },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

const nothing = () => undefined;
/** Says nothing; for tests and for commands that print their own lines. */
export const silentLogger: Logger = { debug: nothing, info: nothing, warn: nothing, error: nothing };
