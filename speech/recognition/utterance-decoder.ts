/**
 * Decodes the utterances of one stream: interims while speech goes on, one speculative final at each pause, and the
 * final itself, which reuses the speculative one when no speech followed. Emits in the order of speech.
 */
import type { Locale, RecognitionEvent } from '../../protocol/index.js';
import { estimateConfidence } from '../asr/confidence.js';
import type { DecodeQueue } from '../asr/decode-queue.js';
import { decodeUtterance } from '../asr/decode-utterance.js';
import type { Transcriber, Transcription } from '../asr/transcriber.js';
import { estimateWordTimes } from '../asr/word-times.js';
import type { VoicedSpans } from './voiced-spans.js';

export interface Utterance {
  /** Where speech began. */
  readonly startMs: number;
  /** Where its audio begins: a little earlier. */
  readonly audioStartMs: number;
}

export interface UtteranceDecoderParts {
  readonly transcriber: Transcriber;
  readonly decodes: DecodeQueue;
  readonly spans: VoicedSpans;
  readonly locale: Locale;
  emit(event: RecognitionEvent): void;
  onFault(fault: unknown): void;
  /** Words of the whole turn so far: of each interim, and of the pause after them. */
  onText(text: string): void;
}

interface Speculation {
  readonly utterance: Utterance;
  readonly decoded: Promise<Transcription>;
  readonly stop: AbortController;
}

type EndOfTurn = Extract<RecognitionEvent, { kind: 'end-of-turn' }>;

export class UtteranceDecoder {
  readonly #parts: UtteranceDecoderParts;
  readonly #stop = new AbortController();
  #speculation: Speculation | undefined;
  #wordsOfPause: Promise<void> | undefined;
  #isInterimRunning = false;
  #lastInterim: { readonly utterance: Utterance; readonly text: string } | undefined;
  #turnText: string[] = [];
  #pendingFinals = 0;
  /** Everything that must come out in order hangs on this chain. */
  #chain: Promise<void> = Promise.resolve();
  /** Utterances closed so far; an interim of a closed one is stale. */
  readonly #closed = new WeakSet<Utterance>();

  constructor(parts: UtteranceDecoderParts) {
    this.#parts = parts;
  }

  get pendingFinals(): number {
    return this.#pendingFinals;
  }

  /** Pending until the words before the running pause are known and were told to `onText`. */
  get wordsOfPause(): Promise<void> | undefined {
    return this.#wordsOfPause;
  }

  drained(): Promise<void> {
    return this.#chain;
  }

  cancel(): void {
    this.#stop.abort(new DOMException('The stream was cancelled.', 'AbortError'));
  }

  /** Decodes what was said so far unless a decode of this stream runs or finals of others wait. */
  offerInterim(utterance: Utterance, audio: () => Float32Array, endMs: number): void {
    if (this.#isInterimRunning || this.#pendingFinals > 0 || this.#stop.signal.aborted) return;
    const decoding = this.#parts.decodes.tryInterim(() =>
      decodeUtterance(this.#parts.transcriber, audio(), { isFinal: false }),
    );
    if (decoding === undefined) return;
    this.#isInterimRunning = true;
    decoding
      .then((heard) => this.#emitInterim(utterance, heard, endMs))
      .catch((fault: unknown) => this.#fail(fault))
      .finally(() => {
        this.#isInterimRunning = false;
      });
  }

  /** Decodes ahead of the end of turn, at the beginning of a pause. */
  speculate(utterance: Utterance, audio: Float32Array, endMs: number): void {
    const stop = new AbortController();
    const stopToo = () => stop.abort(this.#stop.signal.reason);
    this.#stop.signal.addEventListener('abort', stopToo, { once: true });
    const speculation: Speculation = { utterance, stop, decoded: this.#decodeFinal(audio, stop.signal) };
    this.#speculation = speculation;
    const known = Promise.all([speculation.decoded, this.#chain])
      .then(([heard]) => this.#speculated(speculation, heard, endMs))
      .catch((fault: unknown) => {
        if (!stop.signal.aborted) this.#fail(fault);
      })
      .finally(() => {
        this.#stop.signal.removeEventListener('abort', stopToo);
        if (this.#wordsOfPause === known) this.#wordsOfPause = undefined;
      });
    this.#wordsOfPause = known;
  }

  #speculated(speculation: Speculation, heard: Transcription, endMs: number): void {
    const { utterance } = speculation;
    if (this.#speculation !== speculation || this.#closed.has(utterance)) return;
    if (heard.kind === 'heard') this.#emitFinal(utterance, heard, { endMs, isSpeculative: true });
    const words = heard.kind === 'heard' ? [...this.#turnText, heard.text] : this.#turnText;
    if (words.length > 0) this.#parts.onText(words.join(' '));
  }

  /** Speech went on: what was decided ahead is void, and a decode that still waits for a thread gives up its place. */
  dropSpeculation(): void {
    this.#speculation?.stop.abort(new DOMException('Speech went on.', 'AbortError'));
    this.#speculation = undefined;
    this.#wordsOfPause = undefined;
  }

  /** The utterance is over: its final comes out, from the speculation if there is one. */
  close(utterance: Utterance, audio: () => Float32Array, endMs: number): void {
    const ahead = this.#speculation?.utterance === utterance ? this.#speculation.decoded : undefined;
    const decoded = ahead ?? this.#decodeFinal(audio(), this.#stop.signal);
    this.#speculation = undefined;
    this.#closed.add(utterance);
    this.#inOrder(async () => {
      const heard = await decoded;
      if (heard.kind === 'nothing' || this.#stop.signal.aborted) return;
      this.#turnText.push(heard.text);
      this.#emitFinal(utterance, heard, { endMs, isSpeculative: false });
    });
  }

  /** Follows the finals of its turn; a turn without words comes out as noise. */
  endTurn(event: EndOfTurn): void {
    this.#inOrder(async () => {
      const hadWords = this.#turnText.length > 0;
      this.#turnText = [];
      if (!this.#stop.signal.aborted)
        this.#parts.emit(hadWords ? event : { kind: 'noise', atMs: event.atMs });
    });
  }

  async #decodeFinal(audio: Float32Array, signal: AbortSignal): Promise<Transcription> {
    this.#pendingFinals++;
    try {
      return await this.#parts.decodes.final(
        () => decodeUtterance(this.#parts.transcriber, audio, { isFinal: true, signal }),
        signal,
      );
    } finally {
      this.#pendingFinals--;
    }
  }

  #inOrder(step: () => Promise<void>): void {
    this.#chain = this.#chain.then(step).catch((fault: unknown) => this.#fail(fault));
  }

  #fail(fault: unknown): void {
    if (this.#stop.signal.aborted) return;
    this.#stop.abort(fault);
    this.#parts.onFault(fault);
  }

  #emitInterim(utterance: Utterance, heard: Transcription, endMs: number): void {
    const isStale = this.#closed.has(utterance) || this.#speculation?.utterance === utterance;
    if (heard.kind === 'nothing' || isStale || this.#stop.signal.aborted) return;
    this.#lastInterim = { utterance, text: heard.text };
    this.#parts.onText([...this.#turnText, heard.text].join(' '));
    this.#parts.emit({
      kind: 'interim',
      transcript: { text: heard.text, startMs: utterance.startMs, endMs },
    });
  }

  #emitFinal(
    utterance: Utterance,
    heard: Extract<Transcription, { kind: 'heard' }>,
    { endMs, isSpeculative }: { readonly endMs: number; readonly isSpeculative: boolean },
  ): void {
    if (this.#stop.signal.aborted) return;
    const { capabilities } = this.#parts.transcriber;
    const { startMs } = utterance;
    const words = heard.words ?? estimateWordTimes(heard.text, this.#parts.spans.within(startMs, endMs));
    const interim = this.#lastInterim?.utterance === utterance ? this.#lastInterim.text : undefined;
    this.#parts.emit({
      kind: 'final',
      transcript: {
        text: heard.text,
        startMs: Math.round(startMs),
        endMs: Math.round(endMs),
        words,
        wordTiming: capabilities.wordTiming,
        confidence: estimateConfidence(heard.text, interim),
        engine: capabilities.name,
        isSpeculative,
      },
    });
  }
}
