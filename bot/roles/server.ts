/** The server role: plugs store, runtime, web channel and API together on one loopback port and the control socket. */
import type { AddressInfo } from 'node:net';
import type { DialogEngine } from '../../dialogs/index.js';
import type { EventHandler, LeadStore } from '../../leads/index.js';
import { createMemoryArtefacts, createModelRegistry } from '../../learning/index.js';
import {
  type Clock,
  Fault,
  type IdSource,
  type LocalizedText,
  systemClock,
  systemIds,
  toWorkspaceId,
} from '../../protocol/index.js';
import {
  createConsoleAccess,
  createVisitorTokens,
  KeyedBuckets,
  loadSecret,
  openSessionEpoch,
  refuseForeignAddress,
  TokenBucket,
} from '../access/index.js';
import {
  type ApiParts,
  type BusinessFacts,
  type ControlSocket,
  createHttpServer,
  type HttpServer,
  openControlSocket,
} from '../api/index.js';
import { createWebChannel, type VoiceGateway } from '../channels/web/index.js';
import type { Settings } from '../config/index.js';
import { createModelDesk, type ModelDesk, type Predictors } from '../models/index.js';
import { createRuntime, type Runtime } from '../runtime/index.js';
import { type BotStore, openStore } from '../store/index.js';
import { createLogger, createMetrics, describeError, type Logger, type Metrics } from '../telemetry/index.js';
import type { CallRules } from '../voice/index.js';

/** What a voice gateway is built from, once the runtime runs. */
export interface VoiceParts {
  readonly runtime: Runtime;
  readonly store: BotStore;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly logger: Logger;
  readonly metrics: Pick<Metrics, 'dropped'>;
  readonly callRules?: CallRules;
}

export interface ServerParts {
  readonly settings: Settings;
  readonly pack: { readonly name: string; readonly apology?: LocalizedText };
  readonly business: BusinessFacts;
  readonly engine: DialogEngine;
  /** Builds the lead consumer over the store's LeadStore. */
  readonly createLeadHandler: (leads: LeadStore) => EventHandler;
  readonly models?: ModelDesk;
  readonly predictors?: Predictors;
  readonly createVoiceGateway?: (parts: VoiceParts) => VoiceGateway;
  readonly callRules?: CallRules;
  readonly version: string;
  readonly webRoot: string;
  readonly clock?: Clock;
  readonly ids?: IdSource;
  readonly logger?: ReturnType<typeof createLogger>;
  /** Uses this store instead of opening the one in settings.dataDir; the caller closes it. */
  readonly store?: BotStore;
}

export interface RunningServer {
  readonly url: string;
  /** Opens the console once, within an hour. */
  readonly consoleUrl: string;
  readonly runtime: Runtime;
  readonly store: BotStore;
  readonly metrics: Metrics;
  /** Turns that were acknowledged before the start and are answered now. */
  readonly rerunTurns: number;
  readonly controlSocket: string | undefined;
  /** Stops listening, ends running turns, closes the store. */
  close(): Promise<void>;
}

interface Core {
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly logger: ReturnType<typeof createLogger>;
  readonly metrics: Metrics;
  readonly store: BotStore;
  readonly runtime: Runtime;
}

async function createCore(parts: ServerParts): Promise<Core> {
  const { settings, engine, pack, business } = parts;
  const clock = parts.clock ?? systemClock;
  const ids = parts.ids ?? systemIds;
  const logger = parts.logger ?? createLogger(settings.logLevel);
  const metrics = createMetrics();
  const onCommit = (size: number) => metrics.committed(size);
  const onListenerFailure = (error: unknown) =>
    logger.error({ err: describeError(error) }, 'A listener of stored events failed.');
  const store =
    parts.store ?? (await openStore({ folder: settings.dataDir, clock, ids, onCommit, onListenerFailure }));
  const runtime = createRuntime({
    store,
    engine,
    leadHandler: parts.createLeadHandler(store.leads),
    clock,
    ids,
    logger,
    observer: metrics,
    pack: { ...pack, defaultLocale: business.defaultLocale },
    limits: { stepTimeoutMs: settings.stepTimeoutMs },
  });
  metrics.watch({
    waitingTurns: () => runtime.depth,
    waitingWrites: () => store.waitingWrites,
    blockedConversations: () => runtime.blockedConversations,
  });
  return { clock, ids, logger, metrics, store, runtime };
}

/** A server without a registry: a test's, or a role's that serves no models. */
const noModels = (clock: Clock) =>
  createModelDesk(createModelRegistry({ store: createMemoryArtefacts(), clock, codeVersion: 'none' }));

const noPredictors: Predictors = {
  predict: async () => {
    throw new Fault('learning.no-model', 'This server serves no models.');
  },
};

function createApiParts(parts: ServerParts, core: Core, url: () => string): ApiParts {
  const { settings } = parts;
  const { clock, logger, metrics, store, runtime } = core;
  const secret = loadSecret(settings.dataDir);
  const workspaceId = toWorkspaceId(settings.workspace);
  const { visitsPerSecond: visits, turnsPerSecond: turns } = settings;
  return {
    workspaceId,
    runtime,
    store,
    models: parts.models ?? noModels(clock),
    predictors: parts.predictors ?? noPredictors,
    business: parts.business,
    tokens: createVisitorTokens(secret, clock),
    consoleAccess: createConsoleAccess({
      ...{ secret, clock, workspaceId },
      epoch: openSessionEpoch(settings.dataDir),
      cookieName: () => `leadline_console_${new URL(url()).port}`,
    }),
    visitBucket: new TokenBucket({ perSecond: visits, burst: visits * 2 }, clock),
    turnBuckets: new KeyedBuckets({ perSecond: turns, burst: turns * 4 }, clock),
    clock,
    logger,
    metrics,
    version: parts.version,
    webRoot: parts.webRoot,
    url,
  };
}

function attachWebChannel(app: HttpServer, parts: ServerParts, core: Core, api: ApiParts) {
  const { maxSockets } = parts.settings;
  return createWebChannel({
    http: app.server,
    ...core,
    tokens: api.tokens,
    consoleAccess: api.consoleAccess,
    voice: parts.createVoiceGateway?.({ ...core, callRules: parts.callRules }),
    turnBuckets: api.turnBuckets,
    maxSockets,
  });
}

/** Resolves with the port. Throws Fault `settings.invalid` when another program has it. */
async function listen(app: HttpServer, port: number): Promise<number> {
  try {
    await app.listen({ host: '127.0.0.1', port });
    return (app.server.address() as AddressInfo).port;
  } catch (cause) {
    if ((cause as { code?: string }).code !== 'EADDRINUSE') throw cause;
    throw new Fault('settings.invalid', `Another program listens on port ${port}; choose another one.`, {
      cause,
      fields: { setting: 'port' },
    });
  }
}

/**
 * Starts the server; resolves once it answers.
 * @throws Fault `settings.refused` for an address that others could reach, `store.busy` when another server runs here.
 */
export async function startServer(parts: ServerParts): Promise<RunningServer> {
  refuseForeignAddress(parts.settings.host);
  const core = await createCore(parts);
  const { store, runtime, metrics } = core;
  let url = '';
  const api = createApiParts(parts, core, () => url);
  const app = await createHttpServer({ parts: api, logger: core.logger });
  const channel = attachWebChannel(app, parts, core, api);
  const rerunTurns = await runtime.start();
  const orphans = await store.recordings.removeOrphans(core.clock.now());
  if (orphans > 0)
    core.logger.warn({ orphans }, 'Recordings of calls that were cut by a crash were removed.');
  let control: ControlSocket | undefined;
  const close = async () => {
    await control?.close();
    await channel.close();
    await app.close();
    await runtime.close();
    if (parts.store === undefined) await store.close();
    metrics.close();
  };
  try {
    url = `http://localhost:${await listen(app, parts.settings.port)}`;
    control = await openControlSocket(parts.settings.dataDir, app);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    url,
    consoleUrl: `${url}/console/login?token=${api.consoleAccess.mintLoginToken()}`,
    runtime,
    store,
    metrics,
    rerunTurns,
    controlSocket: control?.path,
    close,
  };
}
