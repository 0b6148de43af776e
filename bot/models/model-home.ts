/**
 * Where the models of one installation live: its own registry in the data folder, and a cache beside the compiled code that
 * every data folder of this installation shares. A published package ships the cache filled.
 */
import { join } from 'node:path';
import { createModelRegistry, type ModelRegistry } from '../../learning/index.js';
import type { Clock } from '../../protocol/index.js';
import { packageRoot } from '../package-root.js';
import { createFileArtefacts } from '../store/artefacts/artefact-store-files.js';
import { codeVersion } from './code-version.js';

export interface ModelHome {
  /** Models of this data folder: what serves, and its history. */
  readonly registry: ModelRegistry;
  /** Trained models by content, shared; may be read-only. */
  readonly cache: ModelRegistry;
  readonly codeVersion: string;
}

/** Where the models of a data folder live. */
export const registryFolder = (dataDir: string) => join(dataDir, 'registry');

export function openModelHome(dataDir: string, clock: Clock): ModelHome {
  const compiled = join(packageRoot(), 'dist');
  const version = codeVersion(compiled);
  const open = (folder: string) =>
    createModelRegistry({ store: createFileArtefacts(folder), clock, codeVersion: version });
  return {
    registry: open(registryFolder(dataDir)),
    cache: open(join(compiled, 'model-cache')),
    codeVersion: version,
  };
}
