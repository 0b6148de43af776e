/** Plugs a pack's rooms into dialog engines: understanding, documents as answers, actions. */
import { createDemoActions, createDialogEngine, type DialogEngine } from '../../dialogs/index.js';
import { KnowledgeAnswerer, splitMarkdown } from '../../knowledge/index.js';
import type { ModelVersion } from '../../learning/index.js';
import type { Clock, Fault, Locale } from '../../protocol/index.js';
import { understanderOf } from '../models/index.js';
import type { LoadedPack } from '../pack/index.js';

export interface PackEngineParts {
  readonly pack: LoadedPack;
  readonly onFailure?: (fault: Fault) => void;
}

/** The intent that the engine's models read in an utterance said out of the blue. */
export function createIntentReader(pack: LoadedPack, understanding: ModelVersion, clock: Clock) {
  const understander = understanderOf(pack, understanding);
  return (text: string, locale: Locale) =>
    understander.understand(text, { locale, channel: 'web', now: clock.now() }).intent;
}

/** Makes the engine of an understanding version; all of them share documents and actions. */
export function packEngines({ pack, onFailure }: PackEngineParts): (version: ModelVersion) => DialogEngine {
  const answers = new KnowledgeAnswerer(pack.documents.flatMap(splitMarkdown), {
    fallbackLocale: pack.settings.defaultLocale,
  });
  const actions = createDemoActions();
  return (version) =>
    createDialogEngine({
      pack: pack.dialogs,
      understander: understanderOf(pack, version),
      answers,
      actions,
      onFailure,
    });
}
