/** Where the models of one installation live: its own registry in the data folder, and the one that a package ships. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createModelRegistry, type ModelRegistry } from '../../learning/index.js';
import type { Clock } from '../../protocol/index.js';
import { packageRoot } from '../package-root.js';
import { createFileArtefacts } from '../store/artefacts/artefact-store-files.js';
import { codeVersion } from './code-version.js';

export interface ModelHome {
  readonly registry: ModelRegistry;
  readonly shipped?: ModelRegistry;
  readonly codeVersion: string;
}

/** Folder inside the compiled code that a published package keeps its trained models in. */
export const shippedFolder = () => join(packageRoot(), 'dist', 'shipped-models');

export function openModelHome(dataDir: string, clock: Clock): ModelHome {
  const version = codeVersion(join(packageRoot(), 'dist'));
  const open = (folder: string) =>
    createModelRegistry({ store: createFileArtefacts(folder), clock, codeVersion: version });
  return {
    registry: open(join(dataDir, 'registry')),
    ...(existsSync(shippedFolder()) && { shipped: open(shippedFolder()) }),
    codeVersion: version,
  };
}
