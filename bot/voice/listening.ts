/**
 * The caller's stream to the speech service for the length of a call: opens it with the first frame, opens it again
 * when the service dies, and hands on its events with their place in the call. Called by the voice session.
 */
import {
  type AudioFormat,
  type Clock,
  type ExpectedAnswer,
  type Fault,
  type Locale,
  type RecognitionEvent,
  type RecognitionStream,
  type SpeechService,
  toFault,
} from '../../protocol/index.js';
import { durationOf } from '../../speech/index.js';
import { StreamTime } from './stream-time.js';

export interface ListeningSettings {
  readonly speech: SpeechService;
  readonly format: AudioFormat;
  readonly locale: Locale;
  readonly traceparent?: string;
  readonly clock: Clock;
  /** All times of the event are in ms of the call. */
  onEvent(event: RecognitionEvent): void;
  /** The stream broke; `isFinal` when it is not opened again. */
  onBroken(fault: Fault, isFinal: boolean): void;
  onOpen(): void;
}

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 3000;
const MOST_FAILURES = 12;

export class Listening {
  readonly #settings: ListeningSettings;
  #stream: RecognitionStream | undefined;
  #time = new StreamTime(0);
  #reading: Promise<void> = Promise.resolve();
  #expects: ExpectedAnswer = { form: 'free' };
  #failures = 0;
  #notBeforeMs = 0;
  #isOver = false;

  constructor(settings: ListeningSettings) {
    this.#settings = settings;
  }

  /**
   * One frame; lost while the service is away. A gap to the frame before moves the rest of the stream in the call: nobody
   * knows what was said in it, and a silence in its place would end turns that were not over.
   */
  write(frame: Uint8Array, atMs: number): void {
    if (this.#isOver) return;
    if (this.#stream === undefined && this.#settings.clock.monotonic() >= this.#notBeforeMs) this.#open(atMs);
    if (this.#stream?.write(frame)) this.#time.took(durationOf(frame.length, this.#settings.format), atMs);
  }

  hint(expects: ExpectedAnswer): void {
    this.#expects = expects;
    this.#stream?.hint(expects);
  }

  /** No more audio; resolves when what was pending is decided. */
  async finish(): Promise<void> {
    this.#stream?.finish();
    await this.#reading;
    this.#isOver = true;
  }

  cancel(): void {
    this.#isOver = true;
    this.#stream?.cancel();
  }

  #open(atMs: number): void {
    const { speech, format, locale, traceparent } = this.#settings;
    try {
      const { codec, sampleRateHz } = format;
      const stream = speech.recognize({ codec, sampleRateHz, locale, traceparent });
      stream.hint(this.#expects);
      this.#stream = stream;
      this.#time = new StreamTime(atMs);
      this.#reading = this.#read(stream, this.#time);
      this.#settings.onOpen();
    } catch (thrown) {
      this.#broken(toFault(thrown));
    }
  }

  async #read(stream: RecognitionStream, time: StreamTime): Promise<void> {
    try {
      for await (const event of stream.events) {
        this.#failures = 0;
        if (!this.#isOver) this.#settings.onEvent(time.eventInCall(event));
      }
      if (this.#stream === stream) this.#stream = undefined;
    } catch (thrown) {
      if (this.#stream === stream) this.#stream = undefined;
      this.#broken(toFault(thrown));
    }
  }

  #broken(fault: Fault): void {
    if (this.#isOver) return;
    this.#failures++;
    const isFinal = !fault.isRetryable || this.#failures > MOST_FAILURES;
    this.#isOver = isFinal;
    const pauseMs = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (this.#failures - 1));
    this.#notBeforeMs = this.#settings.clock.monotonic() + pauseMs;
    this.#settings.onBroken(fault, isFinal);
  }
}
