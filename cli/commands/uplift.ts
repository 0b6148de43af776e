/** `leadline uplift`: what a treatment changed, and whether choosing whom to treat is worth it. It never promises a gain. The work is in cli/jobs. */
import { resolve } from 'node:path';
import { leakWords, leftOutWords } from '../column-words.js';
import type { CommandContext, ExitCode } from '../command.js';
import { runJob } from '../jobs/run-job.js';
import type { UpliftOrder, UpliftResult } from '../jobs/uplift.js';
import { counted, factLines, percent } from '../text-table.js';

export type UpliftOptions = Omit<UpliftOrder, 'draws'>;

const DRAWS = 200;

export async function uplift(context: CommandContext, options: UpliftOptions): Promise<ExitCode> {
  const { terminal, signal, workingFolder } = context;
  const order = { ...options, csv: resolve(workingFolder, options.csv), draws: DRAWS };
  const result = await runJob('uplift', order, { onProgress: terminal.onProgress, signal });
  for (const leak of result.outcomes)
    terminal.note(
      `Column "${leak.column}" looks like another outcome and is not used to choose customers: ${leakWords(leak)}.`,
    );
  const { effect, qini, nullLow, nullHigh, outcomes, leftOut, ...rest } = result;
  const conclusion = conclusionOf(result);
  terminal.emit({
    effect: effect.value,
    effectLow: effect.low,
    effectHigh: effect.high,
    qini: qini.value,
    qiniLow: qini.low,
    qiniHigh: qini.high,
    qiniNullLow: nullLow,
    qiniNullHigh: nullHigh,
    ...rest,
    notUsed: [
      ...outcomes.map((leak) => ({ column: leak.column, why: leakWords(leak) })),
      ...leftOut.map((left) => ({ column: left.column, why: leftOutWords(left) })),
    ],
    conclusion,
  });
  for (const line of linesOf(result)) terminal.say(line);
  terminal.say(conclusion);
  return 0;
}

const points = (share: number) => `${share < 0 ? '-' : '+'}${Math.abs(share * 100).toFixed(2)}`;

function linesOf(result: UpliftResult): string[] {
  const { effect, qini, nullLow, nullHigh } = result;
  return [
    ...factLines([
      [
        'outcome',
        `${result.outcome}: ${percent(result.treatedRate, 2)} of ${counted(result.treatedRows, 'treated row')}, ${percent(result.controlRate, 2)} of ${counted(result.controlRows, 'control row')}`,
      ],
      [
        'effect of treating',
        `${points(effect.value)} points (95 % interval ${points(effect.low)} to ${points(effect.high)})`,
      ],
      ['ranked by', result.columns.join(', ')],
      [
        'Qini of the ranking',
        `${qini.value.toFixed(4)} (95 % interval ${qini.low.toFixed(4)} to ${qini.high.toFixed(4)})`,
      ],
      ['Qini of random rankings', `${nullLow.toFixed(4)} to ${nullHigh.toFixed(4)}`],
    ]),
    '',
  ];
}

/** What the figures allow to say, and no more. */
function conclusionOf({ effect, qini, nullHigh, outcome }: UpliftResult): string {
  const change =
    effect.low > 0
      ? `In this trial the treatment raised ${outcome} by between ${points(effect.low)} and ${points(effect.high)} points.`
      : effect.high < 0
        ? `In this trial the treatment lowered ${outcome} by between ${points(-effect.high)} and ${points(-effect.low)} points.`
        : `This trial does not show that the treatment changed ${outcome} at all: the interval includes zero.`;
  const ranking =
    qini.low > nullHigh
      ? 'Ranking customers by predicted uplift beat every random ranking tried here, so it can be worth testing on whom to spend; whether it holds next time only a new trial with a control group can tell.'
      : 'Ranking customers by predicted uplift cannot be told from a random ranking: these columns do not say whom the treatment helps, so do not choose by them.';
  return `${change} ${ranking}`;
}
