/**
 * Removes recordings that no conversation knows: what a process killed in the middle of a call leaves behind. Nobody could
 * find them, play them or erase them with the person they belong to. Called once when a server starts.
 */
import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { EpochMs } from '../../protocol/index.js';
import type { Database } from './schema.js';

/** A file written so recently may belong to a call that another process holds right now. */
const YOUNGEST_MS = 60_000;

/** Resolves with the number of files removed. */
export async function removeOrphanRecordings(
  database: Database,
  folder: string,
  nowMs: EpochMs,
): Promise<number> {
  const known = new Set(
    (await database.selectFrom('recordings').select('file').execute()).map((row) => row.file),
  );
  const orphans = readdirSync(folder)
    .filter((name) => name.endsWith('.wav') && !known.has(name))
    .map((name) => join(folder, name))
    .filter((path) => nowMs - statSync(path).mtimeMs > YOUNGEST_MS);
  for (const path of orphans) rmSync(path, { force: true });
  return orphans.length;
}
