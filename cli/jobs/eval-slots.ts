/** The job of `leadline eval slots`: trains a sequence tagger on one set and tests its stored form on another. Runs in the job worker. */
import {
  decodeSequenceTagger,
  encodeSequenceTagger,
  partOfRun,
  type SlotSentence,
  spanF1,
  type TaggedToken,
  type TrainingRun,
  tag,
  trainSequenceTagger,
} from '../../learning/index.js';
import { Fault } from '../../protocol/index.js';
import { writeJsonLines } from './data-file.js';
import { readSlotSets } from './text-sets.js';
import { meanAndSd, timeEach } from './timing.js';

export interface EvalSlotsOrder {
  readonly train: string;
  readonly test: string;
  readonly seeds: readonly number[];
  readonly predictions?: string;
}

/** Means over the seeds; shares 0..1, times in ms, size in bytes. */
export interface EvalSlotsResult {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  readonly f1Sd: number;
  readonly medianMs: number;
  readonly p99Ms: number;
  readonly trainMs: number;
  readonly modelBytes: number;
  readonly trainSentences: number;
  readonly testSentences: number;
  readonly slotNames: number;
}

export async function evalSlots(order: EvalSlotsOrder, run: TrainingRun): Promise<EvalSlotsResult> {
  const { train, test } = readSlotSets(order.train, order.test);
  if (test.length === 0) throw new Fault('learning.no-data', `${order.test} holds no sentence to test on.`);
  const runs: Omit<Awaited<ReturnType<typeof evaluateSeed>>, 'tokens'>[] = [];
  const lines: object[] = [];
  for (const [i, seed] of order.seeds.entries()) {
    const part = partOfRun(run, 'training and testing slots', { index: i, count: order.seeds.length });
    const { tokens, ...figures } = await evaluateSeed({ train, test, seed }, part);
    runs.push(figures);
    const seedShown = order.seeds.length > 1 ? seed : undefined;
    lines.push(...test.map((sentence, s) => lineOf(sentence, tokens[s]!, seedShown)));
  }
  if (order.predictions !== undefined) writeJsonLines(order.predictions, lines);
  const mean = (key: keyof (typeof runs)[number]) => meanAndSd(runs.map((each) => each[key])).mean;
  return {
    precision: mean('precision'),
    recall: mean('recall'),
    f1: mean('f1'),
    f1Sd: meanAndSd(runs.map((each) => each.f1)).sd,
    medianMs: mean('medianMs'),
    p99Ms: mean('p99Ms'),
    trainMs: Math.round(mean('trainMs')),
    modelBytes: Math.round(mean('modelBytes')),
    trainSentences: train.length,
    testSentences: test.length,
    slotNames: slotNamesOf(train).size,
  };
}

interface SlotRun {
  readonly train: readonly SlotSentence[];
  readonly test: readonly SlotSentence[];
  readonly seed: number;
}

async function evaluateSeed({ train, test, seed }: SlotRun, run: TrainingRun) {
  const start = performance.now();
  const trained = await trainSequenceTagger({ sentences: train, options: { seed }, ...run });
  const trainMs = performance.now() - start;
  const bytes = encodeSequenceTagger(trained);
  const model = decodeSequenceTagger(bytes);
  const { results, medianMs, p99Ms } = timeEach(test, ({ tokens }) => tag(model, tokens));
  const score = spanF1(
    test.map(({ tags }) => tags),
    results.map((tokens) => tokens.map((token) => token.tag)),
  );
  return { ...score, trainMs, medianMs, p99Ms, modelBytes: bytes.length, tokens: results };
}

/** The confidence of a sentence is that of its least sure token. */
function lineOf({ tokens, tags }: SlotSentence, given: readonly TaggedToken[], seed: number | undefined) {
  return {
    input: tokens,
    expected: tags,
    given: given.map((token) => token.tag),
    confidence: Math.min(...given.map((token) => token.confidence)),
    ...(seed !== undefined && { seed }),
  };
}

function slotNamesOf(sentences: readonly SlotSentence[]): ReadonlySet<string> {
  return new Set(sentences.flatMap(({ tags }) => tags.filter((each) => each !== 'O').map((t) => t.slice(2))));
}
