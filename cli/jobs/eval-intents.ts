/** The job of `leadline eval intents`: trains on one set, tests on another with the stored form of the model. Runs in the job worker. */
import {
  accuracy,
  areaUnderRoc,
  type Classification,
  type ClassifyInput,
  classify,
  createUseEmbedder,
  decodeLinearClassifier,
  type Embedder,
  encodeLinearClassifier,
  type LinearClassifierModel,
  macroF1,
  OUT_OF_SCOPE,
  partOfRun,
  type SplitIntentData,
  type TrainingRun,
  trainLinearClassifier,
} from '../../learning/index.js';
import { Fault } from '../../protocol/index.js';
import { writeJsonLines } from './data-file.js';
import { type EmbeddedSets, embedSets } from './embedded-sets.js';
import { readIntentSets } from './text-sets.js';
import { meanAndSd, timeEach, timeEachInTurn } from './timing.js';

export interface EvalIntentsOrder {
  readonly train: string;
  readonly test: string;
  readonly seeds: readonly number[];
  /** Sentence vectors beside the n-grams (English). */
  readonly embeddings: boolean;
  readonly predictions?: string;
}

/** Shares 0..1, times in ms, size in bytes; null where the test set has nothing to tell it by. */
export interface IntentFigures {
  /** In scope, without rejection. */
  readonly accuracy: number;
  readonly accuracyWithRejection: number;
  readonly oosRecall: number | null;
  readonly auroc: number | null;
  readonly macroF1: number;
  readonly trainMs: number;
  readonly medianMs: number;
  readonly p99Ms: number;
  readonly modelBytes: number;
}

export interface EvalIntentsResult {
  /** Means over the seeds. */
  readonly figures: IntentFigures;
  /** Standard deviation of accuracy over the seeds. */
  readonly accuracySd: number;
  readonly labels: number;
  readonly trainExamples: number;
  readonly testExamples: number;
  readonly testOutOfScope: number;
  readonly hasValidation: boolean;
  /** Test utterances that stand word for word, case apart, in the training set. */
  readonly overlap: number;
  /** The pairs that are mixed up most: expected, given, how often. */
  readonly confusions: readonly (readonly [string, string, number])[];
}

export async function evalIntents(order: EvalIntentsOrder, run: TrainingRun): Promise<EvalIntentsResult> {
  const sets = readIntentSets(order.train, order.test);
  if (sets.test.examples.length === 0)
    throw new Fault('learning.no-data', `${order.test} holds no utterance with an intent to test on.`);
  const embedder = order.embeddings ? createUseEmbedder() : undefined;
  try {
    return await evaluateSets(sets, order, { ...run, embedder });
  } finally {
    await embedder?.close();
  }
}

interface EvaluationRun extends TrainingRun {
  readonly embedder: Embedder | undefined;
}

async function evaluateSets(
  sets: SplitIntentData,
  order: EvalIntentsOrder,
  run: EvaluationRun,
): Promise<EvalIntentsResult> {
  const embedded = await embedSets(sets, run.embedder, run);
  const figures: IntentFigures[] = [];
  const lines: object[] = [];
  const mixedUp = new Map<string, number>();
  for (const [i, seed] of order.seeds.entries()) {
    const part = partOfRun(run, 'training and testing intents', { index: i, count: order.seeds.length });
    const { figures: own, answers } = await evaluateSeed(embedded, seed, { ...part, embedder: run.embedder });
    figures.push(own);
    if (i === 0) countConfusions(answers, mixedUp);
    lines.push(...answers.map((answer) => lineOf(answer, order.seeds.length > 1 ? seed : undefined)));
  }
  if (order.predictions !== undefined) writeJsonLines(order.predictions, lines);
  return { ...summaryOf(sets), ...meanFigures(figures), confusions: mostOf(mixedUp) };
}

interface Answer {
  readonly input: string;
  readonly expected: string;
  readonly answer: Classification;
}

async function evaluateSeed(sets: EmbeddedSets, seed: number, { embedder, ...run }: EvaluationRun) {
  const start = performance.now();
  const trained = await trainLinearClassifier({
    ...sets.train,
    validation: sets.validation,
    options: { seed },
    ...run,
  });
  const trainMs = Math.round(performance.now() - start);
  const bytes = encodeLinearClassifier(trained);
  const model = decodeLinearClassifier(bytes);
  const inputs = [
    ...sets.test.examples.map((input) => ({ input, expected: input.label })),
    ...sets.test.outOfScope.map((input) => ({ input, expected: OUT_OF_SCOPE })),
  ];
  const { results, ...alone } = timeEach(inputs, ({ input }) => classify(model, input));
  const times = embedder === undefined ? alone : await timeWithEmbedder(inputs, embedder, model);
  const answers = inputs.map(({ input, expected }, i) => ({
    input: input.text,
    expected,
    answer: results[i]!,
  }));
  const modelBytes = bytes.length + (embedder?.sizeBytes ?? 0);
  return { figures: { ...figuresOf(answers), trainMs, ...times, modelBytes }, answers };
}

/** What an utterance costs when its vector is not known yet, from the first ones of the test. */
async function timeWithEmbedder(
  inputs: readonly { readonly input: ClassifyInput }[],
  embedder: Embedder,
  model: LinearClassifierModel,
) {
  const { medianMs, p99Ms } = await timeEachInTurn(inputs.slice(0, EMBEDDED_TIMES), async ({ input }) => {
    const [dense] = await embedder.embed([input.text]);
    return classify(model, { text: input.text, dense: dense! });
  });
  return { medianMs, p99Ms };
}

const EMBEDDED_TIMES = 200;

function figuresOf(answers: readonly Answer[]) {
  const inScope = answers.filter(({ expected }) => expected !== OUT_OF_SCOPE);
  const strangers = answers.filter(({ expected }) => expected === OUT_OF_SCOPE);
  const expected = inScope.map((row) => row.expected);
  const best = inScope.map(({ answer }) => bestOf(answer));
  const refused = strangers.filter(({ answer }) => answer.isOutOfScope).length;
  return {
    accuracy: accuracy(expected, best),
    accuracyWithRejection: accuracy(
      expected,
      inScope.map(({ answer }) => decisionOf(answer)),
    ),
    oosRecall: strangers.length > 0 ? refused / strangers.length : null,
    auroc:
      strangers.length > 0
        ? areaUnderRoc(
            answers.map(({ answer }) => answer.scopeConfidence),
            answers.map((row) => (row.expected === OUT_OF_SCOPE ? 0 : 1)),
          )
        : null,
    macroF1: macroF1(expected, best),
  };
}

const bestOf = (answer: Classification) => answer.ranked[0]!.label;
const decisionOf = (answer: Classification) => (answer.isOutOfScope ? OUT_OF_SCOPE : bestOf(answer));

/** `given` is the decision, rejection included; `best` the intent before it. */
function lineOf({ input, expected, answer }: Answer, seed: number | undefined): object {
  return {
    input,
    expected,
    given: decisionOf(answer),
    confidence: answer.ranked[0]!.confidence,
    best: bestOf(answer),
    scopeConfidence: answer.scopeConfidence,
    ...(seed !== undefined && { seed }),
  };
}

function countConfusions(answers: readonly Answer[], counts: Map<string, number>): void {
  for (const { expected, answer } of answers) {
    const given = bestOf(answer);
    if (expected === given || expected === OUT_OF_SCOPE) continue;
    const pair = `${expected}\u0000${given}`;
    counts.set(pair, (counts.get(pair) ?? 0) + 1);
  }
}

const SHOWN_CONFUSIONS = 5;

function mostOf(counts: ReadonlyMap<string, number>): readonly (readonly [string, string, number])[] {
  return [...counts]
    .sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]))
    .slice(0, SHOWN_CONFUSIONS)
    .map(([pair, count]) => {
      const [expected, given] = pair.split('\u0000');
      return [expected!, given!, count] as const;
    });
}

function summaryOf({ train, validation, test }: SplitIntentData) {
  const known = new Set(train.examples.map(({ text }) => text.trim().toLowerCase()));
  return {
    labels: new Set(train.examples.map(({ label }) => label)).size,
    trainExamples: train.examples.length + train.outOfScope.length,
    testExamples: test.examples.length,
    testOutOfScope: test.outOfScope.length,
    hasValidation: validation !== undefined,
    overlap: test.examples.filter(({ text }) => known.has(text.trim().toLowerCase())).length,
  };
}

function meanFigures(runs: readonly IntentFigures[]) {
  const mean = (key: keyof IntentFigures) => meanAndSd(runs.map((run) => run[key] ?? 0)).mean;
  const orNull = (key: keyof IntentFigures) => (runs[0]![key] === null ? null : mean(key));
  return {
    accuracySd: meanAndSd(runs.map((run) => run.accuracy)).sd,
    figures: {
      accuracy: mean('accuracy'),
      accuracyWithRejection: mean('accuracyWithRejection'),
      oosRecall: orNull('oosRecall'),
      auroc: orNull('auroc'),
      macroF1: mean('macroF1'),
      trainMs: Math.round(mean('trainMs')),
      medianMs: mean('medianMs'),
      p99Ms: mean('p99Ms'),
      modelBytes: Math.round(mean('modelBytes')),
    },
  };
}
