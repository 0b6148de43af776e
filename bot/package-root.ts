/** Finds the folder that Leadline is installed in, from sources and from compiled code alike. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Nearest folder above this file whose package.json is Leadline's. */
export function packageRoot(): string {
  let folder = import.meta.dirname;
  for (;;) {
    const file = join(folder, 'package.json');
    if (existsSync(file) && JSON.parse(readFileSync(file, 'utf8')).name === 'leadline') return folder;
    const parent = dirname(folder);
    if (parent === folder) throw new Error('package.json of leadline not found');
    folder = parent;
  }
}
