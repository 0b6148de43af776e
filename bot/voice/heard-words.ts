/** Gathers recognition events into the words of one caller turn: decided utterances and what may still change. */
import type { FinalTranscript, RecognitionEvent } from '../../protocol/index.js';
import type { HeardTurn } from './ports.js';

export class HeardWords {
  #finals: FinalTranscript[] = [];
  #unconfirmed = '';

  get committed(): string {
    return this.#finals.map(({ text }) => text).join(' ');
  }

  get unconfirmed(): string {
    return this.#unconfirmed;
  }

  /** Everything heard so far, decided or not. */
  get text(): string {
    return [this.committed, this.#unconfirmed].filter((part) => part !== '').join(' ');
  }

  /** True when the words changed. */
  take(event: RecognitionEvent): boolean {
    if (event.kind === 'interim') this.#unconfirmed = event.transcript.text;
    else if (event.kind === 'final' && event.transcript.isSpeculative)
      this.#unconfirmed = event.transcript.text;
    else if (event.kind === 'final') {
      this.#finals.push(event.transcript);
      this.#unconfirmed = '';
    } else return false;
    return true;
  }

  /** The turn, and an empty start for the next; undefined when nothing was decided. */
  finish(): HeardTurn | undefined {
    const finals = this.#finals;
    const text = this.committed;
    this.clear();
    if (finals.length === 0) return undefined;
    return { text, transcript: joined(finals, text) };
  }

  clear(): void {
    this.#finals = [];
    this.#unconfirmed = '';
  }
}

function joined(finals: readonly FinalTranscript[], text: string): FinalTranscript {
  return {
    ...finals[0]!,
    text,
    endMs: finals.at(-1)!.endMs,
    words: finals.flatMap(({ words }) => words),
    confidence: Math.min(...finals.map(({ confidence }) => confidence)),
  };
}
