/**
 * A stand-in for a company's order, calendar and repair systems, for the demo and for tests: it stores nothing outside
 * memory and says so in its facts. The same idempotency key gives the same outcome, as the port demands.
 */
import type { ActionOutcome, ActionRunner } from '../ports.js';

export interface DemoActionsOptions {
  /** Actions that answer `failed`, to show how a flow ends then. */
  readonly failing?: readonly string[];
  /** Prefix of the numbers it makes up (default `AU`). */
  readonly prefix?: string;
}

const MEMORY_LIMIT = 10_000;

/** Six digits from a key (FNV-1a), the first never 0. */
function numberFor(key: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  return String(100_000 + ((hash >>> 0) % 900_000));
}

/** Outcomes hold `reference` (AU + six digits) and `is_demo: yes`. */
export function createDemoActions(options: DemoActionsOptions = {}): ActionRunner {
  const { failing = [], prefix = 'AU' } = options;
  const done = new Map<string, ActionOutcome>();
  return {
    async run(action, _slots, { idempotencyKey, signal }) {
      signal?.throwIfAborted();
      const known = done.get(idempotencyKey);
      if (known !== undefined) return known;
      const outcome: ActionOutcome = failing.includes(action)
        ? { kind: 'failed', reason: 'the demo is told to fail this action' }
        : { kind: 'done', facts: { reference: prefix + numberFor(idempotencyKey), is_demo: 'yes' } };
      if (done.size >= MEMORY_LIMIT) done.delete(done.keys().next().value!);
      done.set(idempotencyKey, outcome);
      return outcome;
    },
  };
}
