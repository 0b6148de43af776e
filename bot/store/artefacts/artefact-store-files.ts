/**
 * Model files in a folder of the file system: written beside, synced, then renamed into place. Plugged into learning's registry by bot/roles.
 * It never follows a name out of its folder.
 */
import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type ArtefactStore, artefactSegments } from '../../../learning/index.js';
import { Fault } from '../../../protocol/index.js';

/** Unfinished files start so; no artefact's name can. */
const UNFINISHED = '.new-';

/** @param root folder that holds everything; made when first written to. */
export function createFileArtefacts(root: string): ArtefactStore {
  const placeOf = (path: string) => join(root, ...artefactSegments(path));
  return {
    async list(folder) {
      const place = placeOf(folder);
      const names = await orAbsent(() => readdir(place), []);
      return names.filter((name) => !name.startsWith('.')).sort();
    },
    async read(path) {
      const place = placeOf(path);
      const bytes = await orAbsent<Buffer | undefined>(() => readFile(place), undefined);
      return bytes && new Uint8Array(bytes);
    },
    async write(path, bytes) {
      const place = placeOf(path);
      await orUnavailable(() => replaceFile(place, bytes));
    },
    async remove(path) {
      const place = placeOf(path);
      await orUnavailable(() => rm(place, { recursive: true, force: true }));
    },
  };
}

async function replaceFile(place: string, bytes: Uint8Array): Promise<void> {
  const folder = dirname(place);
  await mkdir(folder, { recursive: true });
  const unfinished = join(folder, `${UNFINISHED}${randomUUID()}`);
  try {
    const file = await open(unfinished, 'wx');
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(unfinished, place);
  } catch (cause) {
    await rm(unfinished, { force: true });
    throw cause;
  }
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function orAbsent<T>(work: () => Promise<T>, absent: T): Promise<T> {
  return orUnavailable(async () => {
    try {
      return await work();
    } catch (cause) {
      const code = (cause as NodeJS.ErrnoException).code;
      if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR') return absent;
      throw cause;
    }
  });
}

async function orUnavailable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw new Fault('store.unavailable', 'The folder of model files cannot be used.', { cause });
  }
}
