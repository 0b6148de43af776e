/**
 * The speech service over gRPC, as the rest of bot/ sees it. Bounded: audio that the service does not take in time is
 * dropped and reported; sentences are read one at a time.
 */
import { type Metadata, type ServiceError, status } from '@grpc/grpc-js';
import {
  type ExpectedAnswer,
  Fault,
  type RecognitionEvent,
  type RecognitionSettings,
  type RecognitionStream,
  type SpeechService,
  type SpokenSentence,
  type SynthesisSettings,
} from '../../protocol/index.js';
import {
  type AudioChunkMessage,
  codecNameOf,
  durationOf,
  hintMessageOf,
  type RecognitionEventMessage,
  recognitionEventOf,
} from '../../speech/index.js';
import { EventQueue } from './event-queue.js';
import { faultOfStatus } from './fault-of-status.js';
import { metadataOf } from './speech-proto.js';
import { type EngineInfo, type RecognizeCall, SpeechStub, type SynthesizeCall } from './speech-stub.js';

export interface SpeechConnection extends SpeechService {
  listEngines(): Promise<readonly EngineInfo[]>;
  close(): void;
}

/** Audio that may wait in the client while the service is slow: 320 kB per call at 16 kHz. */
const MOST_WAITING_MS = 10_000;
const MOST_WAITING_EVENTS = 512;

class GrpcRecognition implements RecognitionStream {
  readonly #call: RecognizeCall;
  readonly #settings: RecognitionSettings;
  readonly #events = new EventQueue<RecognitionEvent>({
    limit: MOST_WAITING_EVENTS,
    isDroppable: (event) => event.kind === 'interim' || event.kind === 'dropped',
  });
  #waitingMs = 0;
  #droppedMs = 0;
  #isDone = false;

  constructor(call: RecognizeCall, settings: RecognitionSettings, signal: AbortSignal | undefined) {
    this.#call = call;
    this.#settings = settings;
    call.on('data', (message: RecognitionEventMessage) => this.#receive(message));
    call.on('end', () => this.#finished());
    call.on('error', (error: ServiceError) => this.#failed(error));
    signal?.addEventListener('abort', () => this.cancel(), { once: true });
    if (signal?.aborted) this.cancel();
    this.#start();
  }

  get events(): AsyncIterable<RecognitionEvent> {
    return this.#events;
  }

  write(frame: Uint8Array): boolean {
    if (this.#isDone) return false;
    const frameMs = durationOf(frame.byteLength, this.#settings);
    if (this.#waitingMs + frameMs > MOST_WAITING_MS) {
      this.#droppedMs += frameMs;
      return false;
    }
    this.#tellDropped();
    this.#waitingMs += frameMs;
    this.#call.write({ request: 'audio', audio: frame }, () => {
      this.#waitingMs -= frameMs;
    });
    return true;
  }

  hint(expected: ExpectedAnswer): void {
    if (!this.#isDone) this.#call.write({ request: 'hint', hint: hintMessageOf(expected) });
  }

  finish(): void {
    if (!this.#isDone) this.#call.end();
  }

  cancel(): void {
    if (this.#isDone) return;
    this.#isDone = true;
    this.#call.cancel();
    this.#events.end();
  }

  #start(): void {
    const { codec, sampleRateHz, locale, maxStreamMs, maxUtteranceMs } = this.#settings;
    const limits = { maxStreamMs: maxStreamMs ?? 0, maxUtteranceMs: maxUtteranceMs ?? 0 };
    const start = { codec: codecNameOf(codec), sampleRateHz, locale, limits, interimEveryMs: 0 };
    if (!this.#isDone) this.#call.write({ request: 'start', start });
  }

  #receive(message: RecognitionEventMessage): void {
    const event = recognitionEventOf(message);
    if (event !== undefined && !this.#isDone) this.#events.push(event);
  }

  #tellDropped(): void {
    if (this.#droppedMs === 0) return;
    const droppedMs = Math.round(this.#droppedMs);
    this.#events.push({ kind: 'dropped', droppedMs, reason: 'the speech service was slow' });
    this.#droppedMs = 0;
  }

  #finished(): void {
    this.#tellDropped();
    this.#isDone = true;
    this.#events.end();
  }

  #failed(error: ServiceError): void {
    const wasCancelled = this.#isDone && error.code === status.CANCELLED;
    this.#isDone = true;
    this.#events.end(wasCancelled ? undefined : faultOfStatus(error));
  }
}

async function* sentencesOf(
  call: SynthesizeCall,
  signal: AbortSignal | undefined,
): AsyncGenerator<SpokenSentence> {
  const onAbort = () => call.cancel();
  signal?.addEventListener('abort', onAbort, { once: true });
  let text = '';
  let parts: Uint8Array[] = [];
  try {
    for await (const chunk of call as AsyncIterable<AudioChunkMessage>) {
      if (parts.length === 0) text = chunk.text;
      parts.push(chunk.audio);
      if (!chunk.isLastOfSentence) continue;
      yield { text, audio: Buffer.concat(parts) };
      parts = [];
    }
  } catch (thrown) {
    signal?.throwIfAborted();
    throw faultOfStatus(thrown as ServiceError);
  } finally {
    signal?.removeEventListener('abort', onAbort);
    call.cancel();
  }
}

/** The caller's trace context, under the name that W3C Trace Context gives it. */
const traceOf = ({ traceparent }: { readonly traceparent?: string }): Metadata =>
  metadataOf(traceparent === undefined ? {} : { traceparent });

/** @param address `host:port` of a speech process. */
export function connectSpeech(address: string): SpeechConnection {
  const stub = new SpeechStub(address);
  let isClosed = false;
  const refuseWhenClosed = () => {
    if (isClosed) throw new Fault('speech.unavailable', 'The connection to the speech service is closed.');
  };
  return {
    recognize(settings, signal) {
      refuseWhenClosed();
      return new GrpcRecognition(stub.recognize(traceOf(settings)), settings, signal);
    },
    synthesize(text: string, settings: SynthesisSettings, signal?: AbortSignal) {
      refuseWhenClosed();
      signal?.throwIfAborted();
      const { codec, sampleRateHz, locale, voice = '', rate = 1 } = settings;
      const request = { text, locale, voice, sampleRateHz, codec: codecNameOf(codec), rate };
      return sentencesOf(stub.synthesize(request, traceOf(settings)), signal);
    },
    async listEngines() {
      refuseWhenClosed();
      try {
        return (await stub.listEngines()).engines;
      } catch (thrown) {
        throw faultOfStatus(thrown as ServiceError);
      }
    },
    close() {
      isClosed = true;
      stub.close();
    },
  };
}
