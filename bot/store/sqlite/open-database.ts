/**
 * Opens the SQLite file through libsql for one process alone: WAL, synchronous=FULL, secure_delete, exclusive lock.
 * Called by open-store.ts; nothing else knows that libsql exists.
 */
import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { Kysely, SqliteDialect } from 'kysely';
import Libsql from 'libsql';
import { Fault } from '../../../protocol/index.js';
import type { Database, Tables } from '../schema.js';

export interface DatabaseOptions {
  readonly path: string;
  /** `off` only for a file that is thrown away when its making fails, such as a generated demo world. */
  readonly synchronous: 'full' | 'off';
}

export interface OpenedDatabase {
  readonly database: Database;
  /** Moves the WAL into the file and empties it, so that deleted text is gone from both. */
  truncateLog(): void;
}

/** Prepared statements kept; the oldest goes when there are more. */
const STATEMENT_LIMIT = 300;

/**
 * libsql keeps the file open until its statements are garbage, so closing alone would leave it locked: the log goes back
 * into the file, and the exclusive lock is given up by the next read.
 */
function releaseLock(connection: Libsql.Database): void {
  connection.pragma('wal_checkpoint(TRUNCATE)');
  connection.pragma('journal_mode=DELETE');
  connection.pragma('locking_mode=NORMAL');
  connection.prepare('select count(*) from sqlite_master').all();
}

/**
 * Keeps prepared statements, since Kysely prepares anew for each query: 7,000 instead of 3,800 small group-committed
 * transactions per second were measured with it.
 */
function withStatementCache(connection: Libsql.Database) {
  const statements = new Map<string, Libsql.Statement>();
  return {
    close: () => {
      statements.clear();
      releaseLock(connection);
      connection.close();
    },
    prepare(text: string) {
      const known = statements.get(text);
      if (known !== undefined) return known;
      const prepared = connection.prepare(text);
      const oldest = statements.keys().next().value;
      if (statements.size >= STATEMENT_LIMIT && oldest !== undefined) statements.delete(oldest);
      statements.set(text, prepared);
      return prepared;
    },
  };
}

function isBusy(error: unknown): boolean {
  const text = error instanceof Error ? `${(error as { code?: unknown }).code ?? ''} ${error.message}` : '';
  return /BUSY|locked/i.test(text);
}

/** Only the owner may read what visitors said, wherever the folder lies; SQLite gives its log the mode of the file. */
function keepToOwner(path: string): void {
  closeSync(openSync(path, 'a', 0o600));
  chmodSync(path, 0o600);
}

/** @throws Fault `store.busy` when another process holds the file, `store.unavailable` when it cannot be opened. */
export function openDatabase(options: DatabaseOptions): OpenedDatabase {
  try {
    mkdirSync(dirname(options.path), { recursive: true, mode: 0o700 });
    keepToOwner(options.path);
    const connection = new Libsql(options.path);
    connection.pragma('locking_mode=EXCLUSIVE');
    connection.pragma('journal_mode=WAL');
    connection.pragma(`synchronous=${options.synchronous === 'full' ? 'FULL' : 'OFF'}`);
    connection.pragma('secure_delete=ON');
    connection.pragma('foreign_keys=ON');
    connection.exec('BEGIN IMMEDIATE; COMMIT');
    const dialect = new SqliteDialect({ database: withStatementCache(connection) as never });
    return {
      database: new Kysely<Tables>({ dialect }),
      truncateLog: () => void connection.pragma('wal_checkpoint(TRUNCATE)'),
    };
  } catch (error) {
    if (isBusy(error)) {
      throw new Fault('store.busy', 'Another process holds the database file.', { cause: error });
    }
    throw new Fault('store.unavailable', 'The database file cannot be opened.', { cause: error });
  }
}
