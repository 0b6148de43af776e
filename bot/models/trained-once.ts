/**
 * A model that is trained once per data and code and then taken from the registry: the content-hashed cache of training.
 * A shipped registry (in a published package) is looked through before anything is trained.
 */
import { createHash } from 'node:crypto';
import type { ModelCardDraft, ModelRegistry, ModelVersion } from '../../learning/index.js';

export interface TrainedOnce {
  readonly name: string;
  /** Everything the training depends on: data hash, code version, seed. */
  readonly ingredients: readonly string[];
  readonly registry: ModelRegistry;
  /** Read-only models that came with the package. */
  readonly shipped?: ModelRegistry;
  readonly train: () => Promise<{
    readonly draft: Omit<ModelCardDraft, 'dataHash'>;
    readonly files: Readonly<Record<string, Uint8Array>>;
  }>;
}

/** The active version where it was made of the same ingredients; else a shipped one; else a newly trained one, activated. */
export async function trainedOnce(request: TrainedOnce): Promise<ModelVersion> {
  const { name, registry, shipped } = request;
  const dataHash = createHash('sha256').update(request.ingredients.join('\n')).digest('hex');
  const own = await findActive(registry, name, dataHash);
  if (own !== undefined) return own;
  const ready = shipped && (await findActive(shipped, name, dataHash));
  const made = ready === undefined ? await request.train() : { draft: ready.card, files: ready.files };
  const { task, rows, seed, parameters, metrics } = made.draft;
  const card = await registry.save(name, { task, rows, seed, parameters, metrics, dataHash }, made.files);
  await registry.activate(name, card.version);
  return { card, files: made.files };
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
