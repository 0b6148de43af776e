/** Leadline's intent learner on a cell, with the model as it is stored, alone or with sentence vectors. Called by the cell worker. */
import {
  classify,
  createUseEmbedder,
  decodeLinearClassifier,
  encodeLinearClassifier,
  trainLinearClassifier,
} from '../../learning/index.js';
import { type Figures, type IntentSet, timeTraining } from './cell.js';
import { readIntentSet } from './data-sets.js';
import { type IntentAnswer, judgeIntents } from './judge.js';

export async function measureIntents(folder: string, set: IntentSet, seed: number): Promise<Figures> {
  const data = readIntentSet(folder, set);
  const { result, ...cost } = await timeTraining(() =>
    trainLinearClassifier({ ...data.train, validation: data.validation, options: { seed } }),
  );
  const bytes = encodeLinearClassifier(result);
  const model = decodeLinearClassifier(bytes);
  const figures = await judgeIntents(data, (text) => answerOf(classify(model, text)));
  return { ...figures, ...cost, modelBytes: bytes.length };
}

const answerOf = ({ ranked, scopeConfidence, isOutOfScope }: ReturnType<typeof classify>): IntentAnswer => ({
  label: ranked[0]!.label,
  scope: scopeConfidence,
  isOutOfScope,
});

/** The time of training and of an answer holds that of the vectors; the size holds the encoder. */
export async function measureEmbeddedIntents(folder: string, set: IntentSet, seed: number): Promise<Figures> {
  const data = readIntentSet(folder, set);
  const embedder = createUseEmbedder();
  const embedAll = async (texts: readonly string[]) => {
    const vectors = await embedder.embed(texts);
    return texts.map((text, i) => ({ text, dense: vectors[i]! }));
  };
  const embedPart = async ({ examples, outOfScope }: typeof data.train) => {
    const inputs = await embedAll(examples.map(({ text }) => text));
    return {
      examples: inputs.map((input, i) => ({ ...input, label: examples[i]!.label })),
      outOfScope: await embedAll(outOfScope),
    };
  };
  try {
    const { result, ...cost } = await timeTraining(async () => {
      const train = await embedPart(data.train);
      const validation = data.validation && (await embedPart(data.validation));
      return trainLinearClassifier({ ...train, validation, options: { seed } });
    });
    const bytes = encodeLinearClassifier(result);
    const model = decodeLinearClassifier(bytes);
    const figures = await judgeIntents(data, async (text) => {
      const [dense] = await embedder.embed([text]);
      return answerOf(classify(model, { text, dense: dense! }));
    });
    return { ...figures, ...cost, modelBytes: bytes.length + embedder.sizeBytes };
  } finally {
    await embedder.close();
  }
}
