/**
 * The end-of-turn model of a pack: trained once per pack and code, and followed by the speech process, which asks it at every pause. Its
 * figures are on typed beginnings of utterances left out; what it is worth in speech is measured by `leadline eval endpointing`.
 */
import { examplesOf, loadTurnEnd, type TrainedTurnEnd, type TurnUtterance } from '../../dialogs/index.js';
import {
  createModelRegistry,
  type ModelCard,
  type ModelCardDraft,
  type ModelRegistry,
  type ModelVersion,
  serveModel,
} from '../../learning/index.js';
import type { Clock, Fault } from '../../protocol/index.js';
import type { TurnEndJudges } from '../../speech/index.js';
import type { LoadedPack } from '../pack/index.js';
import { createFileArtefacts } from '../store/artefacts/artefact-store-files.js';
import type { ModelHome } from './model-home.js';
import { trainTurnEndInWorker } from './train-in-worker.js';
import { hashOf, trainedOnce } from './trained-once.js';
import type { UnderstandingRequest } from './understanding-model.js';

export const ENDPOINTING = 'endpointing';
const FILE = 'turn-end.bin';

/** Faults: those of training; `learning.cancelled` when the signal aborts. */
export function prepareTurnEnd(request: UnderstandingRequest): Promise<ModelVersion> {
  const { pack, home, seed, onFault } = request;
  return trainedOnce({
    name: ENDPOINTING,
    ingredients: ingredientsOf(pack, home, seed),
    home,
    onFault,
    train: () => train(request),
  });
}

/** A new version, active at once: calls that begin from now on are judged by it. Faults as `prepareTurnEnd`. */
export async function retrainTurnEnd(request: UnderstandingRequest): Promise<ModelCard> {
  const { pack, home, seed } = request;
  const { draft, files } = await train(request);
  const dataHash = hashOf(ingredientsOf(pack, home, seed));
  const card = await home.registry.save(ENDPOINTING, { ...draft, dataHash }, files);
  await home.registry.activate(ENDPOINTING, card.version, 'start');
  return card;
}

function ingredientsOf(pack: LoadedPack, home: ModelHome, seed: number): readonly string[] {
  return [ENDPOINTING, pack.hash, home.codeVersion, String(seed)];
}

/** What was never asked for is said and finished all the same: out-of-scope utterances are turns too. */
function utterancesOf({ dialogs }: LoadedPack): readonly TurnUtterance[] {
  return examplesOf(dialogs).map(({ text, locale }) => ({ text, locale }));
}

async function train({ pack, seed, onProgress, signal }: UnderstandingRequest) {
  const utterances = utterancesOf(pack);
  const stage = `training end of turn (${pack.settings.locales.join(', ')})`;
  const trained = await trainTurnEndInWorker(utterances, { seed, stage, onProgress, signal });
  return { draft: draftOf(trained, utterances.length, seed), files: { [FILE]: trained.artefact } };
}

function draftOf(
  trained: TrainedTurnEnd,
  utterances: number,
  seed: number,
): Omit<ModelCardDraft, 'dataHash'> {
  return {
    task: 'end of turn',
    rows: trained.examples,
    seed,
    parameters: {
      utterances,
      modelBytes: trained.artefact.byteLength,
      testedOn: 'typed beginnings, left out',
    },
    metrics: Object.fromEntries(
      Object.entries(trained.auc).map(([locale, value]) => [`auc.${locale}`, { value }]),
    ),
  };
}

/** Throws why a version cannot be used. */
export async function rehearseTurnEnd(registry: ModelRegistry, version: string): Promise<void> {
  decode(await registry.load(ENDPOINTING, version));
}

const decode = ({ files }: ModelVersion) => loadTurnEnd(files[FILE] ?? new Uint8Array());

export interface FollowedTurnEnd {
  /** A folder of models; a call takes the version that is active when it begins. */
  readonly registryFolder: string;
  readonly clock: Clock;
  /** Hears, once each, of versions that cannot be used; calls go on without a judge or with the one before. */
  onFault?(fault: Fault): void;
}

/** The judge of now from a registry that other processes write. */
export function followTurnEnd({ registryFolder, clock, onFault }: FollowedTurnEnd): TurnEndJudges {
  const store = createFileArtefacts(registryFolder);
  const registry = createModelRegistry({ store, clock, codeVersion: '' });
  const served = serveModel(registry, ENDPOINTING, decode);
  let told = '';
  return {
    async current() {
      const outcome = await served.refresh();
      const fault = outcome.kind === 'serving' ? undefined : outcome.fault;
      if (fault !== undefined && fault.message !== told) onFault?.(fault);
      told = fault?.message ?? '';
      return served.current()?.model;
    },
  };
}
