/** The lead class, score and segments of a pack: taken from the registry, or trained from conversations with known ends. */
import {
  type ClassUtterance,
  LEAD_MODELS,
  type LeadModelName,
  type LeadModels,
  loadLeadModels,
  type StoredLeadModel,
  type TrainingConversation,
  trainLeadModels,
  untrainedLeadModels,
} from '../../leads/index.js';
import { Fault, type Locale, type ProgressListener } from '../../protocol/index.js';
import type { LoadedPack } from '../pack/index.js';
import type { ModelHome } from './model-home.js';
import { trainedOnce } from './trained-once.js';

export interface LeadModelsRequest {
  readonly pack: LoadedPack;
  readonly home: ModelHome;
  readonly seed: number;
  readonly conversations: readonly TrainingConversation[];
  /** The intent in which the bot understands an utterance. */
  readonly readIntent: (text: string, locale: Locale) => string;
  readonly onProgress?: ProgressListener;
  readonly signal?: AbortSignal;
}

/** Trains what the registry does not hold for this pack, code and seed, activates it and loads all three. */
export async function prepareLeadModels(request: LeadModelsRequest): Promise<LeadModels> {
  const { pack, home, seed, conversations, onProgress, signal } = request;
  let training: ReturnType<typeof trainLeadModels> | undefined;
  const train = async (name: LeadModelName) => {
    training ??= trainLeadModels({
      ...{ conversations, pack: pack.leads, seed, onProgress, signal },
      classUtterances: classUtterances(request),
    });
    const { models, missing } = await training;
    const made = models[name];
    if (made === undefined)
      throw new Fault('learning.no-data', missing[name] ?? `${name} could not be trained.`);
    return made;
  };
  for (const name of LEAD_MODELS) {
    await trainedOnce({
      name,
      ingredients: [name, pack.hash, home.codeVersion, String(seed), `${conversations.length} conversations`],
      home,
      train: () => train(name),
    });
  }
  return activeLeadModels(pack, home);
}

/** The pack's examples in the languages that its bot understands. */
function classUtterances({ pack, readIntent }: LeadModelsRequest): readonly ClassUtterance[] {
  return (pack.leads.classes ?? []).flatMap(({ class: leadClass, utterances }) =>
    pack.settings.locales.flatMap((locale) =>
      (utterances[locale] ?? []).map((text) => ({ text, leadClass, intent: readIntent(text, locale) })),
    ),
  );
}

/** The active versions; a model that was never trained says so in every lead. Fault `learning.corrupt-model`. */
async function activeLeadModels(pack: LoadedPack, home: ModelHome): Promise<LeadModels> {
  const stored: Partial<Record<LeadModelName, StoredLeadModel>> = {};
  for (const name of LEAD_MODELS) {
    const [version] = await home.registry.history(name);
    if (version === undefined) continue;
    const { files } = await home.registry.load(name, version);
    stored[name] = { version: `${name} ${version}`, files };
  }
  return Object.keys(stored).length === 0 ? untrainedLeadModels : loadLeadModels(stored, pack.leads);
}
