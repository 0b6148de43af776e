/** The learning commands with their words and help texts: evaluations, training, scoring, analysis. The work is in commands/ and jobs/. */
import { type Command, InvalidArgumentError, Option } from 'commander';
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
