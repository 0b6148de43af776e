/** Plugs a pack's rooms into dialog engines: understanding, documents as answers, actions. */
import {
  type ActionRunner,
  createDialogEngine,
  type DialogEngine,
  type Understander,
} from '../../dialogs/index.js';
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

export interface ServingEngineParts extends PackEngineParts {
  readonly actions: ActionRunner;
}

/** Makes the engine of an understanding version; all of them share documents and actions. */
export function packEngines(parts: ServingEngineParts): (version: ModelVersion) => DialogEngine {
  const makeEngine = understoodEngines(parts);
  const { actions } = parts;
  return (version) => makeEngine(understanderOf(parts.pack, version), actions);
}

/** The same for any understander and any systems behind the actions. */
export function understoodEngines({ pack, onFailure }: PackEngineParts) {
  const answers = new KnowledgeAnswerer(pack.documents.flatMap(splitMarkdown), {
    fallbackLocale: pack.settings.defaultLocale,
  });
  return (understander: Understander, actions: ActionRunner): DialogEngine =>
    createDialogEngine({ pack: pack.dialogs, understander, answers, actions, onFailure });
}
