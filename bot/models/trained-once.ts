/**
 * A model that is trained once per data and code: taken from the data folder's registry, else from the shared cache, else
 * trained, kept in both and activated.
 */
import { createHash } from 'node:crypto';
import {
  draftOfCard,
  type ModelCardDraft,
  type ModelRegistry,
  type ModelVersion,
} from '../../learning/index.js';
import { type Fault, toFault } from '../../protocol/index.js';
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
  /** Hears of a stored version that cannot be used. */
  readonly onFault?: (fault: Fault) => void;
}

export function hashOf(ingredients: readonly string[]): string {
  return createHash('sha256').update(ingredients.join('\n')).digest('hex');
}

/** Versions that the cache keeps per model. */
const KEPT_IN_CACHE = 2;

/**
 * The version to serve. One that a person or a passed gate chose stays, as long as the pack and code that it was chosen under do; an
 * unusable file makes the version before it serve, or trains anew when there is none.
 */
export async function trainedOnce(request: TrainedOnce): Promise<ModelVersion> {
  const { name, home } = request;
  const dataHash = hashOf(request.ingredients);
  const standing = await findStanding(request, dataHash);
  if (standing !== undefined) return standing;
  const cached = await findActive(home.cache, name, dataHash);
  const made: Made =
    cached === undefined ? await request.train() : { draft: draftOfCard(cached.card), files: cached.files };
  const version = await keep(home.registry, name, { ...made, dataHash });
  if (cached === undefined) await keepInCache(home.cache, name, { ...made, dataHash });
  return version;
}

async function findStanding(request: TrainedOnce, dataHash: string): Promise<ModelVersion | undefined> {
  const { name, home, onFault } = request;
  const { registry } = home;
  const { history, chosenBy } = await registry.pointer(name);
  if (history.length === 0) return undefined;
  const wanted = await findMade(registry, name, dataHash);
  if (wanted === undefined) return undefined;
  const order = chosenBy === 'start' ? [wanted, ...history.filter((version) => version !== wanted)] : history;
  for (const version of order) {
    try {
      const loaded = await registry.load(name, version);
      if (version !== history[0] && version === wanted) await registry.activate(name, version, 'start');
      return loaded;
    } catch (thrown) {
      onFault?.(toFault(thrown));
    }
  }
  return undefined;
}

/** The newest version that was made of exactly this. */
async function findMade(
  registry: ModelRegistry,
  name: string,
  dataHash: string,
): Promise<string | undefined> {
  const listings = await registry.list(name);
  return listings.filter(({ card }) => card?.dataHash === dataHash).at(-1)?.version;
}

async function keep(
  registry: ModelRegistry,
  name: string,
  made: Made & { readonly dataHash: string },
): Promise<ModelVersion> {
  const card = await registry.save(name, { ...made.draft, dataHash: made.dataHash }, made.files);
  await registry.activate(name, card.version, 'start');
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

/** Of the cache: a version that cannot be used is trained again. */
async function findActive(
  registry: ModelRegistry,
  name: string,
  dataHash: string,
): Promise<ModelVersion | undefined> {
  try {
    const [version] = await registry.history(name);
    if (version === undefined) return undefined;
    const card = await registry.show(name, version);
    return card.dataHash === dataHash ? await registry.load(name, version) : undefined;
  } catch {
    return undefined;
  }
}
