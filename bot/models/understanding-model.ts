/** The intents and slots models of a pack: trained once per pack and code, evaluated on the pack's locked test set. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  figuresOf,
  type LocaleFigures,
  loadUnderstanding,
  parseExpected,
  reportUnderstanding,
  type Understander,
  type UnderstandingArtefacts,
  type UnderstandingPart,
  type UnderstandingReport,
  understandAll,
} from '../../dialogs/index.js';
import type { ModelCard, ModelVersion } from '../../learning/index.js';
import { type Fault, type ProgressListener, systemClock } from '../../protocol/index.js';
import type { LoadedPack } from '../pack/index.js';
import type { ModelHome } from './model-home.js';
import { trainInWorkers, trainPartInWorker } from './train-in-worker.js';
import { hashOf, trainedOnce } from './trained-once.js';
import { understandingEvidence } from './understanding-evidence.js';

export const UNDERSTANDING = 'understanding';
/** Where a pack keeps the utterances it is judged by and never trained on. */
export const LOCKED_TEST = join('locked', 'test.tsv');

export interface UnderstandingRequest {
  readonly pack: LoadedPack;
  readonly home: ModelHome;
  readonly seed: number;
  readonly onProgress?: ProgressListener;
  readonly signal?: AbortSignal;
  /** Hears of a stored version that cannot be used. */
  readonly onFault?: (fault: Fault) => void;
}

export function artefactsOf(version: ModelVersion): UnderstandingArtefacts {
  return { intents: version.files['intents.bin']!, slots: version.files['slots.bin']! };
}

/** The understander of a prepared version. Fault `learning.corrupt-model`. */
export function understanderOf(pack: LoadedPack, version: ModelVersion): Understander {
  return loadUnderstanding(pack.dialogs, artefactsOf(version));
}

/** Faults: those of training; `learning.cancelled` when the signal aborts. */
export function prepareUnderstanding(request: UnderstandingRequest): Promise<ModelVersion> {
  const { pack, home, seed } = request;
  return trainedOnce({
    name: UNDERSTANDING,
    ingredients: ingredientsOf(request),
    home,
    onFault: request.onFault,
    train: async () => {
      const artefacts = await trainInWorkers(pack.dialogs, {
        ...{ seed, onProgress: request.onProgress, signal: request.signal },
        stage: `training understanding (${pack.settings.locales.join(', ')})`,
      });
      return madeOf(pack, artefacts, seed);
    },
  });
}

export interface RetrainingRequest extends UnderstandingRequest {
  /** Which half is trained again; the other is kept where the pack, the code and the seed are still the same. */
  readonly part: UnderstandingPart;
}

/** A new version of the pack's understanding, active at once. Faults as `prepareUnderstanding`. */
export async function retrainUnderstanding(request: RetrainingRequest): Promise<ModelCard> {
  const { pack, home, seed, part, onProgress, signal } = request;
  const { registry } = home;
  const dataHash = hashOf(ingredientsOf(request));
  const [active] = await registry.history(UNDERSTANDING);
  const standing = active === undefined ? undefined : await registry.load(UNDERSTANDING, active);
  const stage = `training ${part} (${pack.settings.locales.join(', ')})`;
  const training = { seed, stage, onProgress, signal };
  const artefacts =
    standing?.card.dataHash === dataHash
      ? { ...artefactsOf(standing), [part]: await trainPartInWorker(part, pack.dialogs, training) }
      : await trainInWorkers(pack.dialogs, training);
  const { draft, files } = madeOf(pack, artefacts, seed);
  const card = await registry.save(UNDERSTANDING, { ...draft, dataHash }, files);
  await registry.activate(UNDERSTANDING, card.version, 'start');
  return card;
}

function ingredientsOf({ pack, home, seed }: UnderstandingRequest): readonly string[] {
  return [UNDERSTANDING, pack.hash, home.codeVersion, String(seed)];
}

/** What the registry keeps of two trained halves, with their figures on the pack's locked test set. */
function madeOf(pack: LoadedPack, artefacts: UnderstandingArtefacts, seed: number) {
  const report = reportUnderstanding(pack.dialogs, artefacts, seed);
  const tested = evaluate(pack, artefacts, seed);
  return {
    draft: {
      task: 'intents and slots',
      rows: report.utterances + report.outOfScope,
      seed,
      parameters: parametersOf(report),
      metrics: tested.metrics,
      ...(tested.evidence && { confusion: tested.evidence.confusion }),
    },
    files: {
      'intents.bin': artefacts.intents,
      'slots.bin': artefacts.slots,
      ...tested.evidence?.files,
    },
  };
}

function parametersOf(report: UnderstandingReport): Record<string, number> {
  const { intents, slots, outOfScope, modelBytes } = report;
  return { intents, slots, outOfScope, modelBytes };
}

function evaluate(pack: LoadedPack, artefacts: UnderstandingArtefacts, seed: number) {
  const file = join(pack.folder, LOCKED_TEST);
  if (!existsSync(file)) return { metrics: {}, evidence: undefined };
  const understander = loadUnderstanding(pack.dialogs, artefacts);
  const understood = understandAll(understander, parseExpected(readFileSync(file, 'utf8')), systemClock);
  return {
    metrics: Object.fromEntries(figuresOf(understood, seed).flatMap(metricsOf)),
    evidence: understandingEvidence(understood, pack.dialogs.country),
  };
}

function metricsOf(row: LocaleFigures) {
  const { locale, intentAccuracy, slotF1, oosRecall } = row;
  return [
    [`intentAccuracy.${locale}`, intentAccuracy],
    [`slotF1.${locale}`, slotF1],
    ...(oosRecall === undefined ? [] : [[`oosRecall.${locale}`, oosRecall] as const]),
  ] as const;
}
