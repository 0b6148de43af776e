/**
 * What may be done with stored models: list, show, activate, roll back, put on trial, verify. Behind the API in a running server, where a
 * change is rehearsed first and served at once; opened over the folder by a command when no server runs.
 */
import { isPicture, type ModelCard, type ModelRegistry } from '../../learning/index.js';
import {
  Fault,
  type ModelDrift,
  type ModelSummary,
  type ModelVersionRow,
  type Progress,
  type RetrainingStatus,
  type ShadowReport,
} from '../../protocol/index.js';
import { ERRORS_FILE, summaryOf, versionRow } from './model-rows.js';

export interface ModelDesk {
  /** Models that serve. */
  list(): Promise<readonly ModelSummary[]>;
  find(name: string): Promise<ModelSummary | undefined>;
  /** All versions of one model or of all, oldest first. */
  versions(name?: string): Promise<readonly ModelVersionRow[]>;
  /** The card of a version, the active one's when none is named. Faults `learning.no-model`, `learning.corrupt-model`. */
  card(name: string, version?: string): Promise<ModelCard>;
  /** A picture, or the error listing, verified. Fault `input.unknown-route` for any other file. */
  file(name: string, version: string, file: string): Promise<Uint8Array>;
  activate(name: string, version: string): Promise<ModelVersionRow>;
  rollback(name: string): Promise<ModelVersionRow>;
  /** Puts a version on trial; ends the trial without one. Returns the active version's row. */
  challenge(name: string, version: string | undefined): Promise<ModelVersionRow>;
  /** What the trial of the model has shown so far. Fault `learning.no-model` while no version is on trial. */
  shadowReport(name: string): Promise<ShadowReport>;
  /** Begins training the model again beside the turns. Faults `limit.busy`, `learning.no-trainer`. */
  retrain(name: string): Promise<RetrainingStatus>;
  cancelRetraining(name: string): Promise<RetrainingStatus>;
  retraining(name: string): Promise<RetrainingStatus>;
  /** Every version with all of its files read. */
  verify(name?: string): Promise<readonly ModelVersionRow[]>;
}

export type DeskAction = 'activated' | 'rolled-back' | 'trial-begun' | 'trial-ended';

/** Training again beside the turns of a server. */
export interface DeskRetraining {
  begin(name: string): RetrainingStatus;
  cancel(): RetrainingStatus;
  status(): RetrainingStatus;
}

/** The server around the desk; a command without one has none. */
export interface DeskSurroundings {
  /** Throws why a version could not serve here. */
  rehearse(name: string, version: string): Promise<void>;
  /** Serves what the registry says now. */
  refresh(): Promise<void>;
  problemOf(name: string): Fault | undefined;
  /** The newest look at the version that serves. */
  driftOf(name: string): ModelDrift | undefined;
  /** How far scoring stored leads again is, while it goes on. */
  rescoring(): Progress | undefined;
  /** Undefined while the server is not ready to train. */
  retraining(): DeskRetraining | undefined;
  /** The report of the model's trial; undefined while there is none. */
  shadowOf(name: string): Promise<ShadowReport | undefined>;
  /** Version that really serves, which the registry's is not while it has a problem. */
  servingVersion(name: string): string | undefined;
  record(action: DeskAction, name: string, version: string): Promise<void>;
}

export function createModelDesk(registry: ModelRegistry, surroundings?: DeskSurroundings): ModelDesk {
  return new RegistryDesk(registry, surroundings);
}

class RegistryDesk implements ModelDesk {
  readonly #registry: ModelRegistry;
  readonly #around: DeskSurroundings | undefined;

  constructor(registry: ModelRegistry, around: DeskSurroundings | undefined) {
    this.#registry = registry;
    this.#around = around;
  }

  async list(): Promise<readonly ModelSummary[]> {
    const names = [...new Set((await this.#registry.list()).map(({ name }) => name))];
    const summaries = await Promise.all(names.map((name) => this.find(name)));
    return summaries.flatMap((summary) => summary ?? []);
  }

  async find(name: string): Promise<ModelSummary | undefined> {
    const pointer = await this.#registry.pointer(name).catch(() => undefined);
    const version = this.#around?.servingVersion(name) ?? pointer?.history[0];
    if (version === undefined) return undefined;
    const card = await this.#registry.show(name, version).catch(() => undefined);
    return (
      card &&
      summaryOf(card, {
        pointer,
        problem: this.#around?.problemOf(name),
        drift: this.#around?.driftOf(name),
        rescoring: this.#around?.rescoring(),
      })
    );
  }

  async versions(name?: string): Promise<readonly ModelVersionRow[]> {
    const listings = await this.#registry.list(name);
    return Promise.all(
      listings.map(async (listing) => versionRow(listing, await this.#registry.pointer(listing.name))),
    );
  }

  async card(name: string, version?: string): Promise<ModelCard> {
    const wanted = version ?? (await this.#registry.history(name))[0];
    if (wanted === undefined) throw new Fault('learning.no-model', `No model "${name}" is active.`);
    return this.#registry.show(name, wanted);
  }

  async file(name: string, version: string, file: string): Promise<Uint8Array> {
    if (!isPicture(file) && file !== ERRORS_FILE) throw unknownFile();
    const { files } = await this.#registry.load(name, version);
    const bytes = files[file];
    if (bytes === undefined) throw unknownFile();
    return bytes;
  }

  async activate(name: string, version: string): Promise<ModelVersionRow> {
    await this.#around?.rehearse(name, version);
    await this.#registry.activate(name, version, 'person');
    return this.#changed('activated', name, version);
  }

  async rollback(name: string): Promise<ModelVersionRow> {
    const [, previous] = await this.#registry.history(name);
    if (previous !== undefined) await this.#around?.rehearse(name, previous);
    const version = await this.#registry.rollback(name);
    return this.#changed('rolled-back', name, version);
  }

  async challenge(name: string, version: string | undefined): Promise<ModelVersionRow> {
    if (version !== undefined) await this.#around?.rehearse(name, version);
    await this.#registry.challenge(name, version);
    const [active] = await this.#registry.history(name);
    const row = await this.#changed(
      version === undefined ? 'trial-ended' : 'trial-begun',
      name,
      active ?? '',
    );
    return row;
  }

  async shadowReport(name: string): Promise<ShadowReport> {
    const report = await this.#around?.shadowOf(name);
    if (report === undefined)
      throw new Fault('learning.no-model', `No version of "${name}" is on trial.`, { fields: { name } });
    return report;
  }

  async retrain(name: string): Promise<RetrainingStatus> {
    return this.#retraining().begin(name);
  }

  async cancelRetraining(name: string): Promise<RetrainingStatus> {
    const { kind, model } = this.#retraining().status();
    return kind === 'running' && model === name ? this.#retraining().cancel() : this.retraining(name);
  }

  async retraining(name: string): Promise<RetrainingStatus> {
    const status = this.#retraining().status();
    return status.model === name ? status : { kind: 'idle', model: name };
  }

  #retraining(): DeskRetraining {
    const retraining = this.#around?.retraining();
    if (retraining === undefined)
      throw new Fault('learning.no-trainer', 'A running server trains models again: leadline start.');
    return retraining;
  }

  async verify(name?: string): Promise<readonly ModelVersionRow[]> {
    const listings = await this.#registry.list(name);
    const verified = await this.#registry.verify(name);
    return Promise.all(
      listings.map(async (listing) => {
        const found = verified.find((each) => each.name === listing.name && each.version === listing.version);
        return versionRow(listing, await this.#registry.pointer(listing.name), found?.fault);
      }),
    );
  }

  async #changed(action: DeskAction, name: string, version: string): Promise<ModelVersionRow> {
    await this.#around?.refresh();
    await this.#around?.record(action, name, version);
    const row = (await this.versions(name)).find((each) => each.version === version);
    if (row === undefined)
      throw new Fault('learning.no-model', `There is no version ${version} of "${name}".`);
    return row;
  }
}

const unknownFile = () => new Fault('input.unknown-route', 'The version has no such file to show.');
