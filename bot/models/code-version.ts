/** A hash over the compiled code that models are made by: a model trained by other code is trained again, and its card says so. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const TRAINING_ROOMS = ['learning', 'text', 'dialogs', 'leads', 'bot/demo'];

/** sha256, hex, of every compiled file below the rooms that train. @param compiledRoot the folder of compiled code. */
export function codeVersion(compiledRoot: string): string {
  const hash = createHash('sha256');
  for (const room of TRAINING_ROOMS) hashFolder(hash, join(compiledRoot, room));
  return hash.digest('hex');
}

function hashFolder(hash: ReturnType<typeof createHash>, folder: string): void {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder).sort()) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) hashFolder(hash, path);
    else if (name.endsWith('.js')) hash.update(name).update('\0').update(readFileSync(path));
  }
}
