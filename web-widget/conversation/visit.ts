/** Opens or resumes a conversation over HTTP (`POST /api/v1/visits`) and keeps its token. Called by conversation.ts. */
import type { OpenVisitRequest, OpenVisitResponse } from '../../protocol/index.js';
import type { KeyStore } from './key-store.js';

export type VisitOutcome =
  | { readonly kind: 'opened'; readonly visit: OpenVisitResponse }
  /** The token is not accepted any more; open again without it. */
  | { readonly kind: 'token-refused' }
  /** `code` is a fault code of the server, or `offline` when it did not answer. */
  | { readonly kind: 'failed'; readonly code: string };

export type VisitOpener = (request: OpenVisitRequest, signal: AbortSignal) => Promise<VisitOutcome>;

const TOKEN_KEY = 'leadline:token';
const SEEN_KEY = 'leadline:seen';
const LOCALE_KEY = 'leadline:locale';
const OPEN_TIMEOUT_MS = 15_000;

export interface VisitMemory {
  token: string | undefined;
  seenSequence: number;
  locale: string | undefined;
  /** Forgets token and position; the locale stays. */
  forget(): void;
}

/** The three values that outlive a page. */
export function createVisitMemory(store: KeyStore): VisitMemory {
  const write = (key: string, value: string | undefined) =>
    value === undefined ? store.remove(key) : store.set(key, value);
  return {
    get token() {
      return store.get(TOKEN_KEY);
    },
    set token(value) {
      write(TOKEN_KEY, value);
    },
    get seenSequence() {
      return Number(store.get(SEEN_KEY)) || 0;
    },
    set seenSequence(value) {
      write(SEEN_KEY, String(value));
    },
    get locale() {
      return store.get(LOCALE_KEY);
    },
    set locale(value) {
      write(LOCALE_KEY, value);
    },
    forget() {
      store.remove(TOKEN_KEY);
      store.remove(SEEN_KEY);
    },
  };
}

/** @param server origin of the Leadline server, e.g. `https://chat.example.com`. */
export function createVisitOpener(server: string): VisitOpener {
  return async (request, signal) => {
    try {
      const response = await fetch(new URL('/api/v1/visits', server), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(request),
        credentials: 'omit',
        signal: AbortSignal.any([signal, AbortSignal.timeout(OPEN_TIMEOUT_MS)]),
      });
      if (response.ok) return { kind: 'opened', visit: (await response.json()) as OpenVisitResponse };
      const isTokenRefused = [401, 403, 404].includes(response.status) && request.token !== undefined;
      if (isTokenRefused) return { kind: 'token-refused' };
      return { kind: 'failed', code: await faultCodeOf(response) };
    } catch {
      return { kind: 'failed', code: 'offline' };
    }
  };
}

/** Has everything personal of the visitor erased on the server. False when that did not happen. */
export type VisitEraser = (token: string) => Promise<boolean>;

export function createVisitEraser(server: string): VisitEraser {
  return async (token) => {
    try {
      const response = await fetch(new URL('/api/v1/visits', server), {
        method: 'DELETE',
        headers: { authorization: `Bearer ${token}` },
        credentials: 'omit',
        signal: AbortSignal.timeout(OPEN_TIMEOUT_MS),
      });
      return response.ok;
    } catch {
      return false;
    }
  };
}

async function faultCodeOf(response: Response): Promise<string> {
  const problem: unknown = await response.json().catch(() => undefined);
  const code =
    typeof problem === 'object' && problem !== null && 'code' in problem ? problem.code : undefined;
  return typeof code === 'string' ? code : `http ${response.status}`;
}
