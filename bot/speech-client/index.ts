/** The door of bot/speech-client: the speech service, over gRPC, in its own process. */
export * from './connect-speech.js';
export * from './event-queue.js';
export * from './speech-server.js';
export type { EngineInfo } from './speech-stub.js';
export * from './speech-supervisor.js';
