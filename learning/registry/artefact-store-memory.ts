/** An artefact store in memory, public so that rooms and plug-ins can test against the registry. Nothing survives the process. */
import type { ArtefactStore } from '../ports.js';
import { artefactSegments } from './artefact-path.js';

export function createMemoryArtefacts(): ArtefactStore {
  const files = new Map<string, Uint8Array>();
  const below = (folder: string) => [...files.keys()].filter((path) => path.startsWith(`${folder}/`));
  return {
    async list(folder) {
      artefactSegments(folder);
      return [...new Set(below(folder).map((path) => path.slice(folder.length + 1).split('/')[0]!))].sort();
    },
    async read(path) {
      artefactSegments(path);
      return files.get(path)?.slice();
    },
    async write(path, bytes) {
      artefactSegments(path);
      files.set(path, bytes.slice());
    },
    async remove(path) {
      artefactSegments(path);
      for (const inside of below(path)) files.delete(inside);
      files.delete(path);
    },
  };
}
