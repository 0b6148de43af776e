/** Gives every utterance of an evaluation its sentence vector. Called by the jobs when embeddings are asked for. */
import type {
  ClassifyInput,
  Embedder,
  LabelledUtterance,
  SplitIntentData,
  TrainingRun,
} from '../../learning/index.js';

export interface EmbeddedPart {
  readonly examples: readonly LabelledUtterance[];
  readonly outOfScope: readonly ClassifyInput[];
}

export interface EmbeddedSets {
  readonly train: EmbeddedPart;
  readonly validation: EmbeddedPart | undefined;
  readonly test: EmbeddedPart;
}

/** The same sets with `dense` filled in; without an embedder, in the same shape. Each distinct text is embedded once. */
export async function embedSets(
  sets: SplitIntentData,
  embedder: Embedder | undefined,
  run: TrainingRun,
): Promise<EmbeddedSets> {
  const parts = [sets.train, sets.validation, sets.test].filter((part) => part !== undefined);
  const texts = [
    ...new Set(
      parts.flatMap(({ examples, outOfScope }) => [...examples.map(({ text }) => text), ...outOfScope]),
    ),
  ];
  const vectors = embedder === undefined ? [] : await embedder.embed(texts, run);
  const vectorOf = new Map(vectors.map((vector, i) => [texts[i]!, vector]));
  const inputOf = (text: string): ClassifyInput => {
    const dense = vectorOf.get(text);
    return dense === undefined ? { text } : { text, dense };
  };
  const embedded = ({ examples, outOfScope }: SplitIntentData['train']): EmbeddedPart => ({
    examples: examples.map(({ text, label }) => ({ ...inputOf(text), label })),
    outOfScope: outOfScope.map(inputOf),
  });
  return {
    train: embedded(sets.train),
    validation: sets.validation && embedded(sets.validation),
    test: embedded(sets.test),
  };
}
