/**
 * Actions as signed webhooks: one POST per action, tried again while the other side is busy or away, always under the same
 * idempotency key. Used in place of the demo's actions when `actionsUrl` is set; knows nothing of flows.
 */
import { z } from 'zod';
import type { ActionOutcome, ActionRunner } from '../../dialogs/index.js';
import { type Clock, delay, toFault } from '../../protocol/index.js';
import { signWebhook } from './sign-webhook.js';

export interface HttpActionsOptions {
  readonly url: string;
  readonly secret: string;
  readonly clock: Clock;
  /** One try may take this long, ms. */
  readonly timeoutMs?: number;
  readonly attempts?: number;
  /** Before the second try, ms; doubled before each further one. */
  readonly pauseMs?: number;
}

const TIMEOUT_MS = 5000;
const ATTEMPTS = 3;
const PAUSE_MS = 250;
/** Larger answers are refused unread. */
const MAX_ANSWER_BYTES = 64 * 1024;
/** Worth another try: the other side is busy or away, and has done nothing or will know the key again. */
const BUSY = new Set([408, 425, 429, 500, 502, 503, 504]);

const answerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('done'), facts: z.record(z.string(), z.string()).default({}) }),
  z.object({ kind: z.literal('failed'), reason: z.string().min(1).max(500) }),
]);

type Try =
  | { readonly kind: 'answered'; readonly outcome: ActionOutcome }
  | { readonly kind: 'busy'; readonly reason: string };

/** Outcomes are `failed` whatever goes wrong on the way; only an aborted signal makes `run` throw. */
export function createHttpActions(options: HttpActionsOptions): ActionRunner {
  const { clock, attempts = ATTEMPTS, pauseMs = PAUSE_MS } = options;
  return {
    async run(action, slots, { idempotencyKey, locale, signal }) {
      const body = JSON.stringify({ action, slots, locale });
      let last = '';
      for (let attempt = 0; attempt < attempts; attempt++) {
        if (attempt > 0) await delay(clock, pauseMs * 2 ** (attempt - 1), signal);
        signal?.throwIfAborted();
        const tried = await post(options, { body, idempotencyKey, signal });
        if (tried.kind === 'answered') return tried.outcome;
        last = tried.reason;
      }
      return { kind: 'failed', reason: `${last}, ${attempts} times` };
    },
  };
}

interface Post {
  readonly body: string;
  readonly idempotencyKey: string;
  readonly signal?: AbortSignal;
}

async function post(options: HttpActionsOptions, { body, idempotencyKey, signal }: Post): Promise<Try> {
  const { url, secret, clock, timeoutMs = TIMEOUT_MS } = options;
  const late = new AbortController();
  const cancel = clock.schedule(timeoutMs, () => late.abort());
  try {
    const response = await fetch(url, {
      method: 'POST',
      body,
      redirect: 'error',
      signal: AbortSignal.any([late.signal, ...(signal === undefined ? [] : [signal])]),
      headers: {
        'content-type': 'application/json',
        'idempotency-key': idempotencyKey,
        ...signWebhook(secret, { id: idempotencyKey, atMs: clock.now(), body }),
      },
    });
    if (BUSY.has(response.status)) {
      await response.body?.cancel();
      return { kind: 'busy', reason: `the system answered ${response.status}` };
    }
    return { kind: 'answered', outcome: await readAnswer(response) };
  } catch (thrown) {
    signal?.throwIfAborted();
    const reason = late.signal.aborted
      ? `the system did not answer within ${timeoutMs} ms`
      : `the system cannot be reached (${toFault(thrown).message})`;
    return { kind: 'busy', reason };
  } finally {
    cancel();
  }
}

async function readAnswer(response: Response): Promise<ActionOutcome> {
  const text = await readBounded(response);
  if (!response.ok) return { kind: 'failed', reason: `the system refused with ${response.status}` };
  const parsed = answerSchema.safeParse(text === undefined ? undefined : parseJson(text));
  if (!parsed.success) return { kind: 'failed', reason: 'the system answered something that is no outcome' };
  return parsed.data;
}

/** Undefined when there is more of it than an outcome can be. */
async function readBounded(response: Response): Promise<string | undefined> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.length;
    if (size > MAX_ANSWER_BYTES) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
