/**
 * Group commit: writes that arrive while one transaction is being synced share the next one, so that many turns cost one
 * fsync. Every writer of the store goes through it; each write is a savepoint, so that one refusal leaves the others.
 */
import { sql } from 'kysely';
import { Fault } from '../../protocol/index.js';
import type { Database, Work } from './schema.js';

interface Waiting {
  readonly work: (work: Work) => Promise<unknown>;
  readonly done: (value: unknown) => void;
  readonly failed: (error: unknown) => void;
}

type Result =
  | { readonly kind: 'done'; readonly value: unknown }
  | { readonly kind: 'failed'; readonly error: unknown };

export interface GroupCommitOptions {
  /** Writes that may wait; more are refused with `limit.busy`. */
  readonly waitingLimit: number;
  /** Writes in one transaction. */
  readonly batchLimit: number;
  /** Hears the size of each committed batch. */
  readonly onCommit: (size: number) => void;
}

const BEGIN = sql`begin`;
const COMMIT = sql`commit`;
const ROLLBACK = sql`rollback`;
const SAVE = sql`savepoint one_write`;
const UNDO = sql`rollback to savepoint one_write`;
const RELEASE = sql`release savepoint one_write`;

export class GroupCommit {
  readonly #database: Database;
  readonly #options: GroupCommitOptions;
  #waiting: Waiting[] = [];
  #running: Promise<void> | undefined;

  constructor(database: Database, options: GroupCommitOptions) {
    this.#database = database;
    this.#options = options;
  }

  get depth(): number {
    return this.#waiting.length;
  }

  /**
   * Runs `work` inside a transaction and resolves with its value once that is durable; rejects with what it threw.
   * `afterCommit` runs right after the commit, in commit order, before anybody's promise resolves.
   */
  write<Value>(work: (work: Work) => Promise<Value>, afterCommit?: (value: Value) => void): Promise<Value> {
    if (this.#waiting.length >= this.#options.waitingLimit) {
      return Promise.reject(
        new Fault('limit.busy', 'The store has too many writes waiting; try again shortly.'),
      );
    }
    return new Promise<Value>((resolve, reject) => {
      this.#waiting.push({
        work,
        done: (value) => {
          afterCommit?.(value as Value);
          resolve(value as Value);
        },
        failed: reject,
      });
      this.#running ??= this.#run();
    });
  }

  /** Resolves once nothing waits. */
  async drain(): Promise<void> {
    while (this.#running !== undefined) await this.#running;
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0) {
      await new Promise<void>((resolve) => setImmediate(resolve));
      await this.#commit(this.#waiting.splice(0, this.#options.batchLimit));
    }
    this.#running = undefined;
  }

  async #commit(batch: readonly Waiting[]): Promise<void> {
    try {
      const results = await this.#transact(batch);
      this.#options.onCommit(batch.length);
      batch.forEach((waiting, index) => {
        const result = results[index]!;
        if (result.kind === 'done') waiting.done(result.value);
        else waiting.failed(result.error);
      });
    } catch (error) {
      const fault = new Fault('store.unavailable', 'The database did not commit.', { cause: error });
      for (const waiting of batch) waiting.failed(fault);
    }
  }

  /** The connection is given back whatever happens: a full disk must not leave the store waiting for itself. */
  #transact(batch: readonly Waiting[]): Promise<Result[]> {
    return this.#database.connection().execute(async (connection) => {
      await BEGIN.execute(connection);
      try {
        const results: Result[] = [];
        for (const waiting of batch) results.push(await attempt(connection, waiting));
        await COMMIT.execute(connection);
        return results;
      } catch (error) {
        // SQLite ends the transaction by itself on some errors; there is nothing to roll back then.
        await ROLLBACK.execute(connection).catch(() => undefined);
        throw error;
      }
    });
  }
}

async function attempt(connection: Work, waiting: Waiting): Promise<Result> {
  await SAVE.execute(connection);
  try {
    const value = await waiting.work(connection);
    await RELEASE.execute(connection);
    return { kind: 'done', value };
  } catch (error) {
    await UNDO.execute(connection);
    await RELEASE.execute(connection);
    return { kind: 'failed', error };
  }
}
