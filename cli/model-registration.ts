/** The words and help of `leadline models`; the work is in commands/models.ts, loaded when it runs. */
import { type Command, Option } from 'commander';
import type { CommandContext, ExitCode } from './command.js';
import type { Run } from './main.js';

interface ModelFlags {
  readonly dataDir?: string;
}

type Models = typeof import('./commands/models.js');

export function registerModelCommands(program: Command, run: Run): void {
  const models = program
    .command('models')
    .description('trained models: versions, activation, rollback, checks, import');
  const command: NewCommand = (words, about) =>
    models
      .command(words)
      .description(about)
      .addOption(new Option('--data-dir <folder>', 'where database, recordings and models live'))
      .addOption(new Option('--json', 'one JSON object per line on stdout'));
  const does: Does = (work) => run(async (context) => work(await import('./commands/models.js'), context));
  registerLooking(command, does);
  registerChanging(command, does);
}

type NewCommand = (words: string, about: string) => Command;
type Does = (work: (loaded: Models, context: CommandContext) => Promise<ExitCode>) => Promise<void>;

function registerLooking(command: NewCommand, does: Does): void {
  command('list [name]', 'every version of every model').action(
    (name: string | undefined, flags: ModelFlags) =>
      does((loaded, context) => loaded.listModels(context, { name, ...flags })),
  );
  command('show <name> [version]', 'the card of a version, the active one without a version').action(
    (name: string, version: string | undefined, flags: ModelFlags) =>
      does((loaded, context) => loaded.showModel(context, { name, version, ...flags })),
  );
  command('report <name>', 'what the version on trial read beside the active one').action(
    (name: string, flags: ModelFlags) =>
      does(async (_, context) => {
        const { reportTrial } = await import('./commands/shadow-report.js');
        return reportTrial(context, { name, ...flags });
      }),
  );
  command('verify [name]', 'read every file of every version; exit code 1 when one is broken').action(
    (name: string | undefined, flags: ModelFlags) =>
      does((loaded, context) => loaded.verifyModels(context, { name, ...flags })),
  );
}

function registerChanging(command: NewCommand, does: Does): void {
  command('activate <name> <version>', 'make a version serve from the next turn on').action(
    (name: string, version: string, flags: ModelFlags) =>
      does((loaded, context) => loaded.activateModel(context, { name, version, ...flags })),
  );
  command('rollback <name>', 'make the version serve that served before').action(
    (name: string, flags: ModelFlags) =>
      does((loaded, context) => loaded.rollbackModel(context, { name, ...flags })),
  );
  command(
    'retrain <name>',
    'train a model again from stored conversations; it serves when it passes the gate',
  )
    .option('--cancel', 'end the retraining that is under way')
    .action((name: string, flags: ModelFlags & { cancel?: boolean }) =>
      does(async (_, context) => {
        const { retrainModel } = await import('./commands/retrain.js');
        return retrainModel(context, { name, ...flags });
      }),
    );
  command(
    'shadow <name> [version]',
    'run a version beside the active one, logged and not used; `off` or no version ends it',
  )
    .alias('trial')
    .action((name: string, version: string | undefined, flags: ModelFlags) =>
      does((loaded, context) =>
        loaded.tryModel(context, { name, version: version === 'off' ? undefined : version, ...flags }),
      ),
    );
  command('import <file>', 'take in an ONNX classifier that was trained elsewhere')
    .requiredOption('--features <file>', 'JSON: features in order, output, labels or goal, checks')
    .option('--name <name>', 'name of the model; that of the file without it')
    .option('--activate', 'make it serve at once')
    .action((file: string, flags: ModelFlags & { features: string; name?: string; activate?: boolean }) =>
      does((loaded, context) => loaded.importModel(context, { file, ...flags })),
    );
}
