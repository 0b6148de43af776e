/**
 * Everything of one machine, started in order: pack, models, the demo's world where asked for, the speech process, the
 * server. `leadline demo`, `start`, `chat` and `call` all come through here.
 */
import { existsSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import { createDemoActions } from '../../dialogs/index.js';
import { createLeadConsumer } from '../../leads/index.js';
import {
  type Clock,
  type LocalizedText,
  type ProgressListener,
  systemClock,
  toWorkspaceId,
} from '../../protocol/index.js';
import { actionsOf } from '../actions/index.js';
import type { BusinessFacts } from '../api/index.js';
import type { Settings } from '../config/index.js';
import { openModelHome } from '../models/index.js';
import { type LoadedPack, loadPack } from '../pack/index.js';
import { packageRoot } from '../package-root.js';
import { createLogger, readableLog } from '../telemetry/index.js';
import { type BotModels, openBotModels } from './bot-models.js';
import { demoRecorder } from './demo-recorder.js';
import { hasWorld, makeDemoWorld } from './demo-world.js';
import { createIntentReader } from './pack-engine.js';
import { type RunningServer, startServer } from './server.js';
import { type Speech, startSpeech } from './speech.js';

/** One seed for every model and world of a pack: the same pack and code give the same demo. */
export const PACK_SEED = 20_260_105;

export interface BotRequest {
  readonly settings: Settings;
  /** Populates an empty data folder with the pack's generated world. */
  readonly demo?: { readonly isFresh: boolean; readonly conversations?: number };
  readonly version: string;
  readonly clock?: Clock;
  readonly onProgress?: ProgressListener;
  readonly signal?: AbortSignal;
  /** Log lines for a person at a terminal; JSON without it. */
  readonly isLogForPeople?: boolean;
}

export interface RunningBot extends RunningServer {
  readonly pack: LoadedPack;
  readonly speech: Speech;
}

/** Throws Fault `pack.*`, `learning.*`, `settings.*`, `store.busy`; speech that does not start leaves text working. */
export async function startBot(request: BotRequest): Promise<RunningBot> {
  const { settings, clock = systemClock, onProgress, signal } = request;
  const logger = createLogger(
    settings.logLevel,
    request.isLogForPeople ? readableLog(process.stderr) : process.stderr,
  );
  const pack = loadPack(packFolder(settings.packDir));
  const home = openModelHome(settings.dataDir, clock);
  const speechStarting = startSpeech({
    isWanted: settings.speech === 'on',
    dataDir: settings.dataDir,
    modelsDir: settings.modelsDir,
    clock,
    logger,
  });
  let models: BotModels | undefined;
  try {
    models = await openBotModels({
      ...{ pack, home, clock, seed: PACK_SEED, logger, onProgress, signal },
      // The people of a demo are generated: what they order reaches no company's systems.
      actions: request.demo ? createDemoActions() : actionsOf(settings, clock),
    });
    const { engine } = models.serving;
    const speech = await speechStarting;
    if (request.demo && (request.demo.isFresh || !hasWorld(settings.dataDir))) {
      const recording = demoRecorder(speech.service, ['en']);
      await makeDemoWorld({
        ...{ pack, engine, home, recording, onProgress, signal },
        readIntent: createIntentReader(pack, models.understanding, clock),
        ...demoSettings(request, clock),
      });
    }
    await models.serving.refresh();
    const server = await startServer({
      ...serverParts({ pack, speech, models, clock, maxCallMinutes: settings.maxCallMinutes }),
      ...{ settings, engine, clock, logger, version: request.version },
    });
    models.watch({
      ...server,
      workspaceId: toWorkspaceId(settings.workspace),
      schedule: settings,
    });
    return { ...server, pack, speech, close: () => closeAll({ server, models, speech }) };
  } catch (error) {
    await models?.close();
    await (await speechStarting).close();
    throw error;
  }
}

interface Closing {
  readonly server: RunningServer;
  readonly models: BotModels | undefined;
  readonly speech: Speech;
}

async function closeAll({ server, models, speech }: Closing): Promise<void> {
  try {
    await models?.close();
    await server.close();
  } finally {
    // A process whose speech child lives on does not end.
    await speech.close();
  }
}

function demoSettings(request: BotRequest, clock: Clock) {
  const { settings, demo } = request;
  return {
    dataDir: settings.dataDir,
    nowMs: clock.now(),
    seed: PACK_SEED,
    conversations: demo?.conversations,
  };
}

interface Rooms {
  readonly pack: LoadedPack;
  readonly speech: Speech;
  readonly models: BotModels;
  readonly clock: Clock;
  readonly maxCallMinutes: number;
}

function serverParts({ pack, speech, models, clock, maxCallMinutes }: Rooms) {
  return {
    pack: { name: pack.settings.name, apology: pack.words.apology },
    business: businessFacts(pack, speech),
    createLeadHandler: (store: Parameters<typeof createLeadConsumer>[0]['store']) =>
      createLeadConsumer({ store, models: () => models.serving.leadModels(), pack: pack.leads, clock }),
    models: models.desk,
    predictors: models.predictors,
    createVoiceGateway: speech.createVoiceGateway,
    callRules: { maxMs: maxCallMinutes * 60_000, ...pack.words },
    webRoot: join(packageRoot(), 'dist', 'web'),
  };
}

function businessFacts({ settings, dialogs }: LoadedPack, speech: Speech): BusinessFacts {
  const { title, accent, locales, defaultLocale, timeZone, currency, consent } = settings;
  const assistant: LocalizedText = consent.processing ?? {};
  return {
    brand: title,
    flowTitles: Object.fromEntries(dialogs.flows.map((flow) => [flow.flow, flow.title])),
    ...{ accent, locales, defaultLocale, timeZone, currency },
    disclosure: { assistant, recording: consent.recording ?? {} },
    speechLocales: () => speech.recognisedLocales.filter((locale) => locales.includes(locale)),
  };
}

/** A pack folder as given, or, for a relative one that is not here, the pack that Leadline ships. */
export function packFolder(packDir: string): string {
  if (isAbsolute(packDir) || existsSync(packDir)) return resolve(packDir);
  const shipped = join(packageRoot(), packDir);
  return existsSync(shipped) ? shipped : resolve(packDir);
}
