/**
 * Gives a command its desk: of the server that runs on the data folder, or of a bot that it starts for its own length.
 * Without a data folder given, a running demo is joined before anything new is started.
 */
import {
  createControlClient,
  createLocalDesk,
  createRemoteDesk,
  type Desk,
  isServerRunning,
  type Settings,
  type SpeechService,
  startBot,
  startSpeech,
} from '../bot/index.js';
import { Fault } from '../protocol/index.js';
import type { CommandContext } from './command.js';
import { DEMO_DATA } from './commands/serve.js';
import { type SettingFlags, settingsOf } from './settings-of.js';
import { leadlineVersion } from './version.js';

export interface AtDesk {
  readonly desk: Desk;
  /** Undefined where speech is off or did not start. */
  readonly speech: SpeechService | undefined;
  readonly recognisedLocales: readonly string[];
  close(): Promise<void>;
}

export interface DeskNeeds {
  readonly flags: SettingFlags;
  readonly isSpoken: boolean;
}

/** Says on stderr whose desk it is. Close what it returns. */
export async function atDesk(context: CommandContext, needs: DeskNeeds): Promise<AtDesk> {
  const { flags, isSpoken } = needs;
  const speech = isSpoken ? 'on' : 'off';
  const own = settingsOf(context, { logLevel: 'error', ...flags, speech });
  const candidates = flags.dataDir === undefined ? [own.dataDir, DEMO_DATA] : [own.dataDir];
  for (const dataDir of candidates) {
    if (await isServerRunning(dataDir)) return joinServer(context, needs, { ...own, dataDir });
  }
  return startAlone(context, own);
}

async function joinServer(
  { terminal, clock }: CommandContext,
  { flags, isSpoken }: DeskNeeds,
  { dataDir, modelsDir }: Settings,
): Promise<AtDesk> {
  const { url } = await createControlClient(dataDir).get<{ url: string }>('/api/v1/desk');
  terminal.note(
    `Joined the server that runs at ${url}; its console shows this conversation. ` +
      'To talk to a bot of your own, give another --data-dir.',
  );
  if (flags.packDir !== undefined) terminal.note("The server's own pack answers; --pack has no effect here.");
  const { service, recognisedLocales, close } = await startSpeech({
    isWanted: isSpoken,
    dataDir,
    modelsDir,
    clock,
  });
  return { desk: createRemoteDesk(dataDir, clock), speech: service, recognisedLocales, close };
}

async function startAlone({ terminal, signal }: CommandContext, own: Settings): Promise<AtDesk> {
  terminal.note(
    `No server runs here: this command starts its own bot and keeps its words in ${own.dataDir}.`,
  );
  const bot = await startBot({
    settings: { ...own, port: 0 },
    version: leadlineVersion(),
    onProgress: terminal.onProgress,
    signal,
    isLogForPeople: terminal.isForPeople,
  });
  return {
    desk: createLocalDesk(bot.runtime, bot.store),
    speech: bot.speech.service,
    recognisedLocales: bot.speech.recognisedLocales,
    close: () => bot.close(),
  };
}

/** Throws Fault `speech.no-engine` with what would help when the locale is not recognised here. */
export function mustRecognise(at: AtDesk, locale: string): SpeechService {
  if (at.speech === undefined)
    throw new Fault('speech.unavailable', 'The speech process did not start; see leadline doctor.');
  if (!at.recognisedLocales.includes(locale)) {
    throw new Fault(
      'speech.no-engine',
      `Speech in "${locale}" is not recognised on this machine; recognised: ${at.recognisedLocales.join(', ') || 'none'}. ` +
        'leadline doctor says which model is missing and where it belongs.',
      { fields: { locale } },
    );
  }
  return at.speech;
}
