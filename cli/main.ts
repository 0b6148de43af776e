/** The `leadline` command: parses the words, runs one command, returns its exit code. Started by bin/leadline.js. */
import { Command, CommanderError } from 'commander';
import { systemClock } from '../protocol/index.js';
import { type CommandContext, type ExitCode, runCommand } from './command.js';
import { registerLearningCommands } from './learning-registration.js';
import { registerModelCommands } from './model-registration.js';
import {
  registerPackCommands,
  registerServerCommands,
  registerTalkCommands,
  registerToolCommands,
} from './registration.js';
import { stopSignal } from './stop-signal.js';
import { registerTableCommands } from './table-registration.js';
import { createTerminal, type Streams } from './terminal.js';
import { leadlineVersion } from './version.js';

export interface Surroundings {
  readonly streams: Streams;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly workingFolder: string;
}

function ofThisProcess(): Surroundings {
  process.stdout.on('error', endWithReader);
  return {
    streams: { out: process.stdout, err: process.stderr },
    environment: process.env,
    workingFolder: process.cwd(),
  };
}

/** A reader that has seen enough (`| head`) ends the command; nothing has gone wrong. */
function endWithReader(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
}

/** How a command's words become its work. */
export type Run = (work: (context: CommandContext) => Promise<ExitCode>) => Promise<void>;

/** 0 done, 1 the work failed, 2 wrong usage. */
export async function main(words: readonly string[], surroundings = ofThisProcess()): Promise<ExitCode> {
  const stop = stopSignal();
  let exitCode: ExitCode = 0;
  const program = createProgram(surroundings.streams);
  const run: Run = async (work) => {
    const isJson = program.opts<{ json?: boolean }>().json ?? words.includes('--json');
    const terminal = createTerminal(surroundings.streams, isJson, systemClock);
    const { environment, workingFolder } = surroundings;
    const context = { terminal, clock: systemClock, signal: stop.signal, environment, workingFolder };
    exitCode = await runCommand(context, () => work(context));
  };
  registerServerCommands(program, run);
  registerTalkCommands(program, run);
  registerPackCommands(program, run);
  registerToolCommands(program, run);
  registerLearningCommands(program, run);
  registerTableCommands(program, run);
  registerModelCommands(program, run);
  try {
    await program.parseAsync([...words], { from: 'user' });
    return exitCode;
  } catch (thrown) {
    if (!(thrown instanceof CommanderError)) throw thrown;
    return thrown.exitCode === 0 ? 0 : 2;
  } finally {
    stop.release();
  }
}

function createProgram(streams: Streams): Command {
  return new Command('leadline')
    .description('Turns every website chat and phone call into an explained, exportable lead.')
    .version(leadlineVersion())
    .option('--json', 'one JSON object per line on stdout')
    .showHelpAfterError('Run leadline --help for all commands.')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void streams.out.write(text),
      writeErr: (text) => void streams.err.write(text),
    });
}
