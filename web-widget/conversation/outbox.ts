/**
 * Turns that are typed but not yet acknowledged, kept across page loads, one stored value per turn so that two tabs
 * never overwrite each other. Called by turn-sender.ts; it never sends anything.
 */
import type { KeyStore } from './key-store.js';

/** Unsent turns beyond this are refused: the composer says so. */
export const MAX_OUTBOX_TURNS = 50;

export interface OutboxTurn {
  readonly turnId: string;
  readonly text: string;
  readonly value?: string;
  readonly locale?: string;
  readonly atMs: number;
}

export interface Outbox {
  /** Unsent turns of this conversation, in the order they were written. */
  list(): readonly OutboxTurn[];
  /** False when the outbox is full; the turn is then not kept. */
  add(turn: OutboxTurn): boolean;
  remove(turnId: string): void;
  clear(): void;
}

const PREFIX = 'leadline:outbox:';

export function createOutbox(store: KeyStore, conversationId: string): Outbox {
  const prefix = `${PREFIX}${conversationId}:`;
  const keys = () => store.keys().filter((key) => key.startsWith(prefix));
  const list = () =>
    keys()
      .flatMap((key) => parseTurn(store.get(key)))
      .sort((left, right) => left.atMs - right.atMs || (left.turnId < right.turnId ? -1 : 1));
  return {
    list,
    add(turn) {
      if (keys().length >= MAX_OUTBOX_TURNS) return false;
      store.set(prefix + turn.turnId, JSON.stringify(turn));
      return true;
    },
    remove: (turnId) => store.remove(prefix + turnId),
    clear: () => keys().forEach((key) => void store.remove(key)),
  };
}

/** The stored turn as a list of one, or none when the value is not one of ours. */
function parseTurn(raw: string | undefined): readonly OutboxTurn[] {
  if (raw === undefined) return [];
  try {
    const value: unknown = JSON.parse(raw);
    return isTurn(value) ? [value] : [];
  } catch {
    return [];
  }
}

function isTurn(value: unknown): value is OutboxTurn {
  if (typeof value !== 'object' || value === null) return false;
  const turn = value as Partial<Record<keyof OutboxTurn, unknown>>;
  return typeof turn.turnId === 'string' && typeof turn.text === 'string' && typeof turn.atMs === 'number';
}
