/** `leadline forecast`: what comes next in a series, between which bounds, and how the same method did on the past. The work is in cli/jobs. */
import { resolve } from 'node:path';
import type { CommandContext, ExitCode } from '../command.js';
import type { ForecastOrder, ForecastResult } from '../jobs/forecast.js';
import { runJob } from '../jobs/run-job.js';
import { counted, factLines, percent, shortNumber, tableLines } from '../text-table.js';

export async function forecast(context: CommandContext, options: ForecastOrder): Promise<ExitCode> {
  const { terminal, signal, workingFolder } = context;
  const order = { ...options, csv: resolve(workingFolder, options.csv) };
  const result = await runJob('forecast', order, { onProgress: terminal.onProgress, signal });
  for (const remark of result.remarks) terminal.note(remark);
  const { history, remarks: _remarks, ...rest } = result;
  terminal.emit({ ...rest, values: history.length });
  for (const line of linesOf(result, options.value)) terminal.say(line);
  return 0;
}

const FORMS: Readonly<Record<string, string>> = {
  level: 'a level',
  trend: 'a level and a trend that fades',
  season: 'a level and a season',
  'trend-season': 'a level, a trend that fades and a season',
};
const SHOWN_PAST = 3;

function linesOf(result: ForecastResult, name: string): string[] {
  const { history, step, season, form, isLog, mase, coverage, origins, testedHorizon } = result;
  const past = history.slice(-SHOWN_PAST).map(({ date, value }) => [date, shortNumber(value), 'so far']);
  const coming = result.forecast.map(({ date, value, low, high }) => [
    date,
    shortNumber(value),
    `${shortNumber(low)} to ${shortNumber(high)}`,
  ]);
  const repeating =
    season > 1 ? `repeating the last season of ${counted(season, step)}` : `repeating the last ${step}`;
  return [
    ...factLines([
      [
        'series',
        `${name} by ${step}, ${counted(history.length, step)} from ${history[0]!.date} to ${history.at(-1)!.date}`,
      ],
      ['learnt', `${FORMS[form]}${isLog ? ', on a logarithmic scale: swings grow with the level' : ''}`],
      [
        'error on the past',
        `MASE ${mase.toFixed(3)} over ${counted(origins, 'test')} of ${counted(testedHorizon, step)}`,
      ],
      ['intervals on the past', `${percent(coverage)} of later values lay inside their 95 % interval`],
    ]),
    '',
    ...tableLines(
      [{ title: step }, { title: name, isNumber: true }, { title: 'likely between (95 %)' }],
      [...past, ...coming],
    ),
    '',
    mase < 1
      ? `The forecast errs ${percent(1 - mase, 0)} less than ${repeating} did within the series.`
      : `Beware: the forecast errs no less than ${repeating}; plan with that instead.`,
    ...(coverage < 0.85 ? ['The intervals were too narrow on the past: leave more room than they say.'] : []),
  ];
}
