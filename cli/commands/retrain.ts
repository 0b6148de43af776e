/** `leadline models retrain`: has the running server train a model again beside its turns, follows it, and cancels it when the command is stopped. */
import { createRemoteModelDesk, isServerRunning, type ModelDesk } from '../../bot/index.js';
import { delay, Fault, type RetrainingStatus } from '../../protocol/index.js';
import type { CommandContext, ExitCode } from '../command.js';
import { type ModelsFlags, modelsDataDir } from './models.js';

const LOOK_MS = 500;

export interface RetrainFlags extends ModelsFlags {
  readonly name: string;
  readonly cancel?: boolean;
}

/** Exit code 1 when no version came of it; a version that loses against the active one is a result. */
export async function retrainModel(
  context: CommandContext,
  { name, cancel, ...flags }: RetrainFlags,
): Promise<ExitCode> {
  const dataDir = await modelsDataDir(context, flags);
  if (!(await isServerRunning(dataDir)))
    throw new Fault(
      'learning.no-trainer',
      'No server runs here; it trains beside its turns: leadline start.',
    );
  const desk = createRemoteModelDesk(dataDir);
  if (cancel) {
    tell(context, await desk.cancelRetraining(name));
    return 0;
  }
  const status = await follow(context, desk, await desk.retrain(name));
  tell(context, status);
  return status.kind === 'done' ? 0 : 1;
}

async function follow(context: CommandContext, desk: ModelDesk, begun: RetrainingStatus) {
  let status = begun;
  while (status.kind === 'running') {
    if (status.progress !== undefined) context.terminal.onProgress(status.progress);
    try {
      await delay(context.clock, LOOK_MS, context.signal);
    } catch (error) {
      await desk.cancelRetraining(status.model);
      throw error;
    }
    status = await desk.retraining(status.model);
  }
  return status;
}

function tell({ terminal }: CommandContext, status: RetrainingStatus): void {
  terminal.emit(status);
  if (status.kind === 'failed') terminal.say(`No new version: ${status.problem}`);
  else if (status.kind === 'running') terminal.say('The retraining is being ended.');
  else if (status.kind === 'idle') terminal.say('No retraining runs.');
  else
    terminal.say(
      `${status.version} ${status.isActivated ? 'serves now' : 'is stored and does not serve'}. ${status.verdict}`,
    );
}
