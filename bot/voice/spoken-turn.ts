/**
 * Speaks one bot turn sentence by sentence into a call and knows at any time how much of it was heard.
 * Called by the voice session; stops synthesis at once when cut.
 */
import {
  type AudioFormat,
  type BotTurn,
  type CallMedia,
  type SpeechService,
  speechOf,
} from '../../protocol/index.js';
import { durationOf } from '../../speech/index.js';

export interface SpokenTurnParts {
  readonly media: CallMedia;
  readonly speech: SpeechService;
  /** Tells the marks of this turn from those of others in the call. */
  readonly serial: number;
  readonly traceparent?: string;
}

interface Sentence {
  readonly text: string;
  readonly durationMs: number;
}

/** The mark after a turn's last sentence ends in this. */
export const TURN_END_MARK = ':end';
/** Synthesis runs at most this far ahead of what was heard. */
const MOST_AHEAD_MS = 8000;

export class SpokenTurn {
  readonly bot: BotTurn;
  readonly #parts: SpokenTurnParts;
  readonly #stop = new AbortController();
  readonly #sentences: Sentence[] = [];
  #heardSentences = 0;
  #isSynthesized = false;
  #isOver = false;
  #wake = () => {};

  constructor(bot: BotTurn, parts: SpokenTurnParts) {
    this.bot = bot;
    this.#parts = parts;
  }

  /** True until the last sample was played or the turn was cut. */
  get isGoing(): boolean {
    return !this.#isOver;
  }

  /** True while the last sentence, the one that asks, is being heard. */
  get isAtLastSentence(): boolean {
    return this.#isSynthesized && this.#heardSentences >= this.#sentences.length - 1;
  }

  /** Resolves when all audio is queued or the turn was cut. @throws Fault `speech.*`. */
  async speak(): Promise<void> {
    const { media, speech, traceparent } = this.#parts;
    const format: AudioFormat = media.format;
    const text = speechOf(this.bot).trim();
    const settings = { ...format, locale: this.bot.locale, traceparent };
    const { signal } = this.#stop;
    try {
      if (text !== '') {
        for await (const sentence of speech.synthesize(text, settings, signal)) {
          if (signal.aborted) return;
          this.#sentences.push({
            text: sentence.text,
            durationMs: durationOf(sentence.audio.length, format),
          });
          media.play(sentence.audio);
          media.mark(this.#markOf(this.#sentences.length));
          while (this.#aheadMs() > MOST_AHEAD_MS && !signal.aborted) await this.#heardMore();
        }
      }
    } catch (thrown) {
      if (!signal.aborted) throw thrown;
    } finally {
      this.#isSynthesized = true;
      if (!signal.aborted) media.mark(`s${this.#parts.serial}${TURN_END_MARK}`);
    }
  }

  /** A mark was reached; true when it was the end of this turn. */
  reached(mark: string): boolean {
    if (mark === `s${this.#parts.serial}${TURN_END_MARK}`) this.#isOver = true;
    else if (mark === this.#markOf(this.#heardSentences + 1)) this.#heardSentences++;
    this.#wake();
    return this.#isOver;
  }

  /** Stops synthesis; the caller clears the media and then asks for `heard`. */
  cut(): void {
    this.#isOver = true;
    this.#stop.abort(new DOMException('The caller took the turn.', 'AbortError'));
    this.#wake();
  }

  /** What was heard, given how much of the running sentence was. */
  heard(runningMs: number): { readonly playedMs: number; readonly playedText: string } {
    const whole = this.#sentences.slice(0, this.#heardSentences);
    const running = this.#sentences[this.#heardSentences];
    const before = whole.reduce((sum, { durationMs }) => sum + durationMs, 0);
    const part = running === undefined ? '' : wordsHeard(running, runningMs);
    const playedText = [...whole.map(({ text }) => text), part].filter((text) => text !== '').join(' ');
    return { playedMs: Math.round(before + runningMs), playedText };
  }

  #markOf(sentence: number): string {
    return `s${this.#parts.serial}:${sentence}`;
  }

  #aheadMs(): number {
    return this.#sentences.slice(this.#heardSentences).reduce((sum, { durationMs }) => sum + durationMs, 0);
  }

  #heardMore(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }
}

/** The whole words that fit into the part of a sentence that was heard, by their share of its letters. */
function wordsHeard({ text, durationMs }: Sentence, heardMs: number): string {
  const share = Math.min(1, heardMs / durationMs);
  const letters = Math.floor(text.length * share);
  if (letters >= text.length) return text;
  const isSpaced = text.includes(' ');
  const end = isSpaced ? text.lastIndexOf(' ', letters) : letters;
  return text.slice(0, Math.max(0, end)).trim();
}
