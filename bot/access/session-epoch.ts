/**
 * The mark that console sessions of one data folder carry: whoever renews it ends all sessions at once, also those of a server
 * that starts later. Held by the server; renewed in the file alone where no server runs.
 */
import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const FILE = 'console.epoch';
/** Of a folder whose sessions were never ended. */
const FIRST = 'first';

export interface SessionEpoch {
  readonly current: string;
  /** On disk when it returns. */
  renew(): void;
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return FIRST;
    throw error;
  }
}

function write(path: string, epoch: string): void {
  const draft = `${path}.new`;
  const file = openSync(draft, 'w', 0o600);
  try {
    writeSync(file, epoch);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(draft, path);
}

export function openSessionEpoch(folder: string): SessionEpoch {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, FILE);
  let current = read(path);
  return {
    get current() {
      return current;
    },
    renew() {
      const next = randomBytes(16).toString('base64url');
      write(path, next);
      current = next;
    },
  };
}
