/**
 * Model versions as folders in an artefact store: files, a sealed card, and per model one pointer to the active version.
 * Called by jobs, commands and servers; it never decodes a model.
 */
import { z } from 'zod';
import { type Clock, Fault } from '../../protocol/index.js';
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
  /** Verifies the version, then moves the pointer in one step. */
  activate(name: string, version: string): Promise<void>;
  /** Makes the version active that was so before; Fault `learning.no-model` when there is none. Returns it. */
  rollback(name: string): Promise<string>;
  /** Removes a version that is not active; Fault `input.invalid` for the active one. */
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
const pointerSchema = z.object({ history: z.array(z.string()).max(KEPT_HISTORY) });

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

  history(name: string): Promise<readonly string[]> {
    return readHistory(this.#store, `${ROOT}/${name}/${POINTER}`);
  }

  async activate(name: string, version: string): Promise<void> {
    await this.load(name, version);
    const history = await this.history(name);
    await this.#point(name, [version, ...history.filter((earlier) => earlier !== version)]);
  }

  async rollback(name: string): Promise<string> {
    const [, previous, ...rest] = await this.history(name);
    if (previous === undefined) throw noModel(name, 'before the active one');
    await this.load(name, previous);
    await this.#point(name, [previous, ...rest]);
    return previous;
  }

  async remove(name: string, version: string): Promise<void> {
    const [active] = await this.history(name);
    if (active === version) throw new Fault('input.invalid', 'The active version cannot be removed.');
    await this.#store.remove(folderOf(name, version));
  }

  async #listModel(name: string): Promise<ModelListing[]> {
    const [active] = await this.history(name);
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

  #point(name: string, history: readonly string[]): Promise<void> {
    const pointer = JSON.stringify({ history: history.slice(0, KEPT_HISTORY) });
    return this.#store.write(`${ROOT}/${name}/${POINTER}`, new TextEncoder().encode(pointer));
  }
}

function folderOf(name: string, version: string): string {
  return `${ROOT}/${name}/${version}`;
}

async function readHistory(store: ArtefactStore, path: string): Promise<readonly string[]> {
  const bytes = await store.read(path);
  if (!bytes) return [];
  try {
    return pointerSchema.parse(JSON.parse(new TextDecoder().decode(bytes))).history;
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
