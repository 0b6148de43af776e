/**
 * The speech process: serves `speech.v1.Speech` on loopback until its parent or a signal ends it.
 * Prints one line `{"event":"ready","port":N}`; started by bot/speech-client or by `leadline start --role speech`.
 */
import { availableParallelism, homedir } from 'node:os';
import { join } from 'node:path';
import { type Fault, systemClock, toFault } from '../../protocol/index.js';
import type { TurnEndJudges } from '../../speech/index.js';
import { SETTINGS } from '../config/index.js';
import { serveSpeech } from '../speech-client/speech-server.js';
import { createSpeechService } from './speech-parts.js';

const say = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`);

/** The judge's room takes longer to load than the engines: it comes after the service is ready. */
function judgesOf(registryFolder: string): TurnEndJudges {
  const onFault = ({ code, message }: Fault) =>
    process.stderr.write(`${code}: ${message} Calls wait without it for callers to finish.\n`);
  let followed: Promise<TurnEndJudges> | undefined;
  return {
    async current() {
      followed ??= import('../models/turn-end-model.js').then(({ followTurnEnd }) =>
        followTurnEnd({ registryFolder, clock: systemClock, onFault }),
      );
      return (await followed).current();
    },
  };
}

async function main(): Promise<void> {
  const home = process.env.LEADLINE_CACHE ?? join(homedir(), '.cache', 'leadline');
  const registryFolder = process.env.LEADLINE_REGISTRY;
  const judges = registryFolder === undefined ? undefined : judgesOf(registryFolder);
  const service = await createSpeechService({
    cacheFolder: join(home, 'speech'),
    modelsFolder: process.env.LEADLINE_MODELS_DIR ?? SETTINGS.modelsDir.schema.parse(undefined),
    clock: systemClock,
    decodeWidth: availableParallelism(),
    judges,
  });
  const server = await serveSpeech(service, Number(process.env.LEADLINE_SPEECH_PORT ?? 0));
  let isStopping = false;
  const stop = () => {
    if (isStopping) return;
    isStopping = true;
    void server.close().finally(() => process.exit(0));
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  process.on('disconnect', stop);
  process.stdin.on('end', stop).on('close', stop).on('error', stop).resume();
  say({ event: 'ready', port: server.port });
  await judges?.current();
}

main().catch((thrown: unknown) => {
  say({ event: 'failed', fault: toFault(thrown).toPayload() });
  process.stderr.write(`${thrown instanceof Error ? thrown.stack : String(thrown)}\n`);
  process.exit(1);
});
