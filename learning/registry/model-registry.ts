/**
 * Model versions as folders in an artefact store: files, a sealed card, and per model one pointer to the active version.
 * Called by jobs, commands and servers; it never decodes a model.
 */
import { z } from 'zod';
import { type Clock, Fault, toFault } from '../../protocol/index.js';
import { corrupt } from '../binary-format.js';
import type { ArtefactStore } from '../ports.js';
import { type ModelCard, type ModelCardDraft, readCard, sha256Of, writeCard } from './model-card.js';

export interface ModelVersion {
  readonly card: ModelCard;
  readonly files: Readonly<Record<string, Uint8Array>>;
}

export interface ModelListing {
  readonly name: string;
  readonly version: string;
  readonly isActive: boolean;
  /** Undefined when the card cannot be read. */
  readonly card: ModelCard | undefined;
}

/** Who moved the pointer last: the start of a server after training, a person, or a job whose gate was passed. */
export type ChosenBy = 'start' | 'person' | 'job';

export interface ModelPointer {
  /** Versions that were active, the present one first; empty when none was. */
  readonly history: readonly string[];
  readonly chosenBy: ChosenBy;
  /** The version on trial beside the active one. */
  readonly challenger?: string;
}

export interface VerifiedVersion {
  readonly name: string;
  readonly version: string;
  readonly isActive: boolean;
  /** Undefined when every file matches its checksum. */
  readonly fault: Fault | undefined;
}

export interface ModelRegistry {
  /** Stores a new version; it becomes visible as a whole, and is not active yet. */
  save(name: string, draft: ModelCardDraft, files: Readonly<Record<string, Uint8Array>>): Promise<ModelCard>;
  /** A version with all checksums verified. Faults `learning.no-model`, `learning.corrupt-model`. */
  load(name: string, version: string): Promise<ModelVersion>;
  show(name: string, version: string): Promise<ModelCard>;
  /** All versions of one model or of all, oldest first. */
  list(name?: string): Promise<readonly ModelListing[]>;
  /** Versions that were active, the present one first; empty when none was. */
  history(name: string): Promise<readonly string[]>;
  pointer(name: string): Promise<ModelPointer>;
  /** Verifies the version, then moves the pointer in one step. A challenger that becomes active is on trial no more. */
  activate(name: string, version: string, chosenBy?: ChosenBy): Promise<void>;
  /** Puts a version on trial beside the active one, or ends the trial. Fault `input.invalid` for the active one. */
  challenge(name: string, version: string | undefined): Promise<void>;
  /** Reads every file of every version, of one model or of all. */
  verify(name?: string): Promise<readonly VerifiedVersion[]>;
  /** Makes the version active that was so before; Fault `learning.no-model` when there is none. Returns it. */
  rollback(name: string): Promise<string>;
  /** Removes a version that is neither active nor on trial; Fault `input.invalid` for such a one. */
  remove(name: string, version: string): Promise<void>;
}

export interface RegistrySettings {
  readonly store: ArtefactStore;
  readonly clock: Clock;
  /** Version of the program, for the card. */
  readonly codeVersion: string;
}

const ROOT = 'models';
const POINTER = 'active.json';
const CARD = 'card.json';
const KEPT_HISTORY = 20;
const NAME = /^[a-z0-9][a-z0-9-]{0,59}$/;
const pointerSchema = z.object({
  history: z.array(z.string()).max(KEPT_HISTORY),
  chosenBy: z.enum(['start', 'person', 'job']).default('start'),
  challenger: z.string().optional(),
});

/** Versions over any artefact store. A version that fails its checksums is never served; faults are `learning.*`. */
export function createModelRegistry(settings: RegistrySettings): ModelRegistry {
  return new StoredModels(settings);
}

class StoredModels implements ModelRegistry {
  readonly #store: ArtefactStore;
  readonly #settings: RegistrySettings;

  constructor(settings: RegistrySettings) {
    this.#store = settings.store;
    this.#settings = settings;
  }

  async save(name: string, draft: ModelCardDraft, files: ModelVersion['files']): Promise<ModelCard> {
    if (!NAME.test(name)) {
      throw new Fault('input.invalid', 'A model is named in lower-case letters, digits and -.', {
        fields: { name },
      });
    }
    const version = nextVersion(await this.#versionsOf(name), files);
    const entries = Object.entries(files);
    for (const [file, bytes] of entries) await this.#store.write(`${folderOf(name, version)}/${file}`, bytes);
    const card: ModelCard = {
      ...draft,
      name,
      version,
      codeVersion: this.#settings.codeVersion,
      createdAt: new Date(this.#settings.clock.now()).toISOString(),
      files: Object.fromEntries(
        entries.map(([file, bytes]) => [file, { sha256: sha256Of(bytes), sizeBytes: bytes.length }]),
      ),
    };
    await this.#store.write(`${folderOf(name, version)}/${CARD}`, writeCard(card));
    return card;
  }

  async load(name: string, version: string): Promise<ModelVersion> {
    const card = await this.show(name, version);
    const files: Record<string, Uint8Array> = {};
    for (const [file, { sha256 }] of Object.entries(card.files)) {
      const bytes = await this.#store.read(`${folderOf(name, version)}/${file}`);
      if (!bytes) throw corrupt(`${file} of ${name} ${version} is missing`);
      if (sha256Of(bytes) !== sha256)
        throw corrupt(`${file} of ${name} ${version} does not match its checksum`);
      files[file] = bytes;
    }
    return { card, files };
  }

  async show(name: string, version: string): Promise<ModelCard> {
    const bytes = await this.#store.read(`${folderOf(name, version)}/${CARD}`);
    if (!bytes) throw noModel(name, version);
    return readCard(bytes);
  }

  async list(name?: string): Promise<readonly ModelListing[]> {
    const names = name === undefined ? await this.#store.list(ROOT) : [name];
    const listings = await Promise.all(names.map((each) => this.#listModel(each)));
    return listings.flat();
  }

  async history(name: string): Promise<readonly string[]> {
    return (await this.pointer(name)).history;
  }

  pointer(name: string): Promise<ModelPointer> {
    return readPointer(this.#store, `${ROOT}/${name}/${POINTER}`);
  }

  async activate(name: string, version: string, chosenBy: ChosenBy = 'person'): Promise<void> {
    await this.load(name, version);
    const { history, challenger } = await this.pointer(name);
    await this.#point(name, {
      history: [version, ...history.filter((earlier) => earlier !== version)],
      chosenBy,
      ...(challenger !== undefined && challenger !== version && { challenger }),
    });
  }

  async challenge(name: string, version: string | undefined): Promise<void> {
    const { challenger: _, ...pointer } = await this.pointer(name);
    if (version !== undefined) {
      if (pointer.history[0] === undefined) throw noModel(name, 'that is active, to be challenged');
      if (pointer.history[0] === version)
        throw new Fault('input.invalid', 'The active version cannot challenge itself.');
      await this.load(name, version);
    }
    await this.#point(name, { ...pointer, ...(version !== undefined && { challenger: version }) });
  }

  async verify(name?: string): Promise<readonly VerifiedVersion[]> {
    const verified: VerifiedVersion[] = [];
    for (const { name: model, version, isActive } of await this.list(name)) {
      const fault = await this.load(model, version).then(() => undefined, toFault);
      verified.push({ name: model, version, isActive, fault });
    }
    return verified;
  }

  async rollback(name: string): Promise<string> {
    const { history, challenger } = await this.pointer(name);
    const [, previous, ...rest] = history;
    if (previous === undefined) throw noModel(name, 'before the active one');
    await this.load(name, previous);
    const isOnTrial = challenger !== undefined && challenger !== previous;
    await this.#point(name, {
      history: [previous, ...rest],
      chosenBy: 'person',
      ...(isOnTrial && { challenger }),
    });
    return previous;
  }

  async remove(name: string, version: string): Promise<void> {
    const { history, challenger } = await this.pointer(name);
    if (history[0] === version || challenger === version)
      throw new Fault('input.invalid', 'A version that is active or on trial cannot be removed.');
    await this.#store.remove(folderOf(name, version));
  }

  async #listModel(name: string): Promise<ModelListing[]> {
    const [active] = await this.history(name).catch(() => []);
    const versions = await this.#versionsOf(name);
    return Promise.all(
      versions.map(async (version) => ({
        name,
        version,
        isActive: version === active,
        card: await this.show(name, version).catch(() => undefined),
      })),
    );
  }

  async #versionsOf(name: string): Promise<readonly string[]> {
    return (await this.#store.list(`${ROOT}/${name}`)).filter((entry) => entry !== POINTER);
  }

  #point(name: string, pointer: ModelPointer): Promise<void> {
    const text = JSON.stringify({ ...pointer, history: pointer.history.slice(0, KEPT_HISTORY) });
    return this.#store.write(`${ROOT}/${name}/${POINTER}`, new TextEncoder().encode(text));
  }
}

function folderOf(name: string, version: string): string {
  return `${ROOT}/${name}/${version}`;
}

async function readPointer(store: ArtefactStore, path: string): Promise<ModelPointer> {
  const bytes = await store.read(path);
  if (!bytes) return { history: [], chosenBy: 'start' };
  try {
    return pointerSchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch (cause) {
    throw corrupt('the pointer to the active version cannot be read', cause);
  }
}

/** A running number and the beginning of the content's checksum: `0003-1f2e3d4c`. */
function nextVersion(existing: readonly string[], files: Readonly<Record<string, Uint8Array>>): string {
  const last = existing.reduce((highest, version) => Math.max(highest, Number.parseInt(version, 10) || 0), 0);
  const digest = sha256Of(
    Object.entries(files)
      .map(([file, bytes]) => `${file} ${sha256Of(bytes)}`)
      .sort()
      .join('\n'),
  );
  return `${String(last + 1).padStart(4, '0')}-${digest.slice(0, 8)}`;
}

function noModel(name: string, version: string): Fault {
  return new Fault('learning.no-model', `There is no model "${name}" of version ${version}.`, {
    fields: { name, version },
  });
}
