/**
 * The active model of a name, decoded and ready, swapped when the pointer moves. Servers hold one per model and call `refresh`;
 * a version that cannot be used never replaces one that serves.
 */
import { type Fault, toFault } from '../../protocol/index.js';
import type { ModelCard } from './model-card.js';
import type { ModelRegistry, ModelVersion } from './model-registry.js';

export interface ServingModel<Model> {
  readonly card: ModelCard;
  readonly model: Model;
}

export type RefreshOutcome =
  | { readonly kind: 'serving'; readonly version: string }
  /** The active version cannot be used; `version` goes on serving. */
  | { readonly kind: 'kept'; readonly version: string; readonly fault: Fault }
  /** No version can be used. */
  | { readonly kind: 'none'; readonly fault: Fault | undefined };

export interface ServedModel<Model> {
  /** The model to use now; a turn that has taken it keeps it to its end. */
  current(): ServingModel<Model> | undefined;
  /** Follows the pointer. At the first call an unusable active version is passed over for the one active before it. */
  refresh(): Promise<RefreshOutcome>;
}

/** @param decode turns verified files into a model; what it throws counts as an unusable version. */
export function serveModel<Model>(
  registry: ModelRegistry,
  name: string,
  decode: (version: ModelVersion) => Model,
): ServedModel<Model> {
  let serving: ServingModel<Model> | undefined;
  const open = async (version: string): Promise<ServingModel<Model>> => {
    const loaded = await registry.load(name, version);
    return { card: loaded.card, model: decode(loaded) };
  };
  return {
    current: () => serving,
    async refresh() {
      const versions = await registry.history(name);
      let fault: Fault | undefined;
      for (const version of versions) {
        if (serving?.card.version !== version) {
          try {
            serving = await open(version);
          } catch (thrown) {
            fault ??= toFault(thrown);
            if (serving) return { kind: 'kept', version: serving.card.version, fault };
            continue;
          }
        }
        return fault ? { kind: 'kept', version, fault } : { kind: 'serving', version };
      }
      return { kind: 'none', fault };
    },
  };
}
