/** Leadline's text learners on a cell: intents and slots, with the models as they are stored. Called by the cell worker. */
import {
  areaUnderRoc,
  classify,
  decodeLinearClassifier,
  decodeSequenceTagger,
  encodeLinearClassifier,
  encodeSequenceTagger,
  macroF1,
  type SplitIntentData,
  spanF1,
  tag,
  trainLinearClassifier,
  trainSequenceTagger,
} from '../../learning/index.js';
import { type Figures, type IntentSet, timeEach, timeTraining } from './cell.js';
import { readIntentSet, readSlotPart } from './data-sets.js';

/** What any intent learner answers to one utterance. */
export interface IntentAnswer {
  readonly label: string;
  /** Higher means more certainly in scope. */
  readonly scope: number;
  readonly isOutOfScope: boolean;
}

export async function measureIntents(folder: string, set: IntentSet, seed: number): Promise<Figures> {
  const data = readIntentSet(folder, set);
  const { result, ...cost } = await timeTraining(() =>
    trainLinearClassifier({ ...data.train, validation: data.validation, options: { seed } }),
  );
  const bytes = encodeLinearClassifier(result);
  const model = decodeLinearClassifier(bytes);
  const figures = await judgeIntents(data, (text) => {
    const { ranked, scopeConfidence, isOutOfScope } = classify(model, text);
    return { label: ranked[0]!.label, scope: scopeConfidence, isOutOfScope };
  });
  return { ...figures, ...cost, modelBytes: bytes.length };
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

export async function measureSlots(folder: string, seed: number): Promise<Figures> {
  const sentences = readSlotPart(folder, 'train');
  const { result, ...cost } = await timeTraining(() => trainSequenceTagger({ sentences, options: { seed } }));
  const bytes = encodeSequenceTagger(result);
  const model = decodeSequenceTagger(bytes);
  const wanted = readSlotPart(folder, 'test');
  const { results, medianMs } = await timeEach(wanted, ({ tokens }) => tag(model, tokens).map((t) => t.tag));
  const { precision, recall, f1 } = spanF1(
    wanted.map(({ tags }) => tags),
    results,
  );
  return { f1, precision, recall, medianMs, modelBytes: bytes.length, ...cost };
}
