/**
 * Trains the end-of-turn model of a pack from the beginnings of its utterances, both languages in one model, and reads it back as a judge.
 * Called at start, by `leadline train endpointing` and by the evaluation of speech; reads no file.
 */
import {
  areaUnderRoc,
  decodeHashedLogistic,
  encodeHashedLogistic,
  hashedProbability,
  type TrainedHashedLogistic,
  trainHashedLogistic,
} from '../../learning/index.js';
import type { ProgressListener } from '../../protocol/index.js';
import { endsInFiller, withoutTrailingFillers } from '../../text/index.js';
import { type TurnEndExample, type TurnUtterance, turnEndExamples } from './turn-end-examples.js';
import { turnEndFeatures, turnWords } from './turn-end-features.js';

export interface TurnEndTraining {
  readonly seed: number;
  readonly onProgress?: ProgressListener;
  readonly signal?: AbortSignal;
}

export interface TrainedTurnEnd {
  readonly artefact: Uint8Array;
  readonly examples: number;
  /** Area under the ROC curve per locale on beginnings of utterances left out, as typed: no pause, no recogniser. */
  readonly auc: Readonly<Record<string, number>>;
}

/** Deterministic for a seed. Faults `learning.no-data`, `learning.cancelled`. */
export async function trainTurnEnd(
  utterances: readonly TurnUtterance[],
  training: TurnEndTraining,
): Promise<TrainedTurnEnd> {
  const { seed, onProgress, signal } = training;
  const examples = turnEndExamples(utterances, seed);
  const trained = await trainHashedLogistic({ examples, options: { seed }, onProgress, signal });
  return {
    artefact: encodeHashedLogistic(trained.model),
    examples: examples.length,
    auc: aucByLocale(examples, trained),
  };
}

function aucByLocale(examples: readonly TurnEndExample[], { heldOut }: TrainedHashedLogistic) {
  const rows = heldOut.map(({ index, margin }) => ({ ...examples[index]!, margin }));
  const locales = [...new Set(rows.map(({ locale }) => locale))];
  return Object.fromEntries(
    locales.map((locale) => {
      const own = rows.filter((row) => row.locale === locale);
      const positives = own.map(({ isPositive }) => (isPositive ? 1 : 0));
      return [
        locale,
        areaUnderRoc(
          own.map(({ margin }) => margin),
          positives,
        ),
      ];
    }),
  );
}

export interface TurnEndModel {
  /** Probability, 0..1, that a caller who said `text` and paused has finished. 10 to 30 microseconds. */
  judge(text: string): number;
}

/** A filler at the end says by itself that more is to come; words before it may look finished. */
const MOST_AFTER_FILLER = 0.05;

/** Fault `learning.corrupt-model`. */
export function loadTurnEnd(artefact: Uint8Array): TurnEndModel {
  const model = decodeHashedLogistic(artefact);
  return {
    judge(text) {
      const finished = hashedProbability(model, turnEndFeatures(turnWords(withoutTrailingFillers(text))));
      return endsInFiller(text) ? Math.min(finished, MOST_AFTER_FILLER) : finished;
    },
  };
}
