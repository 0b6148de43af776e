/**
 * The caller's stream to the speech service for the length of a call: opens it with the first frame, opens it again
 * when the service dies, and hands on its events with their place in the call. Called by the voice session.
 */
import {
  type AudioFormat,
  type Clock,
  type ExpectedAnswer,
  type Fault,
  FRAME_MS,
  type Locale,
  type RecognitionEvent,
  type RecognitionStream,
  type SpeechService,
  toFault,
} from '../../protocol/index.js';
import { durationOf, silentFrame } from '../../speech/index.js';

export interface ListeningSettings {
  readonly speech: SpeechService;
  readonly format: AudioFormat;
  readonly locale: Locale;
  readonly traceparent?: string;
  readonly clock: Clock;
  /** `offsetMs` is where the stream begins in the call. */
  onEvent(event: RecognitionEvent, offsetMs: number): void;
  /** The stream broke; `isFinal` when it is not opened again. */
  onBroken(fault: Fault, isFinal: boolean): void;
  onOpen(): void;
}

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 3000;
const MOST_FAILURES = 12;
/** Longer gaps move the place of the stream in the call instead. */
const MOST_FILLED_MS = 1000;

export class Listening {
  readonly #settings: ListeningSettings;
  readonly #silence: Uint8Array;
  #stream: RecognitionStream | undefined;
  /** Where the stream begins in the call. */
  #offsetMs = 0;
  /** Call time of the next frame if none is missing. */
  #nextMs = 0;
  #reading: Promise<void> = Promise.resolve();
  #expects: ExpectedAnswer = { form: 'free' };
  #failures = 0;
  #notBeforeMs = 0;
  #isOver = false;

  constructor(settings: ListeningSettings) {
    this.#settings = settings;
    this.#silence = silentFrame(settings.format);
  }

  /** One frame; lost while the service is away. A gap in the call is a silence in the stream, so that times agree. */
  write(frame: Uint8Array, atMs: number): void {
    if (this.#isOver) return;
    if (this.#stream === undefined && this.#settings.clock.monotonic() >= this.#notBeforeMs) this.#open(atMs);
    if (this.#stream === undefined) return;
    this.#fillGap(this.#stream, atMs);
    this.#stream.write(frame);
    this.#nextMs += durationOf(frame.length, this.#settings.format);
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

  #fillGap(stream: RecognitionStream, atMs: number): void {
    const missing = Math.floor((atMs - this.#nextMs) / FRAME_MS);
    if (missing > MOST_FILLED_MS / FRAME_MS) {
      this.#offsetMs += atMs - this.#nextMs;
      this.#nextMs = atMs;
      return;
    }
    for (let i = 0; i < missing; i++) stream.write(this.#silence);
    if (missing > 0) this.#nextMs += missing * FRAME_MS;
  }

  #open(atMs: number): void {
    const { speech, format, locale, traceparent } = this.#settings;
    try {
      const { codec, sampleRateHz } = format;
      const stream = speech.recognize({ codec, sampleRateHz, locale, traceparent });
      stream.hint(this.#expects);
      this.#stream = stream;
      this.#offsetMs = atMs;
      this.#nextMs = atMs;
      this.#reading = this.#read(stream);
      this.#settings.onOpen();
    } catch (thrown) {
      this.#broken(toFault(thrown));
    }
  }

  async #read(stream: RecognitionStream): Promise<void> {
    try {
      for await (const event of stream.events) {
        this.#failures = 0;
        if (!this.#isOver) this.#settings.onEvent(event, this.#offsetMs);
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
