/** `leadline eval slots`: what a sequence tagger trained on one set finds in another. The work is in cli/jobs. */
import type { CommandContext, ExitCode } from '../command.js';
import { runJob } from '../jobs/run-job.js';
import { byteSize, counted, duration, factLines, percent } from '../text-table.js';
import { type EvalTextOptions, textOrder } from './eval-intents.js';

export async function evalSlots(context: CommandContext, options: EvalTextOptions): Promise<ExitCode> {
  const { terminal, signal } = context;
  const order = textOrder(context, options);
  const result = await runJob('eval-slots', order, { onProgress: terminal.onProgress, signal });
  terminal.emit({ ...result, seeds: order.seeds });
  const spread =
    options.seeds > 1
      ? `  (standard deviation ${(result.f1Sd * 100).toFixed(2)} over ${options.seeds} seeds)`
      : '';
  const lines = factLines([
    [
      'trained on',
      `${counted(result.trainSentences, 'sentence')} with ${counted(result.slotNames, 'slot')} in ${duration(result.trainMs)}`,
    ],
    ['tested on', counted(result.testSentences, 'sentence')],
    ['F1 of whole slots', `${percent(result.f1, 2)}${spread}`],
    ['precision', `${percent(result.precision, 2)}  of the slots found are right`],
    ['recall', `${percent(result.recall, 2)}  of the slots there are found`],
    [
      'time per sentence',
      `${duration(result.medianMs)} median, ${duration(result.p99Ms)} for the slowest 1 %`,
    ],
    ['model', byteSize(result.modelBytes)],
  ]);
  for (const line of lines) terminal.say(line);
  if (options.predictions !== undefined) terminal.note(`Predictions, one a line: ${order.predictions}`);
  return 0;
}
