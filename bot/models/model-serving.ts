/**
 * All models that serve in this process: the understanding behind the dialog engine, and class, score and segments of leads. `refresh`
 * follows the registry; a swap is one assignment, so that no turn sees half of it.
 */
import type { DialogEngine } from '../../dialogs/index.js';
import {
  LEAD_MODELS,
  type LeadModelName,
  type LeadModels,
  loadLeadModels,
  untrainedLeadModels,
  versionsOf,
} from '../../leads/index.js';
import {
  type ModelVersion,
  type RefreshOutcome,
  type ServedModel,
  serveModel,
} from '../../learning/index.js';
import type { Fault } from '../../protocol/index.js';
import type { LoadedPack } from '../pack/index.js';
import type { ModelHome } from './model-home.js';
import { createSwappingEngine, type HeardStep } from './swapping-engine.js';
import { UNDERSTANDING } from './understanding-model.js';

export type ServingName = typeof UNDERSTANDING | LeadModelName;

export interface ServingParts {
  readonly pack: LoadedPack;
  readonly home: ModelHome;
  /** Builds the engine of a pack over an understanding version; Fault `learning.corrupt-model`. */
  readonly makeEngine: (understanding: ModelVersion) => DialogEngine;
  /** Hears of every version that begins to serve, and of every chosen one that cannot. */
  readonly onSwap?: (swap: ModelSwap) => void;
  /** Hears of every answered turn. */
  readonly onStep?: (step: HeardStep) => void;
}

export type ModelSwap =
  | { readonly kind: 'serving'; readonly name: string; readonly version: string }
  | {
      readonly kind: 'refused';
      readonly name: string;
      readonly serving: string | undefined;
      readonly fault: Fault;
    };

export interface ModelServing {
  readonly engine: DialogEngine;
  /** The lead models of now; read per batch. */
  leadModels(): LeadModels;
  /** Version that serves here; undefined for models that only the registry knows. */
  servingVersion(name: string): string | undefined;
  /** Follows the registry. */
  refresh(): Promise<void>;
  /** Throws why a version could not serve here; other models than ours pass. */
  rehearse(name: string, version: string): Promise<void>;
  /** Why the chosen version of a model does not serve. */
  problemOf(name: string): Fault | undefined;
}

export function createModelServing(parts: ServingParts): ModelServing {
  return new Serving(parts);
}

const isServing = (name: string): name is ServingName =>
  name === UNDERSTANDING || (LEAD_MODELS as readonly string[]).includes(name);

class Serving implements ModelServing {
  readonly engine: DialogEngine;
  readonly #parts: ServingParts;
  readonly #understanding: ServedModel<DialogEngine>;
  readonly #leads: Readonly<Record<LeadModelName, ServedModel<LeadModels>>>;
  readonly #problems = new Map<string, Fault>();
  readonly #told = new Map<string, string>();

  constructor(parts: ServingParts) {
    this.#parts = parts;
    const { registry } = parts.home;
    this.#understanding = serveModel(registry, UNDERSTANDING, parts.makeEngine);
    const serveLead = (name: LeadModelName) =>
      serveModel(registry, name, ({ card, files }) =>
        loadLeadModels({ [name]: { version: `${name} ${card.version}`, files } }, parts.pack.leads),
      );
    this.#leads = {
      'lead-class': serveLead('lead-class'),
      'lead-score': serveLead('lead-score'),
      'lead-segments': serveLead('lead-segments'),
    };
    this.engine = createSwappingEngine({
      current: () => this.#understanding.current(),
      onStep: parts.onStep,
    });
  }

  leadModels(): LeadModels {
    return this.#compose((name) => this.#leads[name].current()?.model);
  }

  servingVersion(name: string): string | undefined {
    return isServing(name) ? this.#servedOf(name).current()?.card.version : undefined;
  }

  async refresh(): Promise<void> {
    for (const name of [UNDERSTANDING, ...LEAD_MODELS] as const) {
      this.#tell(name, await this.#servedOf(name).refresh());
    }
  }

  async rehearse(name: string, version: string): Promise<void> {
    if (isServing(name)) await this.#servedOf(name).rehearse(version);
  }

  problemOf(name: string): Fault | undefined {
    return this.#problems.get(name);
  }

  #servedOf(name: ServingName): ServedModel<unknown> {
    return name === UNDERSTANDING ? this.#understanding : this.#leads[name];
  }

  /** Each part from its own model; a model that was never trained says so in the lead. */
  #compose(pick: (name: LeadModelName) => LeadModels | undefined): LeadModels {
    const untrained = LEAD_MODELS.every((name) => pick(name) === undefined)
      ? untrainedLeadModels
      : loadLeadModels({}, this.#parts.pack.leads);
    return {
      classify: (pick('lead-class') ?? untrained).classify,
      score: (pick('lead-score') ?? untrained).score,
      segment: (pick('lead-segments') ?? untrained).segment,
      versions: versionsOf(LEAD_MODELS.map((name) => pick(name)?.versions)),
    };
  }

  /** Tells each swap, and each refusal, once. */
  #tell(name: string, outcome: RefreshOutcome): void {
    const serving = outcome.kind === 'none' ? undefined : outcome.version;
    const fault = outcome.kind === 'serving' ? undefined : outcome.fault;
    if (fault === undefined) this.#problems.delete(name);
    else this.#problems.set(name, fault);
    const told = `${serving} ${fault?.message}`;
    if (this.#told.get(name) === told) return;
    this.#told.set(name, told);
    if (fault !== undefined) this.#parts.onSwap?.({ kind: 'refused', name, serving, fault });
    else if (serving !== undefined) this.#parts.onSwap?.({ kind: 'serving', name, version: serving });
  }
}
