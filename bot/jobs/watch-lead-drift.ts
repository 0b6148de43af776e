/**
 * Looks at the leads since the active score was trained: do inputs, scores and outcomes still look as in training? Run by a server again and
 * again; it changes nothing, it tells.
 */

import { decodeProfile, featureColumns, featuresOf, type LeadPack } from '../../leads/index.js';
import {
  type CalibrationDrift,
  calibrationDrift,
  type ModelRegistry,
  measureDrift,
  type PopulationDrift,
  REFERENCE_FILE,
  readReference,
} from '../../learning/index.js';
import type { Clock, ModelDrift, WorkspaceId } from '../../protocol/index.js';
import type { BotStore, LeadSample } from '../store/index.js';

export interface DriftWatchParts {
  readonly store: Pick<BotStore, 'leadSamples'>;
  readonly registry: ModelRegistry;
  readonly pack: LeadPack;
  readonly workspaceId: WorkspaceId;
  readonly clock: Clock;
}

export const WATCHED_MODEL = 'lead-score';
/** Newest leads that one look reads. */
const MOST_SAMPLES = 5000;
/** Inputs that a report names. */
const MOST_INPUTS = 5;

/** Undefined when no score is active, or the active one kept no reference. Faults of the registry and the store. */
export async function lookForDrift(parts: DriftWatchParts): Promise<ModelDrift | undefined> {
  const { registry, store, workspaceId, clock } = parts;
  const [version] = await registry.history(WATCHED_MODEL);
  if (version === undefined) return undefined;
  const { card, files } = await registry.load(WATCHED_MODEL, version);
  const reference = files[REFERENCE_FILE];
  if (reference === undefined) return undefined;
  const sinceMs = Date.parse(card.createdAt);
  const samples = await store.leadSamples(workspaceId, { sinceMs, limit: MOST_SAMPLES });
  const population = comparePopulation(parts.pack, samples, reference);
  const calibration = compareOutcomes(samples, `${WATCHED_MODEL} ${version}`);
  return {
    version,
    atMs: clock.now(),
    rows: population.rows,
    verdict: worstOf(population, calibration),
    score: population.score,
    inputs: population.inputs.slice(0, MOST_INPUTS),
    calibration: {
      rows: calibration.rows,
      promised: calibration.promised,
      observed: calibration.observed,
      verdict: calibration.verdict,
    },
  };
}

function comparePopulation(
  pack: LeadPack,
  samples: readonly LeadSample[],
  reference: Uint8Array,
): PopulationDrift {
  const features = featuresOf(pack);
  const scored = samples.flatMap(({ profile, score }) =>
    score.kind === 'scored' ? [{ row: features.rowOf(decodeProfile(profile)), value: score.value }] : [],
  );
  return measureDrift(
    readReference(reference),
    featureColumns(
      features,
      scored.map(({ row }) => row),
    ),
    { kind: 'numeric', name: 'score', values: scored.map(({ value }) => value) },
  );
}

/** Only scores that this version gave are held against it. */
function compareOutcomes(samples: readonly LeadSample[], modelVersion: string): CalibrationDrift {
  const known = samples.flatMap(({ score, isWon }) =>
    score.kind === 'scored' && score.modelVersion === modelVersion && isWon !== undefined
      ? [{ value: score.value, isWon }]
      : [],
  );
  return calibrationDrift(
    known.map(({ value }) => value),
    known.map(({ isWon }) => (isWon ? 1 : 0)),
  );
}

function worstOf(population: PopulationDrift, calibration: CalibrationDrift): ModelDrift['verdict'] {
  const verdicts = [population.score, ...population.inputs].map((column) => column?.verdict);
  if (calibration.verdict === 'shifted' || verdicts.includes('shifted')) return 'shifted';
  if (verdicts.includes('moderate')) return 'moderate';
  return verdicts.includes('stable') ? 'stable' : 'too-few';
}
