/** What every command is given, and how a failing one ends: one sentence, its code, exit 1; wrong usage exits 2. */
import { type Clock, toFault } from '../protocol/index.js';
import { describeFailure, type Terminal } from './terminal.js';

export interface CommandContext {
  readonly terminal: Terminal;
  readonly clock: Clock;
  /** Aborts on Ctrl-C, SIGTERM or when the parent process goes away. */
  readonly signal: AbortSignal;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly workingFolder: string;
}

/** 0 done, 1 the work failed, 2 wrong usage. */
export type ExitCode = 0 | 1 | 2;

/** Runs a command's work and turns whatever it throws into its message and exit code. */
export async function runCommand(context: CommandContext, work: () => Promise<ExitCode>): Promise<ExitCode> {
  try {
    return await work();
  } catch (thrown) {
    if (context.signal.aborted) return 1;
    const fault = toFault(thrown);
    context.terminal.emit({ event: 'failed', ...fault.toPayload() });
    context.terminal.note(describeFailure(thrown));
    return fault.code === 'usage.wrong' ? 2 : 1;
  }
}
