/** The active models as the console shows them: read from their cards, nothing else. */
import { createHash } from 'node:crypto';
import type { ModelCard } from '../../learning/index.js';
import type { ModelSummary } from '../../protocol/index.js';
import type { ModelCatalog } from '../api/index.js';
import type { ModelHome } from './model-home.js';

export function createModelCatalog(home: ModelHome): ModelCatalog {
  const list = async () => {
    const listings = await home.registry.list();
    return listings.flatMap(({ isActive, card }) => (isActive && card ? [summaryOf(card)] : []));
  };
  return {
    list,
    find: async (name) => (await list()).find((summary) => summary.name === name),
  };
}

export function summaryOf(card: ModelCard): ModelSummary {
  return {
    name: card.name,
    version: card.version,
    task: card.task,
    trainedMs: Date.parse(card.createdAt),
    rows: card.rows,
    seed: card.seed,
    isTrainedOnGenerated: card.parameters.isTrainedOnGenerated === true,
    metrics: Object.entries(card.metrics).map(([name, figure]) => ({ name, ...figure })),
    sha256: checksumOf(card),
  };
}

/** One checksum for all files of the version: over their names and checksums. */
function checksumOf(card: ModelCard): string {
  const hash = createHash('sha256');
  for (const [name, { sha256 }] of Object.entries(card.files).sort()) hash.update(`${name} ${sha256}\n`);
  return hash.digest('hex');
}
