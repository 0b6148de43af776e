/** The learning commands with their words and help texts: evaluations, training, scoring. The work is in commands/ and jobs/. */
import { type Command, Option } from 'commander';
import type { TrainLeadsOptions } from './commands/train-leads.js';
import type { Run } from './main.js';
import { csvOption, dataOption, jsonOption, listOf, seedOption, seedsOption } from './options.js';

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

interface TrainLeadsFlags extends Omit<TrainLeadsOptions, 'isActivated'> {
  readonly activate: boolean;
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

interface TrainPackFlags {
  readonly pack: string;
  readonly dataDir?: string;
}

/** `train intents`, `train slots` and `train endpointing`, below the command `train`. */
function registerPackTraining(train: Command, run: Run): void {
  const parts = {
    intents: 'what callers want, from the utterances of a pack',
    slots: 'the details in what they say, from the utterances of a pack',
    endpointing: 'when a caller has finished, from the beginnings of the utterances of a pack',
  } as const;
  for (const part of ['intents', 'slots', 'endpointing'] as const) {
    train
      .command(part)
      .description(parts[part])
      .requiredOption('--pack <folder>', 'the business pack')
      .addOption(dataOption())
      .addOption(jsonOption())
      .action((flags: TrainPackFlags) =>
        run(async (context) =>
          (await import('./commands/train-pack.js')).trainPack(context, { part, ...flags }),
        ),
      );
  }
}

export function registerLearningCommands(program: Command, run: Run): void {
  const train = program.command('train').description('train a model and store it as a new version');
  registerPackTraining(train, run);
  registerLeadTraining(train, run);
  registerScoring(program, run);
}
