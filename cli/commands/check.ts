/** `leadline check DIR`: reads a pack as the server would and lists every problem with file and line. */
import { resolve } from 'node:path';
import { examinePack } from '../../bot/index.js';
import type { CommandContext, ExitCode } from '../command.js';

export async function check(context: CommandContext, folder: string): Promise<ExitCode> {
  const { terminal } = context;
  const { pack, problems } = examinePack(resolve(context.workingFolder, folder));
  terminal.emit({ errors: problems });
  for (const { file, line, message } of problems) terminal.say(`${file}:${line}: ${message}`);
  if (problems.length > 0) {
    terminal.say(`${problems.length} ${problems.length === 1 ? 'problem' : 'problems'} in ${folder}`);
    return 1;
  }
  const utterances = pack?.dialogs.intents.flatMap((intent) =>
    Object.values(intent.utterances).flat(),
  ).length;
  terminal.say(
    `${pack?.settings.name}: ${pack?.dialogs.intents.length} intents with ${utterances} utterances, ` +
      `${pack?.dialogs.flows.length} flows, ${pack?.dialogs.products.length} products, ` +
      `${pack?.documents.length} documents. No problems.`,
  );
  return 0;
}
