/** One `Recognize` call: reads requests, feeds the recognition, writes events, and ends with a status. */
import { Fault, type RecognitionEvent } from '../../protocol/index.js';
import { checkFormat, durationOf } from '../codecs/audio-frame.js';
import { Recognition, type RecognitionOptions } from '../recognition/recognition.js';
import type { DuplexCall } from './grpc-call.js';
import { grpcFailureOf } from './grpc-status.js';
import type { SpeechServiceSettings, StreamSlots } from './service-settings.js';
import {
  codecOf,
  eventMessageOf,
  expectedAnswerOf,
  type RecognitionEventMessage,
  type RecognizeRequestMessage,
  type StartMessage,
} from './speech-messages.js';

export type RecognizeCall = DuplexCall<RecognizeRequestMessage, RecognitionEventMessage>;

const LONGEST_FRAME_MS = 100;
const DEFAULT_INTERIM_MS = 500;

type Running = {
  readonly recognition: Recognition;
  readonly options: RecognitionOptions;
  readonly maxStreamMs: number;
};

/** 0 means the default. @throws Fault `input.invalid` for a negative one. */
function limitsWanted({ limits }: StartMessage) {
  const { maxStreamMs = 0, maxUtteranceMs = 0 } = limits ?? {};
  if (maxStreamMs < 0 || maxUtteranceMs < 0)
    throw new Fault('input.invalid', 'A limit must not be negative.');
  return { maxStreamMs, maxUtteranceMs };
}

export class RecognizeHandler {
  readonly #call: RecognizeCall;
  readonly #settings: SpeechServiceSettings;
  readonly #release: () => void;
  #running: Running | undefined;
  #heardMs = 0;
  #unread = 0;
  #droppedInterims = 0;
  #isOver = false;
  #isStarting = false;
  #stopIdleWatch: () => void = () => undefined;

  /** @throws Fault `speech.overloaded` when all streams are in use. */
  constructor(call: RecognizeCall, settings: SpeechServiceSettings, slots: StreamSlots) {
    this.#release = slots.take();
    this.#call = call;
    this.#settings = settings;
    this.#watchIdle();
    call.on('data', (message: RecognizeRequestMessage) => this.#guard(() => this.#receive(message)));
    call.on('end', () => this.#guard(() => this.#finish()));
    call.on('cancelled', () => this.#cancel());
    call.on('error', () => this.#cancel());
    call.on('drain', () => {
      this.#unread = 0;
    });
  }

  async #guard(step: () => void | Promise<void>): Promise<void> {
    if (this.#isOver) return;
    try {
      await step();
    } catch (thrown) {
      this.#fail(thrown);
    }
  }

  #watchIdle(): void {
    const { clock, limits } = this.#settings;
    this.#stopIdleWatch();
    this.#stopIdleWatch = clock.schedule(limits.maxIdleMs, () =>
      this.#fail(new Fault('speech.idle', `The stream sent nothing for ${limits.maxIdleMs} ms.`)),
    );
  }

  /** A stream that is made to wait is not idle. */
  #pause(): void {
    this.#stopIdleWatch();
    this.#call.pause();
  }

  #resume(): void {
    if (!this.#isOver) this.#watchIdle();
    this.#call.resume();
  }

  #receive(message: RecognizeRequestMessage): void | Promise<void> {
    this.#watchIdle();
    switch (message.request) {
      case 'start':
        return this.#start(message.start);
      case 'audio':
        return this.#hear(message.audio);
      case 'hint':
        return this.#recognition().recognition.hint(expectedAnswerOf(message.hint));
      case 'finish':
        return this.#finish();
      default:
        throw new Fault('input.invalid', 'A message of the stream is malformed.');
    }
  }

  async #start(start: StartMessage): Promise<void> {
    if (this.#running !== undefined || this.#isStarting)
      throw new Fault('input.invalid', 'The stream is already started.');
    this.#isStarting = true;
    const { limits } = this.#settings;
    const format = { codec: codecOf(start.codec), sampleRateHz: start.sampleRateHz };
    checkFormat(format);
    const wanted = limitsWanted(start);
    this.#pause();
    const transcriber = await this.#settings.engines.forLocale(start.locale);
    const judge = await this.#settings.judges?.current();
    if (this.#isOver) return;
    const options: RecognitionOptions = {
      ...format,
      locale: start.locale,
      maxUtteranceMs: Math.min(wanted.maxUtteranceMs || 15_000, limits.maxUtteranceMs),
      interimEveryMs:
        start.interimEveryMs < 0 ? undefined : Math.max(100, start.interimEveryMs || DEFAULT_INTERIM_MS),
      emit: (event) => this.#emit(event),
      onFault: (fault) => this.#fail(fault),
    };
    const { createDetector, decodes } = this.#settings;
    const recognition = new Recognition({ detector: createDetector(), transcriber, decodes, judge }, options);
    const maxStreamMs = Math.min(wanted.maxStreamMs || limits.maxStreamMs, limits.maxStreamMs);
    this.#running = { recognition, options, maxStreamMs };
    this.#resume();
  }

  #recognition(): Running {
    if (this.#running === undefined)
      throw new Fault('input.invalid', 'The first message of the stream must be "start".');
    return this.#running;
  }

  #hear(frame: Uint8Array): void {
    const { recognition, options, maxStreamMs } = this.#recognition();
    const frameMs = durationOf(frame.byteLength, options);
    if (frameMs > LONGEST_FRAME_MS) {
      throw new Fault(
        'speech.bad-format',
        `A frame of ${Math.round(frameMs)} ms is longer than ${LONGEST_FRAME_MS} ms.`,
      );
    }
    this.#heardMs += frameMs;
    if (this.#heardMs > maxStreamMs) {
      throw new Fault('input.too-large', `The stream is longer than its limit of ${maxStreamMs} ms.`);
    }
    recognition.write(frame);
    const behind = recognition.behind();
    if (behind === undefined) return;
    this.#pause();
    void behind.then(() => this.#resume());
  }

  async #finish(): Promise<void> {
    const running = this.#running;
    if (running === undefined) throw new Fault('input.invalid', 'The stream ended before "start".');
    this.#running = undefined;
    this.#stopIdleWatch();
    await running.recognition.finish();
    if (this.#isOver) return;
    if (this.#droppedInterims > 0) {
      this.#write({ kind: 'dropped', droppedMs: 0, reason: `${this.#droppedInterims} interims unread` });
    }
    this.#close();
    this.#call.end();
  }

  #emit(event: RecognitionEvent): void {
    if (this.#isOver) return;
    if (this.#unread > 0 && event.kind === 'interim') {
      this.#droppedInterims++;
      return;
    }
    this.#write(event);
  }

  #write(event: RecognitionEvent): void {
    if (this.#unread >= this.#settings.limits.maxUnreadEvents) {
      this.#fail(new Fault('limit.busy', 'The client does not read its events.'));
      return;
    }
    const isRoomLeft = this.#call.write(eventMessageOf(event));
    this.#unread = isRoomLeft ? 0 : this.#unread + 1;
  }

  #cancel(): void {
    this.#running?.recognition.cancel();
    this.#close();
  }

  #fail(thrown: unknown): void {
    if (this.#isOver) return;
    this.#cancel();
    this.#call.emit('error', grpcFailureOf(thrown, this.#settings.makeMetadata));
    this.#call.resume();
  }

  #close(): void {
    this.#isOver = true;
    this.#stopIdleWatch();
    this.#running = undefined;
    this.#release();
  }
}
