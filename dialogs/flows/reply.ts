/** Collects the parts of one bot turn in the order they are said, with the reason for it. Made anew for each turn. */
import type { BotPart, CardAction, Choice, Citation, ExpectedAnswer, Locale } from '../../protocol/index.js';
import { forVoice } from '../../text/index.js';
import type { MessageValues } from '../responses/message-values.js';
import type { ResponseRenderer } from '../responses/response-renderer.js';
import { FREE } from './conversation-state.js';

export interface ReplyOptions {
  readonly renderer: ResponseRenderer;
  readonly locale: Locale;
  /** Response key -> how often it was said; counted up here. */
  readonly said: Record<string, number>;
  /** Where this conversation starts in a list of variants. */
  readonly offset: (key: string) => number;
}

export interface Card {
  readonly title: string;
  readonly subtitle: string;
  readonly facts: readonly string[];
  readonly image?: string;
  readonly actions: readonly CardAction[];
}

export class Reply {
  readonly #options: ReplyOptions;
  readonly #parts: BotPart[] = [];
  readonly #reasons: string[] = [];
  expects: ExpectedAnswer = FREE;

  constructor(options: ReplyOptions) {
    this.#options = options;
  }

  /** Says a response. Throws Fault `dialogs.unknown-response`. */
  say(key: string, values: MessageValues): void {
    const { renderer, locale, said, offset } = this.#options;
    const times = said[key] ?? 0;
    said[key] = times + 1;
    const { text, speech } = renderer.render({ key, locale, values, variant: offset(key) + times });
    this.#parts.push({ kind: 'say', key, text, speech, citations: [] });
  }

  /** Says a response before what is said from `place` on. Throws Fault `dialogs.unknown-response`. */
  sayBefore(place: number, key: string, values: MessageValues): void {
    this.say(key, values);
    this.#parts.splice(place, 0, ...this.#parts.splice(-1));
  }

  /** The words of a response without saying it: for labels. */
  word(key: string, values: MessageValues = {}): string {
    const { renderer, locale } = this.#options;
    return renderer.render({ key, locale, values, variant: 0 }).text;
  }

  /** Says an answer from documents as it stands. */
  quote(text: string, citations: readonly Citation[]): void {
    const speech = forVoice(text, this.#options.locale);
    this.#parts.push({ kind: 'say', key: 'knowledge', text, speech, citations });
  }

  /** Says former parts again. */
  again(parts: readonly BotPart[]): void {
    this.#parts.push(...parts);
  }

  offer(choices: readonly Choice[]): void {
    if (choices.length > 0) this.#parts.push({ kind: 'choices', choices });
  }

  show(card: Card): void {
    this.#parts.push({ kind: 'card', ...card });
  }

  handOver(reason: string, summary: string): void {
    this.#parts.push({ kind: 'handoff', reason, summary });
  }

  /** One plain sentence on why the bot does this. */
  because(reason: string): void {
    this.#reasons.push(reason);
  }

  get parts(): readonly BotPart[] {
    return this.#parts;
  }

  get why(): string {
    return this.#reasons.join(' ');
  }

  get isEmpty(): boolean {
    return this.#parts.length === 0;
  }
}
