/** Figures of answers on a test part, the same for Leadline and every peer that runs in Node. Called by the cells of both. */
import {
  areaUnderRoc,
  brierScore,
  expectedCalibrationError,
  macroF1,
  type SplitIntentData,
} from '../../learning/index.js';
import { seededRandom } from '../../protocol/index.js';
import { type Figures, timeEach } from './cell.js';

/** What any intent learner answers to one utterance. */
export interface IntentAnswer {
  readonly label: string;
  /** Higher means more certainly in scope. */
  readonly scope: number;
  readonly isOutOfScope: boolean;
}

const shareOf = (list: readonly boolean[]) => list.filter(Boolean).length / list.length;

export async function judgeIntents(
  { test }: SplitIntentData,
  answer: (text: string) => IntentAnswer | Promise<IntentAnswer>,
): Promise<Figures> {
  const { results, medianMs } = await timeEach(test.examples, ({ text }) => answer(text));
  const right = results.map(({ label }, i) => label === test.examples[i]!.label);
  const labels = {
    wanted: test.examples.map(({ label }) => label),
    given: results.map(({ label }) => label),
  };
  const figures = { accuracy: shareOf(right), macroF1: macroF1(labels.wanted, labels.given), medianMs };
  if (test.outOfScope.length === 0) return figures;
  const { results: strangers } = await timeEach(test.outOfScope, answer);
  return {
    ...figures,
    accuracyWithRejection: shareOf(right.map((isRight, i) => isRight && !results[i]!.isOutOfScope)),
    oosRecall: shareOf(strangers.map(({ isOutOfScope }) => isOutOfScope)),
    auroc: areaUnderRoc(
      [...results, ...strangers].map(({ scope }) => scope),
      [...results.map(() => 1), ...strangers.map(() => 0)],
    ),
  };
}

export function judgeScores(given: readonly number[], wanted: readonly number[]): Figures {
  return {
    auc: areaUnderRoc(given, wanted),
    brier: brierScore(given, wanted),
    ece: expectedCalibrationError(given, wanted),
    eceFloor: eceFloor(given),
  };
}

const FLOOR_DRAWS = 200;

/** Mean ECE on outcomes drawn from the scores themselves: what perfectly calibrated scores show on so few rows. */
function eceFloor(given: readonly number[]): number {
  const random = seededRandom(1);
  let sum = 0;
  for (let draw = 0; draw < FLOOR_DRAWS; draw++) {
    sum += expectedCalibrationError(
      given,
      given.map((probability) => (random.next() < probability ? 1 : 0)),
    );
  }
  return sum / FLOOR_DRAWS;
}
