/** The commands that analyse a table, with their words and help texts. The work is in commands/ and jobs/. */
import { type Command, Option } from 'commander';
import type { UpliftOptions } from './commands/uplift.js';
import { STEPS, type Step } from './jobs/time-series.js';
import type { Run } from './main.js';
import { countFrom, csvOption, jsonOption, listOf, seedOption } from './options.js';

export function registerTableCommands(program: Command, run: Run): void {
  registerSegments(program, run);
  registerLoyalty(program, run);
  registerUplift(program, run);
  registerForecast(program, run);
  registerStats(program, run);
}

interface SegmentFlags {
  readonly csv: string;
  readonly k?: number;
  readonly drop: readonly string[];
  readonly seed: number;
  readonly out?: string;
}

function registerSegments(program: Command, run: Run): void {
  program
    .command('segment')
    .description('groups of customers, each named by what sets it apart')
    .addOption(csvOption())
    .addOption(
      new Option('--k <number>', 'how many; chosen by how well they stand apart without it').argParser(
        countFrom(2, 30),
      ),
    )
    .option('--drop <columns>', 'columns to leave out, separated by commas', listOf, [])
    .addOption(seedOption())
    .option('--out <file>', 'write the table with the segment of every row')
    .addOption(jsonOption())
    .action((flags: SegmentFlags) =>
      run(async (context) => (await import('./commands/segment.js')).segment(context, flags)),
    );
}

interface LoyaltyFlags {
  readonly csv: string;
  readonly customer?: string;
  readonly date?: string;
  readonly quantity?: string;
  readonly amount?: string;
  readonly out?: string;
}

function registerLoyalty(program: Command, run: Run): void {
  program
    .command('loyalty')
    .description('who will buy again, how often and for how much: RFM, BG/NBD, gamma-gamma')
    .addOption(
      new Option(
        '--csv <file>',
        'purchases with customer, date, quantity and amount, or the CDNOW table',
      ).makeOptionMandatory(),
    )
    .option('--customer <column>', 'found by its name without this')
    .option('--date <column>', 'found by its name without this')
    .option('--quantity <column>', 'multiplies a unit price')
    .option('--amount <column>', 'what the purchase brought')
    .option('--out <file>', 'write a row per customer')
    .addOption(jsonOption())
    .action((flags: LoyaltyFlags) =>
      run(async (context) => (await import('./commands/loyalty.js')).loyalty(context, flags)),
    );
}

function registerUplift(program: Command, run: Run): void {
  program
    .command('uplift')
    .description('what a treatment changed, and whether choosing whom to treat is worth it')
    .addOption(csvOption())
    .requiredOption('--treatment <column>', 'the column that says who was treated')
    .requiredOption('--treated <value>', 'its value for the treated')
    .requiredOption('--control <value>', 'its value for the control group; other rows are left out')
    .requiredOption('--outcome <column>', '1/0, yes/no, or an amount that counts above zero')
    .option('--drop <columns>', 'columns not to rank by, separated by commas', listOf, [])
    .addOption(seedOption())
    .addOption(jsonOption())
    .action((flags: UpliftOptions) =>
      run(async (context) => (await import('./commands/uplift.js')).uplift(context, flags)),
    );
}

interface ForecastFlags {
  readonly csv: string;
  readonly date: string;
  readonly value: string;
  readonly horizon: number;
  readonly every?: Step;
  readonly season?: number;
}

function registerForecast(program: Command, run: Run): void {
  program
    .command('forecast')
    .description('what comes next in a series, with intervals and a test on the past')
    .addOption(csvOption())
    .requiredOption('--date <column>', 'when')
    .requiredOption('--value <column>', 'how much')
    .addOption(
      new Option('--horizon <number>', 'how many steps to foretell')
        .argParser(countFrom(1, 1000))
        .makeOptionMandatory(),
    )
    .addOption(
      new Option('--every <step>', 'add the values up to this step; found by the dates without it').choices(
        STEPS,
      ),
    )
    .addOption(
      new Option('--season <steps>', 'steps of a season; the usual one of the step without it').argParser(
        countFrom(1, 400),
      ),
    )
    .addOption(jsonOption())
    .action((flags: ForecastFlags) =>
      run(async (context) => (await import('./commands/forecast.js')).forecast(context, flags)),
    );
}

function registerStats(program: Command, run: Run): void {
  program
    .command('stats')
    .description('what each column of a table holds, and what goes together')
    .addOption(csvOption())
    .option('--by <column>', 'cross-tab of every column with this one')
    .option('--svg <folder>', 'draw histograms, bars and correlations')
    .addOption(jsonOption())
    .action((flags: { csv: string; by?: string; svg?: string }) =>
      run(async (context) => (await import('./commands/stats.js')).stats(context, flags)),
    );
}
