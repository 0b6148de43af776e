/** Binds the speech handlers to a gRPC server on loopback, with the standard health and reflection services. */
import { Server, ServerCredentials, type UntypedServiceImplementation } from '@grpc/grpc-js';
import { ReflectionService } from '@grpc/reflection';
import { HealthImplementation } from 'grpc-health-check';
import type { SpeechService } from '../../speech/index.js';
import { loadSpeechPackage, SPEECH_SERVICE, speechServiceDefinition } from './speech-proto.js';

export interface SpeechServer {
  readonly port: number;
  /** Says NOT_SERVING, lets running calls end for `graceMs`, then cuts them. */
  close(graceMs?: number): Promise<void>;
}

const LARGEST_MESSAGE_BYTES = 4 * 1024 * 1024;

function bind(server: Server, address: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.bindAsync(address, ServerCredentials.createInsecure(), (error, port) => {
      if (error === null) resolve(port);
      else reject(error);
    });
  });
}

/** @param port 0 for any free one. */
export async function serveSpeech(service: SpeechService, port = 0): Promise<SpeechServer> {
  const definition = loadSpeechPackage();
  const server = new Server({ 'grpc.max_receive_message_length': LARGEST_MESSAGE_BYTES });
  server.addService(
    speechServiceDefinition(definition),
    service.handlers as unknown as UntypedServiceImplementation,
  );
  const health = new HealthImplementation({ '': 'SERVING', [SPEECH_SERVICE]: 'SERVING' });
  health.addToServer(server);
  new ReflectionService(definition).addToServer(server);
  const boundPort = await bind(server, `127.0.0.1:${port}`);
  return {
    port: boundPort,
    async close(graceMs = 1000) {
      health.setStatus('', 'NOT_SERVING');
      health.setStatus(SPEECH_SERVICE, 'NOT_SERVING');
      await new Promise<void>((resolve) => {
        const cut = setTimeout(() => server.forceShutdown(), graceMs);
        server.tryShutdown(() => {
          clearTimeout(cut);
          resolve();
        });
      });
      await service.close();
    },
  };
}
