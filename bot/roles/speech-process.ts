/**
 * The speech process: serves `speech.v1.Speech` on loopback until its parent or a signal ends it.
 * Prints one line `{"event":"ready","port":N}`; started by bot/speech-client or by `leadline start --role speech`.
 */
import { availableParallelism, homedir } from 'node:os';
import { join } from 'node:path';
import { systemClock, toFault } from '../../protocol/index.js';
import { SETTINGS } from '../config/index.js';
import { serveSpeech } from '../speech-client/speech-server.js';
import { createSpeechService } from './speech-parts.js';

const say = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`);

async function main(): Promise<void> {
  const home = process.env.LEADLINE_CACHE ?? join(homedir(), '.cache', 'leadline');
  const service = await createSpeechService({
    cacheFolder: join(home, 'speech'),
    modelsFolder: process.env.LEADLINE_MODELS_DIR ?? SETTINGS.modelsDir.schema.parse(undefined),
    clock: systemClock,
    decodeWidth: availableParallelism(),
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
}

main().catch((thrown: unknown) => {
  say({ event: 'failed', fault: toFault(thrown).toPayload() });
  process.stderr.write(`${thrown instanceof Error ? thrown.stack : String(thrown)}\n`);
  process.exit(1);
});
