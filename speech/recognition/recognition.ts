/**
 * One caller's stream: audio in, recognition events out, in order. Joins voice detection, endpointing and decoding.
 * Called by the gRPC handler; knows no socket. Decodes run off the event loop; everything here is short.
 */
import type { AudioFormat, ExpectedAnswer, Locale, RecognitionEvent } from '../../protocol/index.js';
import type { DecodeQueue } from '../asr/decode-queue.js';
import type { Transcriber } from '../asr/transcriber.js';
import { decodeAudio, toFloat } from '../codecs/audio-frame.js';
import { DEFAULT_ENDPOINTING, type EndpointEvent, Endpointer } from '../endpointing/endpointer.js';
import { SHORTEST_WAIT_MS, waitFor } from '../endpointing/wait-policy.js';
import type { TurnEndJudge } from '../ports.js';
import { VOICE_RATE_HZ, type VoiceDetector } from '../vad/voice-detector.js';
import { UtteranceBuffer } from './utterance-buffer.js';
import { type Utterance, UtteranceDecoder } from './utterance-decoder.js';
import { VoiceWindows } from './voice-windows.js';
import { VoicedSpans } from './voiced-spans.js';

export interface RecognitionParts {
  readonly detector: VoiceDetector;
  readonly transcriber: Transcriber;
  readonly decodes: DecodeQueue;
  readonly judge?: TurnEndJudge;
}

export interface RecognitionOptions extends AudioFormat {
  readonly locale: Locale;
  readonly maxUtteranceMs?: number;
  /** Undefined: no interims. */
  readonly interimEveryMs: number | undefined;
  emit(event: RecognitionEvent): void;
  /** Called at most once; the stream is then dead. */
  onFault(fault: unknown): void;
}

/** Audio before the detected onset that belongs to the first word. */
const PRE_ROLL_MS = 200;
/** With more finals undecided than this, a feeder should wait, so that a fast one is slowed instead of piling up. */
const MOST_PENDING_FINALS = 2;
const FREE: ExpectedAnswer = { form: 'free' };

export class Recognition {
  readonly #parts: RecognitionParts;
  readonly #options: RecognitionOptions;
  readonly #endpointer: Endpointer;
  readonly #windows: VoiceWindows;
  readonly #buffer: UtteranceBuffer;
  readonly #spans = new VoicedSpans();
  readonly #decoder: UtteranceDecoder;
  readonly #windowMs: number;
  #expects: ExpectedAnswer = FREE;
  #current: Utterance | undefined;
  /** Nothing before this belongs to an utterance to come. */
  #closedMs = 0;
  #lastInterimMs = 0;
  #isSpeechSeen = false;
  /** Windows that come while the stream stands still; whoever feeds it waits meanwhile, so that they stay few. */
  readonly #unheard: Float32Array[] = [];
  #standing: Promise<void> | undefined;

  constructor(parts: RecognitionParts, options: RecognitionOptions) {
    const maxUtteranceMs = options.maxUtteranceMs ?? DEFAULT_ENDPOINTING.maxUtteranceMs;
    this.#parts = parts;
    this.#options = options;
    this.#endpointer = new Endpointer({ ...DEFAULT_ENDPOINTING, maxUtteranceMs });
    this.#windows = new VoiceWindows(options.sampleRateHz, parts.detector.windowSamples);
    this.#windowMs = (parts.detector.windowSamples / VOICE_RATE_HZ) * 1000;
    this.#buffer = new UtteranceBuffer(maxUtteranceMs + 5000);
    this.#decoder = new UtteranceDecoder({
      ...parts,
      spans: this.#spans,
      ...options,
      onText: (t) => this.#judge(t),
    });
  }

  /** What the feeder should wait for before the next frame; undefined when it need not. */
  behind(): Promise<void> | undefined {
    if (this.#standing !== undefined) return this.#standing;
    return this.#decoder.pendingFinals > MOST_PENDING_FINALS ? this.#decoder.drained() : undefined;
  }

  /** One frame in the codec of the stream. @throws Fault `speech.bad-format`. */
  write(frame: Uint8Array): void {
    this.#hear(this.#windows.push(toFloat(decodeAudio(frame, this.#options.codec))));
  }

  hint(expects: ExpectedAnswer): void {
    this.#expects = expects;
    this.#endpointer.setWait(waitFor({ expects }));
  }

  /** No more audio: decides what is pending; resolves when the last event is out. */
  async finish(): Promise<void> {
    this.#hear(this.#windows.flush());
    while (this.#standing !== undefined) await this.#standing;
    for (const event of this.#endpointer.finish()) this.#handle(event);
    if (!this.#isSpeechSeen)
      this.#options.emit({ kind: 'no-speech', atMs: Math.round(this.#endpointer.nowMs) });
    await this.#decoder.drained();
  }

  /** Stops all work; no event follows. */
  cancel(): void {
    this.#unheard.length = 0;
    this.#decoder.cancel();
  }

  #hear(windows: readonly Float32Array[]): void {
    this.#unheard.push(...windows);
    if (this.#standing === undefined) this.#advance();
  }

  /**
   * How long a pause may last follows from the words before it. Until they are known the stream stands still short of the
   * shortest wait: otherwise a decode that is slow today would end turns that it leaves open on an idle machine.
   */
  #advance(): void {
    for (let window = this.#unheard[0]; window !== undefined; window = this.#unheard[0]) {
      const isNearEnd = this.#endpointer.silenceMs + this.#windowMs >= SHORTEST_WAIT_MS;
      const words = isNearEnd ? this.#decoder.wordsOfPause : undefined;
      if (words !== undefined) {
        this.#standStill(words);
        return;
      }
      this.#unheard.shift();
      this.#hearWindow(window);
    }
  }

  #standStill(words: Promise<void>): void {
    this.#standing = words
      .then(() => {
        this.#standing = undefined;
        this.#advance();
      })
      .catch((fault: unknown) => this.#options.onFault(fault));
  }

  #hearWindow(window: Float32Array): void {
    this.#buffer.append(window);
    const startMs = this.#endpointer.nowMs;
    const isSpeech = this.#parts.detector.isSpeech(window);
    if (isSpeech) this.#spans.note(startMs, startMs + this.#windowMs);
    for (const event of this.#endpointer.advance(this.#windowMs, isSpeech)) this.#handle(event);
    if (isSpeech) this.#offerInterim();
    else if (!this.#endpointer.isTurnOpen) this.#forget();
  }

  #handle(event: EndpointEvent): void {
    switch (event.kind) {
      case 'speech-started':
        this.#endpointer.setWait(waitFor({ expects: this.#expects }));
        this.#open(event.atMs);
        break;
      case 'speech-resumed':
        this.#decoder.dropSpeculation();
        this.#endpointer.setWait(waitFor({ expects: this.#expects }));
        this.#open(event.atMs);
        break;
      case 'speech-paused':
        this.#options.emit({ kind: 'speech-paused', atMs: event.atMs });
        if (this.#current !== undefined) {
          this.#decoder.speculate(this.#current, this.#audio(event.decidedMs), event.atMs);
        }
        break;
      case 'utterance-closed':
        this.#close(event.endMs);
        break;
      case 'end-of-turn':
        this.#decoder.endTurn({ kind: 'end-of-turn', atMs: event.atMs, decidedMs: event.decidedMs });
        break;
    }
  }

  #open(atMs: number): void {
    this.#isSpeechSeen = true;
    this.#options.emit({ kind: 'speech-started', atMs });
    if (this.#current !== undefined) return;
    this.#current = { startMs: atMs, audioStartMs: Math.max(this.#closedMs, atMs - PRE_ROLL_MS) };
    this.#lastInterimMs = atMs;
  }

  #close(endMs: number): void {
    const utterance = this.#current;
    if (utterance === undefined) return;
    this.#decoder.close(utterance, () => this.#audio(this.#endpointer.nowMs), endMs);
    const isSpeechGoingOn = endMs >= this.#endpointer.nowMs;
    this.#closedMs = endMs;
    this.#current = isSpeechGoingOn ? { startMs: endMs, audioStartMs: endMs } : undefined;
    this.#lastInterimMs = endMs;
  }

  #audio(toMs: number): Float32Array {
    return this.#buffer.slice(this.#current?.audioStartMs ?? toMs, toMs);
  }

  #offerInterim(): void {
    const every = this.#options.interimEveryMs;
    const nowMs = this.#endpointer.nowMs;
    if (every === undefined || this.#current === undefined || nowMs - this.#lastInterimMs < every) return;
    this.#lastInterimMs = nowMs;
    const { audioStartMs } = this.#current;
    this.#decoder.offerInterim(this.#current, () => this.#buffer.slice(audioStartMs, nowMs), nowMs);
  }

  #forget(): void {
    const keepFromMs = this.#endpointer.nowMs - PRE_ROLL_MS - 1000;
    this.#buffer.forgetBefore(keepFromMs);
    this.#spans.forgetBefore(keepFromMs - 60_000);
  }

  /** New words may shorten or lengthen the wait of the pause that follows them. */
  #judge(text: string): void {
    const expects = this.#expects;
    const finished = this.#parts.judge?.judge(text, expects, this.#options.locale);
    this.#endpointer.setWait(waitFor({ expects, text, finished }));
  }
}
