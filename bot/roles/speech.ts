/** The speech process as the rest of one machine sees it: a connection, what it recognises, or the reason there is none. */
import { join } from 'node:path';
import type { Clock, Fault, Locale, SpeechService } from '../../protocol/index.js';
import { FRAME_MS, toFault } from '../../protocol/index.js';
import { createVoiceGateway } from '../channels/web/voice-gateway.js';
import { registryFolder } from '../models/index.js';
import { connectSpeech, type EngineInfo, startSpeechProcess } from '../speech-client/index.js';
import type { Logger } from '../telemetry/index.js';
import type { ServerParts } from './server.js';

export interface Speech {
  /** Undefined where speech is off or did not start. */
  readonly service: SpeechService | undefined;
  readonly engines: readonly EngineInfo[];
  readonly recognisedLocales: readonly Locale[];
  /** Why speech did not start, though it was wanted. */
  readonly failure?: Fault;
  readonly createVoiceGateway: ServerParts['createVoiceGateway'];
  close(): Promise<void>;
}

const SILENT: Speech = {
  service: undefined,
  engines: [],
  recognisedLocales: [],
  createVoiceGateway: undefined,
  close: async () => undefined,
};

export interface SpeechRequest {
  readonly isWanted: boolean;
  readonly dataDir: string;
  /** Pulled models, one folder each. */
  readonly modelsDir: string;
  readonly clock: Clock;
  readonly logger?: Logger;
}

/** Never throws: a machine whose speech does not start still chats, and the log says why. */
export async function startSpeech(request: SpeechRequest): Promise<Speech> {
  const { isWanted, dataDir, modelsDir, clock, logger } = request;
  if (!isWanted) return SILENT;
  try {
    const child = await startSpeechProcess({
      clock,
      cacheFolder: join(dataDir, 'speech-cache'),
      modelsFolder: modelsDir,
      registryFolder: registryFolder(dataDir),
      onRestart: (restart) => logger?.warn(restart, 'The speech process ended and is started again.'),
    });
    const connection = connectSpeech(child.address);
    const engines = await connection.listEngines();
    const transcribers = engines.filter((engine) => engine.kind === 'transcriber');
    const recognisedLocales = [...new Set(transcribers.flatMap((engine) => engine.locales))];
    return {
      service: connection,
      engines,
      recognisedLocales,
      createVoiceGateway: ({ runtime, store, ids, logger: log, metrics, callRules }) =>
        createVoiceGateway({
          ...{ runtime, clock, ids, rules: callRules },
          speech: connection,
          recordings: store.recordings,
          recognisedLocales: () => recognisedLocales,
          onFault: (fault) => log.warn({ code: fault.code }, 'A spoken conversation met a fault.'),
          onDropped: (durationMs) => metrics.dropped('recognition', Math.ceil(durationMs / FRAME_MS)),
        }),
      async close() {
        connection.close();
        await child.close();
      },
    };
  } catch (thrown) {
    const fault = toFault(thrown);
    logger?.error({ code: fault.code, err: fault }, 'Speech did not start; text works without it.');
    return { ...SILENT, failure: fault };
  }
}
