/**
 * The methods of the speech service with their message types, made from protocol/speech.proto. connect-speech.ts calls them
 * and gives them their meaning; nothing here interprets a message.
 */
import {
  Client,
  type ClientDuplexStream,
  type ClientReadableStream,
  credentials,
  type Metadata,
  type MethodDefinition,
  type ServiceDefinition,
  type ServiceError,
} from '@grpc/grpc-js';
import { Fault } from '../../protocol/index.js';
import type {
  AudioChunkMessage,
  RecognitionEventMessage,
  RecognizeRequestMessage,
} from '../../speech/index.js';
import { loadSpeechPackage, speechClientConstructor } from './speech-proto.js';

export type RecognizeCall = ClientDuplexStream<RecognizeRequestMessage, RecognitionEventMessage>;
export type SynthesizeCall = ClientReadableStream<AudioChunkMessage>;

export interface EngineInfo {
  readonly name: string;
  readonly kind: 'transcriber' | 'speaker';
  readonly locales: readonly string[];
  readonly licence: string;
}

export interface EngineList {
  readonly engines: readonly EngineInfo[];
}

/** One channel to a speech process; `close` comes from the library's client. */
export class SpeechStub extends Client {
  readonly #recognize: MethodDefinition<RecognizeRequestMessage, RecognitionEventMessage>;
  readonly #synthesize: MethodDefinition<object, AudioChunkMessage>;
  readonly #listEngines: MethodDefinition<object, EngineList>;

  /** @param address `host:port`; the channel is made at the first call. */
  constructor(address: string) {
    super(address, credentials.createInsecure());
    const { service } = speechClientConstructor(loadSpeechPackage());
    this.#recognize = methodOf(service, 'Recognize');
    this.#synthesize = methodOf(service, 'Synthesize');
    this.#listEngines = methodOf(service, 'ListEngines');
  }

  recognize(metadata: Metadata): RecognizeCall {
    const { path, requestSerialize, responseDeserialize } = this.#recognize;
    return this.makeBidiStreamRequest(path, requestSerialize, responseDeserialize, metadata);
  }

  synthesize(request: object, metadata: Metadata): SynthesizeCall {
    const { path, requestSerialize, responseDeserialize } = this.#synthesize;
    return this.makeServerStreamRequest(path, requestSerialize, responseDeserialize, request, metadata);
  }

  /** Rejects with the library's ServiceError. */
  listEngines(): Promise<EngineList> {
    const { path, requestSerialize, responseDeserialize } = this.#listEngines;
    return new Promise((resolve, reject) => {
      const answer = (error: ServiceError | null, list?: EngineList) =>
        error === null ? resolve(list ?? { engines: [] }) : reject(error);
      this.makeUnaryRequest(path, requestSerialize, responseDeserialize, {}, answer);
    });
  }
}

function methodOf(service: ServiceDefinition, name: string): ServiceDefinition[string] {
  const method = service[name];
  if (method === undefined) throw new Fault('internal.unexpected', 'The speech service lacks a method.');
  return method;
}
