/** Who may see the console: one-time login tokens in a printed URL are exchanged for a signed session cookie. */
import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { type Clock, Fault, toWorkspaceId, type WorkspaceId } from '../../protocol/index.js';
import { createSealer } from './sealed-token.js';
import type { SessionEpoch } from './session-epoch.js';

export interface ConsoleSessionClaims {
  readonly workspaceId: WorkspaceId;
}

export interface ConsoleAccess {
  /** A token that opens one session within the hour. */
  mintLoginToken(): string;
  /** Uses a token up; answers with the value of the `Set-Cookie` header. Throws Fault `access.unauthenticated`. */
  redeem(token: string): string;
  /** Ends every session and every unused login token; links made from now on work. */
  revokeAll(): void;
  /** Calls the listener after every `revokeAll`. */
  onRevoked(listener: () => void): void;
  /** Reads the `Cookie` header. Throws Fault `access.unauthenticated`. */
  verify(cookieHeader: string | undefined): ConsoleSessionClaims;
}

export interface ConsoleAccessSettings {
  readonly secret: Uint8Array;
  readonly epoch: SessionEpoch;
  readonly clock: Clock;
  readonly workspaceId: WorkspaceId;
  /** Cookies ignore ports: the name tells servers on one machine apart. Asked for once the server listens. */
  readonly cookieName: () => string;
  readonly sessionMs?: number;
}

/** `e`: the epoch that the session belongs to. */
const claims = z.strictObject({ w: z.string(), e: z.string(), until: z.number() });
const LOGIN_LIFETIME_MS = 3600_000;
const SESSION_MS = 12 * 3600_000;
/** Unused login tokens kept; the oldest goes when there are more. */
const LOGIN_LIMIT = 100;

const hash = (token: string) => createHash('sha256').update(token).digest('hex');

function readCookie(header: string | undefined, name: string): string | undefined {
  for (const pair of (header ?? '').split(';')) {
    const at = pair.indexOf('=');
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
  }
  return undefined;
}

export function createConsoleAccess(settings: ConsoleAccessSettings): ConsoleAccess {
  const { secret, epoch, clock, workspaceId, cookieName } = settings;
  const sessionMs = settings.sessionMs ?? SESSION_MS;
  const sealer = createSealer(secret, 'console', claims);
  const unused = new Map<string, number>();
  const revokedListeners: (() => void)[] = [];
  const refuse = () =>
    new Fault('access.unauthenticated', 'The console needs a link from the server that runs it.');
  return {
    mintLoginToken() {
      const oldest = unused.keys().next().value;
      if (unused.size >= LOGIN_LIMIT && oldest !== undefined) unused.delete(oldest);
      const token = randomBytes(24).toString('base64url');
      unused.set(hash(token), clock.now() + LOGIN_LIFETIME_MS);
      return token;
    },
    redeem(token) {
      const key = hash(token);
      const until = unused.get(key);
      unused.delete(key);
      if (until === undefined || until < clock.now()) throw refuse();
      const value = sealer.seal({ w: workspaceId, e: epoch.current, until: clock.now() + sessionMs });
      const lifetime = Math.floor(sessionMs / 1000);
      return `${cookieName()}=${value}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${lifetime}`;
    },
    revokeAll() {
      epoch.renew();
      unused.clear();
      for (const listener of revokedListeners) listener();
    },
    onRevoked: (listener) => void revokedListeners.push(listener),
    verify(cookieHeader) {
      const value = readCookie(cookieHeader, cookieName());
      const opened = value === undefined ? undefined : sealer.open(value);
      if (opened === undefined || opened.e !== epoch.current || opened.until < clock.now()) throw refuse();
      return { workspaceId: toWorkspaceId(opened.w) };
    },
  };
}
