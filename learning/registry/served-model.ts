/**
 * The active model of a name, decoded and ready, swapped when the pointer moves. Servers hold one per
 * model and call `refresh`; a version that cannot be used never replaces one that serves.
 */
import { type Fault, toFault } from '../../protocol/index.js';
import type { ModelCard } from './model-card.js';
import type { ModelPointer, ModelRegistry, ModelVersion } from './model-registry.js';

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
  /**
   * Follows the pointer; calls that overlap run one after the other. At the first call an unusable active version is passed over for
   * the one active before it.
   */
  refresh(): Promise<RefreshOutcome>;
  /** Loads and decodes a version without serving it; throws why it cannot be used. */
  rehearse(version: string): Promise<void>;
}

/** @param decode turns verified files into a model; what it throws counts as an unusable version. */
export function serveModel<Model>(
  registry: ModelRegistry,
  name: string,
  decode: (version: ModelVersion) => Model | Promise<Model>,
): ServedModel<Model> {
  return new FollowedModel(registry, name, decode);
}

class FollowedModel<Model> implements ServedModel<Model> {
  readonly #registry: ModelRegistry;
  readonly #name: string;
  readonly #decode: (version: ModelVersion) => Model | Promise<Model>;
  #serving: ServingModel<Model> | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor(
    registry: ModelRegistry,
    name: string,
    decode: (version: ModelVersion) => Model | Promise<Model>,
  ) {
    this.#registry = registry;
    this.#name = name;
    this.#decode = decode;
  }

  current(): ServingModel<Model> | undefined {
    return this.#serving;
  }

  refresh(): Promise<RefreshOutcome> {
    const next = this.#last.then(() => this.#refresh());
    this.#last = next.catch(() => undefined);
    return next;
  }

  async rehearse(version: string): Promise<void> {
    await this.#open(version);
  }

  async #open(version: string): Promise<ServingModel<Model>> {
    const loaded = await this.#registry.load(this.#name, version);
    return { card: loaded.card, model: await this.#decode(loaded) };
  }

  async #refresh(): Promise<RefreshOutcome> {
    let pointer: ModelPointer;
    try {
      pointer = await this.#registry.pointer(this.#name);
    } catch (thrown) {
      return this.#kept(toFault(thrown));
    }
    return this.#follow(pointer.history);
  }

  async #follow(history: readonly string[]): Promise<RefreshOutcome> {
    let fault: Fault | undefined;
    for (const version of history) {
      if (this.#serving?.card.version !== version) {
        try {
          this.#serving = await this.#open(version);
        } catch (thrown) {
          fault ??= toFault(thrown);
          if (this.#serving) return this.#kept(fault);
          continue;
        }
      }
      return fault ? { kind: 'kept', version, fault } : { kind: 'serving', version };
    }
    return { kind: 'none', fault };
  }

  #kept(fault: Fault): RefreshOutcome {
    const version = this.#serving?.card.version;
    return version === undefined ? { kind: 'none', fault } : { kind: 'kept', version, fault };
  }
}
