/** Models as the console and the commands show them: read from their cards, nothing else. */
import { LEAD_MODELS } from '../../leads/index.js';
import {
  isPicture,
  type ModelCard,
  type ModelListing,
  type ModelPointer,
  versionChecksum,
} from '../../learning/index.js';
import type { Fault, ModelDrift, ModelSummary, ModelVersionRow, Progress } from '../../protocol/index.js';

/** The file of a version that lists its worst errors. */
export const ERRORS_FILE = 'errors.json';

const addressOf = ({ name, version }: Pick<ModelCard, 'name' | 'version'>) =>
  `/api/v1/models/${name}/versions/${version}`;

const isOfLeads = (name: string) => (LEAD_MODELS as readonly string[]).includes(name);

export interface StandingOf {
  readonly pointer?: ModelPointer;
  readonly problem?: Fault;
  readonly drift?: ModelDrift;
  readonly rescoring?: Progress;
}

export function summaryOf(
  card: ModelCard,
  { pointer, problem, drift, rescoring }: StandingOf = {},
): ModelSummary {
  const files = Object.keys(card.files);
  const address = addressOf(card);
  return {
    name: card.name,
    version: card.version,
    task: card.task,
    trainedMs: Date.parse(card.createdAt),
    rows: card.rows,
    seed: card.seed,
    isTrainedOnGenerated: card.parameters.isTrainedOnGenerated === true,
    metrics: Object.entries(card.metrics).map(([name, figure]) => ({ name, ...figure })),
    sha256: versionChecksum(card),
    pictures: files
      .filter(isPicture)
      .map((file) => ({ name: file.replace(/\.svg$/, ''), url: `${address}/pictures/${file}` })),
    ...(files.includes(ERRORS_FILE) && { errorsUrl: `${address}/errors` }),
    ...(pointer?.challenger !== undefined && { challenger: pointer.challenger }),
    ...(problem && { problem: `${problem.message} [${problem.code}]` }),
    ...(drift?.version === card.version && { drift }),
    ...(rescoring && isOfLeads(card.name) && { rescoring: { done: rescoring.done, total: rescoring.total } }),
  };
}

export function versionRow(
  { name, version, isActive, card }: ModelListing,
  pointer: ModelPointer,
  fault?: Fault,
): ModelVersionRow {
  const problem = fault?.message ?? (card === undefined ? 'Its card cannot be read.' : undefined);
  return {
    model: name,
    version,
    active: isActive,
    sha256: card === undefined ? null : versionChecksum(card),
    challenger: pointer.challenger === version,
    ...(card && { task: card.task, createdMs: Date.parse(card.createdAt), rows: card.rows }),
    ...(card?.gate && { gate: { isPassed: card.gate.isPassed, reason: card.gate.reason } }),
    ...(problem !== undefined && { problem }),
  };
}
