/** Every command with its words and help text; the work is in commands/. A command is loaded when it runs, not before. */
import { join } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { registerTextEvaluations } from './learning-registration.js';
import type { Run } from './main.js';
import { countFrom } from './options.js';

const portOption = () => new Option('--port <number>', 'port of the web server, 0 for any free one');
const dataOption = () => new Option('--data-dir <folder>', 'where database, recordings and models live');
const packOption = () => new Option('--pack <folder>', 'the business pack');
const jsonOption = () => new Option('--json', 'one JSON object per line on stdout');

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text))
    throw new InvalidArgumentError('It must be a whole number from 1 to 999999.');
  return Number(text);
}

/** Flags of a command as settings. */
interface ServerFlags {
  readonly port?: string;
  readonly dataDir?: string;
  readonly pack?: string;
  readonly speech?: boolean;
  readonly rateLimit?: boolean;
  readonly logLevel?: string;
}

/** Enough for any load that one machine can make. */
const NO_LIMIT = { turnsPerSecond: 1000, visitsPerSecond: 10_000 };

const settingFlags = (flags: ServerFlags) => ({
  port: flags.port,
  dataDir: flags.dataDir,
  packDir: flags.pack,
  logLevel: flags.logLevel,
  ...(flags.speech === false && { speech: 'off' }),
  ...(flags.rateLimit === false && NO_LIMIT),
});

export function registerServerCommands(program: Command, run: Run): void {
  const server = (name: string, about: string) =>
    program
      .command(name)
      .description(about)
      .addOption(portOption())
      .addOption(dataOption())
      .addOption(packOption())
      .option('--no-speech', 'do not start the speech process')
      .option('--no-rate-limit', 'take as many turns as come, for load tests')
      .option('--log-level <level>', 'debug, info, warn, error or silent')
      .addOption(jsonOption());
  server('demo', 'the demo shop with a generated history, widget and console')
    .option('--fresh', 'make the generated history anew; conversations in it are lost')
    .option('--conversations <number>', 'how many conversations the generated history holds', wholeNumber)
    .action((flags: ServerFlags & { fresh?: boolean; conversations?: number }) =>
      run(async (context) => {
        const { demo } = await import('./commands/serve.js');
        const { fresh = false, conversations } = flags;
        return demo(context, { flags: settingFlags(flags), isFresh: fresh, conversations });
      }),
    );
  server('start', 'the server for a pack, with an empty history').action((flags: ServerFlags) =>
    run(async (context) => {
      const { start } = await import('./commands/serve.js');
      return start(context, settingFlags(flags));
    }),
  );
}

interface TalkFlags {
  readonly dataDir?: string;
  readonly pack?: string;
  readonly locale?: string;
}

export function registerTalkCommands(program: Command, run: Run): void {
  program
    .command('chat')
    .description('talk to the bot in the terminal; joins a running server')
    .option('--locale <locale>', 'language to begin in, such as en or zh')
    .option('--inspect', 'show intents, slots and the reason of every reply')
    .addOption(dataOption())
    .addOption(packOption())
    .addOption(jsonOption())
    .action(({ dataDir, pack, locale, inspect }: TalkFlags & { inspect?: boolean }) =>
      run(async (context) => {
        const { chat } = await import('./commands/chat.js');
        const flags = { dataDir, packDir: pack };
        return chat(context, { locale, isInspecting: inspect ?? false, flags, input: process.stdin });
      }),
    );
  program
    .command('call')
    .description('hold a spoken call: each WAV is one caller turn, at real time')
    .argument('<wavs...>', 'mono WAV files')
    .option('--codec <codec>', 'pcm16, pcmu or pcma', 'pcm16')
    .option('--locale <locale>', 'language of the caller', 'en')
    .option('--out <folder>', 'copy the stereo recording there')
    .addOption(dataOption())
    .addOption(packOption())
    .addOption(jsonOption())
    .action((files: string[], options: TalkFlags & { codec: string; locale: string; out?: string }) =>
      run(async (context) => {
        const { call } = await import('./commands/call.js');
        const { dataDir, pack, codec, locale, out } = options;
        return call(context, { files, codec, locale, out, flags: { dataDir, packDir: pack } });
      }),
    );
}

export function registerPackCommands(program: Command, run: Run): void {
  program
    .command('check')
    .description('validate a pack, with file and line of every problem')
    .argument('<folder>', 'the pack')
    .addOption(jsonOption())
    .action((folder: string) =>
      run(async (context) => (await import('./commands/check.js')).check(context, folder)),
    );
}

export function registerToolCommands(program: Command, run: Run): void {
  program
    .command('console')
    .description('a fresh link that opens the console of the running server once')
    .option('--revoke', 'end every session and every unused link instead')
    .addOption(dataOption())
    .addOption(jsonOption())
    .action(({ dataDir, revoke }: { dataDir?: string; revoke?: boolean }) =>
      run(async (context) => {
        const { consoleLink, revokeConsole } = await import('./commands/console.js');
        return (revoke ? revokeConsole : consoleLink)(context, { dataDir });
      }),
    );
  program
    .command('doctor')
    .description('what works on this machine, what is missing, how to get it')
    .addOption(jsonOption())
    .action(() => run(async (context) => (await import('./commands/doctor.js')).doctor(context)));
  const evaluate = program
    .command('eval')
    .description('test trained models on utterances they have not seen');
  registerTextEvaluations(evaluate, run);
  evaluate
    .command('pack')
    .description('intents and slots of a pack')
    .argument('<folder>', 'the pack')
    .option('--test <file>', "TSV: locale, intent, text, slots; the pack's locked set without it")
    .option('--predictions <file>', 'write one JSON line per example')
    .addOption(jsonOption())
    .action((folder: string, options: { test?: string; predictions?: string }) =>
      run(async (context) =>
        (await import('./commands/eval-pack.js')).evalPack(context, { folder, ...options }),
      ),
    );
  registerEndpointing(evaluate, run);
  registerBench(program, run);
}

/** `eval endpointing`, below the command `eval`. */
function registerEndpointing(evaluate: Command, run: Run): void {
  evaluate
    .command('endpointing')
    .description('when a caller has finished, on spoken turns with pauses inside; takes minutes')
    .option('--pack <folder>', 'the business pack whose utterances are spoken', join('packs', 'aurora'))
    .addOption(
      new Option(
        '--utterances <count>',
        'utterances that the test speaks; the validation speaks half as many',
      )
        .default(120)
        .argParser(countFrom(20, 1000)),
    )
    .option('--predictions <file>', 'write one JSON line per pause')
    .addOption(jsonOption())
    .action((options: { pack: string; utterances: number; predictions?: string }) =>
      run(async (context) =>
        (await import('./commands/eval-endpointing.js')).evalEndpointing(context, options),
      ),
    );
}

function registerBench(program: Command, run: Run): void {
  program
    .command('bench')
    .description('measure, side by side with the bare floor; writes docs/benchmarks.md')
    .argument('[names...]', 'chat, call, endpointing, install, knowledge, learning; all without a name')
    .option('--only <words>', 'learning: measure only tasks and learners with these words in their names')
    .addOption(jsonOption())
    .action((names: string[], options: { only?: string }) =>
      run(async (context) => (await import('./commands/bench.js')).bench(context, names, options)),
    );
}
