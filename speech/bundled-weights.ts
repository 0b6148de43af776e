/**
 * Finds the weight files that come inside npm packages, by walking up to the node_modules folder that holds them.
 * Called by the engine adapters; never downloads.
 */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Fault } from '../protocol/index.js';

/**
 * Absolute path of `file` inside the installed package `name`.
 * @throws Fault `speech.missing-weights` when it is not installed.
 */
export function findPackageFile(name: string, file: string): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (;;) {
    const candidate = join(folder, 'node_modules', name, file);
    if (existsSync(candidate)) return candidate;
    const parent = dirname(folder);
    if (parent === folder) break;
    folder = parent;
  }
  throw new Fault('speech.missing-weights', `The file ${file} of ${name} is missing; run npm ci again.`);
}
