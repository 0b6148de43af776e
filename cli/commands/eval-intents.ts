/** `leadline eval intents`: what a classifier trained on one set says on another, in figures and words. The work is in cli/jobs. */
import { resolve } from 'node:path';
import type { CommandContext, ExitCode } from '../command.js';
import type { EvalIntentsResult } from '../jobs/eval-intents.js';
import { runJob } from '../jobs/run-job.js';
import { byteSize, counted, duration, factLines, percent } from '../text-table.js';

export interface EvalTextOptions {
  readonly train: string;
  readonly test?: string;
  /** How many seeds the figures are averaged over. */
  readonly seeds: number;
  readonly seed: number;
  readonly predictions?: string;
}

export interface EvalIntentsOptions extends EvalTextOptions {
  readonly embeddings?: boolean;
}

/** Paths from the working folder, and the seeds one by one. A folder given once holds both parts. */
export function textOrder({ workingFolder }: CommandContext, options: EvalTextOptions) {
  const path = (name: string) => resolve(workingFolder, name);
  return {
    train: path(options.train),
    test: path(options.test ?? options.train),
    seeds: Array.from({ length: options.seeds }, (_, i) => options.seed + i),
    predictions: options.predictions === undefined ? undefined : path(options.predictions),
  };
}

export async function evalIntents(context: CommandContext, options: EvalIntentsOptions): Promise<ExitCode> {
  const { terminal, signal } = context;
  const order = { ...textOrder(context, options), embeddings: options.embeddings ?? false };
  const result = await runJob('eval-intents', order, { onProgress: terminal.onProgress, signal });
  const { figures, confusions, ...rest } = result;
  terminal.emit({
    ...figures,
    ...rest,
    seeds: order.seeds,
    confusions: confusions.map(([expected, given, count]) => ({ expected, given, count })),
  });
  for (const line of linesOf(result, order.seeds)) terminal.say(line);
  if (options.predictions !== undefined) terminal.note(`Predictions, one a line: ${order.predictions}`);
  return 0;
}

function linesOf(result: EvalIntentsResult, seeds: readonly number[]): string[] {
  const { figures, confusions, overlap, testExamples, testOutOfScope } = result;
  const spread =
    seeds.length > 1
      ? `  (standard deviation ${(result.accuracySd * 100).toFixed(2)} over ${seeds.length} seeds)`
      : '';
  const facts: [string, string][] = [
    [
      'trained on',
      `${counted(result.trainExamples, 'utterance')} of ${counted(result.labels, 'intent')} in ${duration(figures.trainMs)}`,
    ],
    [
      'tested on',
      `${counted(testExamples, 'utterance')} in scope, ${testOutOfScope.toLocaleString('en-US')} out of scope`,
    ],
    ['right intent', `${percent(figures.accuracy, 2)}${spread}`],
    ['right when unsure ones are refused', percent(figures.accuracyWithRejection, 2)],
    ['macro F1 over intents', percent(figures.macroF1, 2)],
  ];
  if (figures.oosRecall !== null) {
    facts.push(['out of scope recognised', percent(figures.oosRecall)]);
    facts.push(['in against out of scope (AUROC)', figures.auroc!.toFixed(3)]);
  }
  facts.push([
    'time per utterance',
    `${duration(figures.medianMs)} median, ${duration(figures.p99Ms)} for the slowest 1 %`,
  ]);
  facts.push(['model', byteSize(figures.modelBytes)]);
  return [...factLines(facts), ...mixedUpLines(confusions), ...remarks(result, overlap)];
}

function mixedUpLines(confusions: EvalIntentsResult['confusions']): string[] {
  if (confusions.length === 0) return [];
  return [
    '',
    'Mixed up most:',
    ...confusions.map(([expected, given, count]) => `  ${count} x  ${expected} taken for ${given}`),
  ];
}

function remarks(
  { hasValidation, testOutOfScope, testExamples }: EvalIntentsResult,
  overlap: number,
): string[] {
  const lines: string[] = [''];
  if (overlap > 0)
    lines.push(
      `${counted(overlap, 'test utterance')} (${percent(overlap / testExamples)}) also stand in the training set word for word: the figures flatter by that much.`,
    );
  if (!hasValidation)
    lines.push(
      'The refusal threshold comes from cross-validation within the training set; there is no validation part.',
    );
  if (testOutOfScope === 0)
    lines.push(
      'Nothing in the test set is out of scope (intent out_of_scope), so refusals cannot be judged.',
    );
  return lines.length > 1 ? lines : [];
}
