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

export function createModelRegistry({ store, clock, codeVersion }: RegistrySettings): ModelRegistry {
  const folder = (name: string, version: string) => `${ROOT}/${name}/${version}`;
  const readPointer = (name: string) => readHistory(store, `${ROOT}/${name}/${POINTER}`);
  const writePointer = (name: string, history: readonly string[]) =>
    store.write(
      `${ROOT}/${name}/${POINTER}`,
      new TextEncoder().encode(JSON.stringify({ history: history.slice(0, KEPT_HISTORY) })),
    );
  const versionsOf = async (name: string) =>
    (await store.list(`${ROOT}/${name}`)).filter((entry) => entry !== POINTER);

  const registry: ModelRegistry = {
    async save(name, draft, files) {
      const version = nextVersion(await versionsOf(name), files);
      const entries = Object.entries(files);
      for (const [file, bytes] of entries) await store.write(`${folder(name, version)}/${file}`, bytes);
      const card: ModelCard = {
        ...draft,
        name,
        version,
        codeVersion,
        createdAt: new Date(clock.now()).toISOString(),
        files: Object.fromEntries(
          entries.map(([file, bytes]) => [file, { sha256: sha256Of(bytes), sizeBytes: bytes.length }]),
        ),
      };
      await store.write(`${folder(name, version)}/${CARD}`, writeCard(card));
      return card;
    },
    async load(name, version) {
      const card = await registry.show(name, version);
      const files: Record<string, Uint8Array> = {};
      for (const [file, { sha256 }] of Object.entries(card.files)) {
        const bytes = await store.read(`${folder(name, version)}/${file}`);
        if (!bytes) throw corrupt(`${file} of ${name} ${version} is missing`);
        if (sha256Of(bytes) !== sha256)
          throw corrupt(`${file} of ${name} ${version} does not match its checksum`);
        files[file] = bytes;
      }
      return { card, files };
    },
    async show(name, version) {
      const bytes = await store.read(`${folder(name, version)}/${CARD}`);
      if (!bytes) throw noModel(name, version);
      return readCard(bytes);
    },
    async list(name) {
      const names = name === undefined ? await store.list(ROOT) : [name];
      const listings = await Promise.all(names.map((each) => listModel(registry, each, versionsOf)));
      return listings.flat();
    },
    history: readPointer,
    async activate(name, version) {
      await registry.load(name, version);
      const history = await readPointer(name);
      await writePointer(name, [version, ...history.filter((earlier) => earlier !== version)]);
    },
    async rollback(name) {
      const [, previous, ...rest] = await readPointer(name);
      if (previous === undefined) throw noModel(name, 'before the active one');
      await registry.load(name, previous);
      await writePointer(name, [previous, ...rest]);
      return previous;
    },
    async remove(name, version) {
      const [active] = await readPointer(name);
      if (active === version) throw new Fault('input.invalid', 'The active version cannot be removed.');
      await store.remove(folder(name, version));
    },
  };
  return registry;
}

async function listModel(
  registry: ModelRegistry,
  name: string,
  versionsOf: (name: string) => Promise<readonly string[]>,
): Promise<ModelListing[]> {
  const [active] = await registry.history(name);
  const versions = await versionsOf(name);
  return Promise.all(
    versions.map(async (version) => ({
      name,
      version,
      isActive: version === active,
      card: await registry.show(name, version).catch(() => undefined),
    })),
  );
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
