/**
 * A model that is trained once per data and code: taken from the data folder's registry, else from the shared cache, else
 * trained, kept in both and activated.
 */
import { createHash } from 'node:crypto';
import type { ModelCardDraft, ModelRegistry, ModelVersion } from '../../learning/index.js';
import type { ModelHome } from './model-home.js';

type Made = {
  readonly draft: Omit<ModelCardDraft, 'dataHash'>;
  readonly files: Readonly<Record<string, Uint8Array>>;
};

export interface TrainedOnce {
  readonly name: string;
  /** Everything the training depends on: data hash, code version, seed. */
  readonly ingredients: readonly string[];
  readonly home: ModelHome;
  readonly train: () => Promise<Made>;
}

/** Versions that the cache keeps per model. */
const KEPT_IN_CACHE = 2;

export async function trainedOnce(request: TrainedOnce): Promise<ModelVersion> {
  const { name, home } = request;
  const dataHash = createHash('sha256').update(request.ingredients.join('\n')).digest('hex');
  const own = await findActive(home.registry, name, dataHash);
  if (own !== undefined) return own;
  const cached = await findActive(home.cache, name, dataHash);
  const made: Made =
    cached === undefined ? await request.train() : { draft: cached.card, files: cached.files };
  const version = await keep(home.registry, name, { ...made, dataHash });
  if (cached === undefined) await keepInCache(home.cache, name, { ...made, dataHash });
  return version;
}

async function keep(
  registry: ModelRegistry,
  name: string,
  made: Made & { readonly dataHash: string },
): Promise<ModelVersion> {
  const { task, rows, seed, parameters, metrics } = made.draft;
  const draft = { task, rows, seed, parameters, metrics, dataHash: made.dataHash };
  const card = await registry.save(name, draft, made.files);
  await registry.activate(name, card.version);
  return { card, files: made.files };
}

/** A cache that cannot be written, as in a package installed by another user, costs only training again. */
async function keepInCache(
  cache: ModelRegistry,
  name: string,
  made: Made & { readonly dataHash: string },
): Promise<void> {
  try {
    await keep(cache, name, made);
    const listings = await cache.list(name);
    const stale = listings.slice(0, -KEPT_IN_CACHE).filter((listing) => !listing.isActive);
    for (const { version } of stale) await cache.remove(name, version);
  } catch {
    return;
  }
}

async function findActive(
  registry: ModelRegistry,
  name: string,
  dataHash: string,
): Promise<ModelVersion | undefined> {
  const [version] = await registry.history(name);
  if (version === undefined) return undefined;
  const card = await registry.show(name, version);
  return card.dataHash === dataHash ? registry.load(name, version) : undefined;
}
