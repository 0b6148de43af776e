/** The learning commands with their words and help texts: evaluations, training, scoring, analysis. The work is in commands/ and jobs/. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import { STEPS, type Step } from './jobs/time-series.js';
import type { Run } from './main.js';

const jsonOption = () => new Option('--json', 'one JSON object per line on stdout');

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(text);
}

function countFrom(least: number, most: number) {
  return (text: string) => {
    const number = wholeNumber(text);
    if (number < least || number > most)
      throw new InvalidArgumentError(`It must lie between ${least} and ${most}.`);
    return number;
  };
}

const seedOption = () =>
  new Option('--seed <number>', 'where chance begins; the same seed, the same figures')
    .default(1)
    .argParser(wholeNumber);
const seedsOption = (count: number) =>
  new Option('--seeds <number>', 'average over this many seeds').default(count).argParser(countFrom(1, 50));

interface TextFlags {
  readonly train: string;
  readonly test?: string;
  readonly seeds: number;
  readonly seed: number;
  readonly embeddings?: boolean;
  readonly predictions?: string;
}

/** `eval intents` and `eval slots`, below the command `eval`. */
export function registerTextEvaluations(evaluate: Command, run: Run): void {
  const add = (name: string, about: string, form: string) =>
    evaluate
      .command(name)
      .description(about)
      .requiredOption('--train <path>', form)
      .option('--test <path>', 'the same for the test; a folder given as --train brings its own')
      .addOption(seedsOption(1))
      .addOption(seedOption())
      .option('--predictions <file>', 'write one JSON line per example: input, expected, given, confidence')
      .addOption(jsonOption());
  add(
    'intents',
    'train a classifier on one set of utterances, test it on another',
    'JSONL {text, intent}, or a folder in the CLINC, BANKING or SNIPS layout',
  )
    .option('--embeddings', 'add sentence vectors (English; slower, usually better)')
    .action((flags: TextFlags) =>
      run(async (context) => (await import('./commands/eval-intents.js')).evalIntents(context, flags)),
    );
  add(
    'slots',
    'train a slot tagger on one set of sentences, test it on another',
    'JSONL {tokens, tags} with BIO tags, or a folder in the SNIPS layout',
  ).action((flags: TextFlags) =>
    run(async (context) => (await import('./commands/eval-slots.js')).evalSlots(context, flags)),
  );
}

const csvOption = () =>
  new Option(
    '--csv <file>',
    'a table with a header; comma, semicolon, tab or bar; may be gzipped',
  ).makeOptionMandatory();
const dataOption = () => new Option('--data-dir <folder>', 'where models live');
const listOf = (text: string) =>
  text
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');

interface TrainLeadsFlags {
  readonly csv: string;
  readonly goal: string;
  readonly positive?: string;
  readonly time?: string;
  readonly drop: readonly string[];
  readonly keep: readonly string[];
  readonly model: 'boosted' | 'logistic';
  readonly seeds: number;
  readonly seed: number;
  readonly name: string;
  readonly activate: boolean;
  readonly dataDir?: string;
}

/** `train leads`, below the command `train`. */
function registerLeadTraining(train: Command, run: Run): void {
  train
    .command('leads')
    .description(
      'a score from a table whose goal is known, with its figures, leak warnings and a stored version',
    )
    .addOption(csvOption())
    .requiredOption(
      '--goal <column>',
      'the column that says whether the goal was reached (yes/no, 1/0, true/false, ...)',
    )
    .option('--positive <value>', 'the value of the goal that counts as reached')
    .option(
      '--time <column>',
      'test in time order too: a column of dates or numbers, or @row when the rows stand in order',
    )
    .option('--drop <columns>', 'columns to leave out, separated by commas', listOf, [])
    .option('--keep <columns>', 'columns to use though they look like ids or names', listOf, [])
    .addOption(
      new Option('--model <learner>', 'what learns').choices(['boosted', 'logistic']).default('boosted'),
    )
    .addOption(seedsOption(5))
    .addOption(seedOption())
    .option('--name <name>', 'name of the model in the registry', 'leads')
    .option('--no-activate', 'store the version without letting it serve')
    .addOption(dataOption())
    .addOption(jsonOption())
    .action(({ activate, ...flags }: TrainLeadsFlags) =>
      run(async (context) =>
        (await import('./commands/train-leads.js')).trainLeads(context, { ...flags, isActivated: activate }),
      ),
    );
}

/** `score leads`. */
function registerScoring(program: Command, run: Run): void {
  program
    .command('score')
    .description('score with a trained model')
    .command('leads')
    .description('adds score, low, high and reasons to every row of a table')
    .addOption(csvOption())
    .option('--model <name>', 'name given to train leads', 'leads')
    .option('--out <file>', 'write the table with the new columns')
    .addOption(dataOption())
    .addOption(jsonOption())
    .action((flags: { csv: string; model: string; out?: string; dataDir?: string }) =>
      run(async (context) => (await import('./commands/score-leads.js')).scoreLeads(context, flags)),
    );
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

interface UpliftFlags {
  readonly csv: string;
  readonly treatment: string;
  readonly treated: string;
  readonly control: string;
  readonly outcome: string;
  readonly drop: readonly string[];
  readonly seed: number;
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
    .action((flags: UpliftFlags) =>
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

export function registerLearningCommands(program: Command, run: Run): void {
  const train = program.command('train').description('train a model and store it as a new version');
  registerLeadTraining(train, run);
  registerScoring(program, run);
  registerSegments(program, run);
  registerLoyalty(program, run);
  registerUplift(program, run);
  registerForecast(program, run);
}
