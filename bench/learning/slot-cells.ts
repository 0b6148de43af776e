/** Leadline's sequence tagger on a cell, with the model as it is stored, alone or told the intent. Called by the cell worker. */
import {
  decodeLinearClassifier,
  decodeSequenceTagger,
  encodeLinearClassifier,
  encodeSequenceTagger,
  spanF1,
  tag,
  tagByIntent,
  trainIntentTagger,
  trainSequenceTagger,
} from '../../learning/index.js';
import { type Figures, timeEach, timeTraining } from './cell.js';
import { readIntentSet, readSlotPart } from './data-sets.js';

export async function measureSlots(folder: string, seed: number): Promise<Figures> {
  const sentences = readSlotPart(folder, 'train');
  const { result, ...cost } = await timeTraining(() => trainSequenceTagger({ sentences, options: { seed } }));
  const bytes = encodeSequenceTagger(result);
  const model = decodeSequenceTagger(bytes);
  return { ...(await judgeSlots(folder, (tokens) => tag(model, tokens))), modelBytes: bytes.length, ...cost };
}

/** The intents of the training sentences are given, as to the published joint models; those of the test sentences are guessed. */
export async function measureSlotsByIntent(folder: string, seed: number): Promise<Figures> {
  const intents = readIntentSet(folder, 'snips').train.examples;
  const sentences = readSlotPart(folder, 'train').map((sentence, i) => ({
    ...sentence,
    intent: intents[i]!.label,
  }));
  const { result, ...cost } = await timeTraining(() => trainIntentTagger({ sentences, options: { seed } }));
  const bytes = [encodeLinearClassifier(result.intents), encodeSequenceTagger(result.tagger)] as const;
  const model = { intents: decodeLinearClassifier(bytes[0]), tagger: decodeSequenceTagger(bytes[1]) };
  const figures = await judgeSlots(folder, (tokens) => tagByIntent(model, tokens));
  return { ...figures, modelBytes: bytes[0].length + bytes[1].length, ...cost };
}

async function judgeSlots(
  folder: string,
  give: (tokens: readonly string[]) => readonly { readonly tag: string }[],
): Promise<Figures> {
  const wanted = readSlotPart(folder, 'test');
  const { results, medianMs } = await timeEach(wanted, ({ tokens }) => give(tokens).map((t) => t.tag));
  const { precision, recall, f1 } = spanF1(
    wanted.map(({ tags }) => tags),
    results,
  );
  return { f1, precision, recall, medianMs };
}
