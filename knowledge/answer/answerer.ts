/** Answers questions from the company's documents with the passage cited, or abstains. Extractive: it never makes up words. */
import type { Citation, Locale } from '../../protocol/index.js';
import { PassageIndex } from '../index/passage-index.js';
import type { Passage } from '../ingest/document.js';
import { extractAnswer } from './extract.js';

export type KnowledgeAnswer =
  | { readonly kind: 'answered'; readonly text: string; readonly citations: readonly Citation[] }
  | { readonly kind: 'abstained'; readonly bestScore: number };

export interface AnswererSettings {
  /** Covered share of the question below which the answerer abstains; chosen on validation questions. */
  readonly minScore?: number;
  /** Asked in a locale without documents, these are tried instead. */
  readonly fallbackLocale?: Locale;
}

/** `npm run bench knowledge` prints the curve that this was read from (XQuAD, even-numbered questions). */
const DEFAULT_MIN_SCORE = 0.45;

export class KnowledgeAnswerer {
  readonly #indexes = new Map<Locale, PassageIndex>();
  readonly #minScore: number;
  readonly #fallback: Locale | undefined;

  constructor(passages: readonly Passage[], settings: AnswererSettings = {}) {
    this.#minScore = settings.minScore ?? DEFAULT_MIN_SCORE;
    this.#fallback = settings.fallbackLocale;
    for (const locale of new Set(passages.map((passage) => passage.locale))) {
      this.#indexes.set(locale, new PassageIndex(passages.filter((passage) => passage.locale === locale)));
    }
  }

  /** Synchronous work of about a millisecond; async because other answer sources are. */
  async answer(question: string, locale: Locale, signal?: AbortSignal): Promise<KnowledgeAnswer> {
    signal?.throwIfAborted();
    const index = this.#indexes.get(locale) ?? this.#indexes.get(this.#fallback ?? '');
    const best = index?.search(question, 1)[0];
    if (index === undefined || best === undefined) return { kind: 'abstained', bestScore: 0 };
    if (best.score < this.#minScore) return { kind: 'abstained', bestScore: best.score };
    const { passage, score } = best;
    const title = [passage.title, ...passage.headings].filter((part) => part !== '').join(' › ');
    return {
      kind: 'answered',
      text: extractAnswer(question, passage.text, index),
      citations: [{ document: passage.document, title, passage: passage.text, score }],
    };
  }
}
