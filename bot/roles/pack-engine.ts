/** Plugs a pack's rooms into one dialog engine: understanding, documents as answers, actions. */
import { createDemoActions, createDialogEngine, type DialogEngine } from '../../dialogs/index.js';
import { KnowledgeAnswerer, splitMarkdown } from '../../knowledge/index.js';
import type { ModelVersion } from '../../learning/index.js';
import type { Fault } from '../../protocol/index.js';
import { understanderOf } from '../models/index.js';
import type { LoadedPack } from '../pack/index.js';

export interface PackEngineParts {
  readonly pack: LoadedPack;
  readonly understanding: ModelVersion;
  readonly onFailure?: (fault: Fault) => void;
}

export function createPackEngine({ pack, understanding, onFailure }: PackEngineParts): DialogEngine {
  return createDialogEngine({
    pack: pack.dialogs,
    understander: understanderOf(pack, understanding),
    answers: new KnowledgeAnswerer(pack.documents.flatMap(splitMarkdown), {
      fallbackLocale: pack.settings.defaultLocale,
    }),
    actions: createDemoActions(),
    onFailure,
  });
}
