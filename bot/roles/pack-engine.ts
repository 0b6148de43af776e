/** Plugs a pack's rooms into one dialog engine: understanding, documents as answers, actions. */
import { createDemoActions, createDialogEngine, type DialogEngine } from '../../dialogs/index.js';
import { KnowledgeAnswerer, splitMarkdown } from '../../knowledge/index.js';
import type { ModelVersion } from '../../learning/index.js';
import type { Clock, Fault, Locale } from '../../protocol/index.js';
import { understanderOf } from '../models/index.js';
import type { LoadedPack } from '../pack/index.js';

export interface PackEngineParts {
  readonly pack: LoadedPack;
  readonly understanding: ModelVersion;
  readonly onFailure?: (fault: Fault) => void;
}

/** The intent that the engine's models read in an utterance said out of the blue. */
export function createIntentReader(pack: LoadedPack, understanding: ModelVersion, clock: Clock) {
  const understander = understanderOf(pack, understanding);
  return (text: string, locale: Locale) =>
    understander.understand(text, { locale, channel: 'web', now: clock.now() }).intent;
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
