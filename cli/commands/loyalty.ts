/** `leadline loyalty`: who will buy again, how often and for how much, with the proof on the later half of the time. The work is in cli/jobs. */
import { resolve } from 'node:path';
import type { CommandContext, ExitCode } from '../command.js';
import type { LoyaltyResult } from '../jobs/loyalty.js';
import type { PurchaseColumns } from '../jobs/purchase-file.js';
import { runJob } from '../jobs/run-job.js';
import { counted, factLines, percent, shortNumber, tableLines } from '../text-table.js';

export interface LoyaltyOptions extends PurchaseColumns {
  readonly csv: string;
  readonly out?: string;
}

export async function loyalty(context: CommandContext, options: LoyaltyOptions): Promise<ExitCode> {
  const { terminal, signal, workingFolder } = context;
  const { customer, date, quantity, amount } = options;
  const out = options.out === undefined ? undefined : resolve(workingFolder, options.out);
  const order = {
    csv: resolve(workingFolder, options.csv),
    columns: { customer, date, quantity, amount },
    out,
  };
  const result = await runJob('loyalty', order, { onProgress: terminal.onProgress, signal });
  for (const remark of result.remarks) terminal.note(remark);
  const { backTest, remarks: _remarks, ...rest } = result;
  const { model, ...figures } = backTest;
  terminal.emit({ ...figures, ...rest, model });
  for (const line of linesOf(result)) terminal.say(line);
  terminal.say(
    out === undefined
      ? 'Every customer with RFM fifths, probability to be alive and value: --out customers.csv'
      : `Every customer, most valuable first: ${out}`,
  );
  return 0;
}

function linesOf(result: LoyaltyResult): string[] {
  const { backTest: test, expectedRevenue } = result;
  const error = `${test.totalError < 0 ? '-' : '+'}${percent(Math.abs(test.totalError))}`;
  const facts: [string, string][] = [
    [
      'purchases',
      `${counted(result.purchases, 'purchase')} by ${counted(result.customers, 'customer')}, ${result.firstDay} to ${result.lastDay}`,
    ],
    [
      'checked on',
      `the last ${counted(test.holdoutDays, 'day')}, foretold from the first ${counted(test.calibrationDays, 'day')} for ${counted(test.customers, 'customer')}`,
    ],
    [
      'correlation',
      `${test.correlation.toFixed(3)}  foretold with real purchase days per customer (going on as before: ${test.naiveCorrelation.toFixed(3)})`,
    ],
    [
      'mean error',
      `${test.mae.toFixed(3)} purchase days per customer (going on as before: ${test.naiveMae.toFixed(3)})`,
    ],
    ['total', `${error}  foretold against real`],
    [
      `next ${counted(result.horizonDays, 'day')}`,
      `about ${shortNumber(Math.round(result.expectedTotal))} purchase days${expectedRevenue === undefined ? '' : ` worth about ${shortNumber(Math.round(expectedRevenue))}`}`,
    ],
  ];
  const groups = tableLines(
    [
      { title: 'group' },
      { title: 'customers', isNumber: true },
      { title: 'of revenue so far', isNumber: true },
      { title: 'purchases to come, each', isNumber: true },
    ],
    result.groups.map(({ name, customers, revenueShare, expectedPurchases }) => [
      name,
      customers.toLocaleString('en-US'),
      percent(revenueShare),
      expectedPurchases.toFixed(2),
    ]),
  );
  const advice =
    test.correlation > test.naiveCorrelation
      ? 'The model ranks customers better than their own past rate does.'
      : 'Beware: the model ranks customers no better than their own past rate does; do not steer by it.';
  return [...factLines(facts), '', ...groups, '', advice];
}
