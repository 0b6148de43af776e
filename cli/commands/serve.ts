/** `leadline demo` and `leadline start`: the whole of one machine, until it is told to stop. */
import { startBot } from '../../bot/index.js';
import type { CommandContext, ExitCode } from '../command.js';
import { type SettingFlags, settingsOf } from '../settings-of.js';
import { leadlineVersion } from '../version.js';

export interface DemoOptions {
  readonly flags: SettingFlags;
  readonly isFresh: boolean;
  /** Size of the generated history; the pack's own number without it. */
  readonly conversations?: number;
}

/** Where the demo keeps its generated data, apart from a company's own. */
export const DEMO_DATA = '.leadline/demo';

export function demo(context: CommandContext, { flags, ...history }: DemoOptions): Promise<ExitCode> {
  return serve(context, { dataDir: DEMO_DATA, logLevel: 'warn', ...defined(flags) }, history);
}

export function start(context: CommandContext, flags: SettingFlags): Promise<ExitCode> {
  return serve(context, flags);
}

const defined = (flags: SettingFlags) =>
  Object.fromEntries(Object.entries(flags).filter(([, value]) => value !== undefined));

async function serve(
  context: CommandContext,
  flags: SettingFlags,
  demoOptions?: Omit<DemoOptions, 'flags'>,
): Promise<ExitCode> {
  const { terminal, signal } = context;
  const bot = await startBot({
    settings: settingsOf(context, flags),
    demo: demoOptions,
    version: leadlineVersion(),
    onProgress: terminal.onProgress,
    signal,
    isLogForPeople: terminal.isForPeople,
  });
  try {
    const { url, consoleUrl, speech } = bot;
    terminal.emit({ event: 'ready', url, consoleUrl, speechLocales: speech.recognisedLocales });
    terminal.say(`Shop with the widget:  ${url}/`);
    terminal.say(`Console, opens once:   ${consoleUrl}`);
    if (demoOptions)
      terminal.say('The history in the console is generated and labelled so; what you say is real.');
    terminal.say(
      speech.service === undefined
        ? 'Speech is off; text works.'
        : `Speech is recognised in: ${speech.recognisedLocales.join(', ') || 'no language'}.`,
    );
    terminal.say('Ctrl-C stops everything.');
    await stopped(signal);
    return 0;
  } finally {
    await bot.close();
  }
}

function stopped(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
