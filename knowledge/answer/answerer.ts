/** Answers questions from the company's documents with the passage cited, or abstains. Extractive: it never makes up words. */
import type { Citation, Locale } from '../../protocol/index.js';
import { PassageIndex } from '../index/passage-index.js';
import type { Passage } from '../ingest/document.js';
import { extractAnswer } from './extract.js';

export type KnowledgeAnswer =
  | { readonly kind: 'answered'; readonly text: string; readonly citations: readonly Citation[] }
  | { readonly kind: 'abstained'; readonly bestScore: number };

export interface AnswererSettings {
  /** Covered share of the question below which the answerer abstains, per script of the question. */
  readonly minScore?: MinScore;
  /** Asked in a locale without documents, these are tried instead. */
  readonly fallbackLocale?: Locale;
}

export interface MinScore {
  /** Questions written in words. */
  readonly words: number;
  /** Questions written in Han characters: unigrams and bigrams spread the idf mass wider. */
  readonly han: number;
}

/** Keeps 90% of the answerable even-numbered questions of XQuAD (.508 and .330); bench/knowledge prints what that refuses. */
const MIN_SCORE: MinScore = { words: 0.5, han: 0.33 };

export class KnowledgeAnswerer {
  readonly #indexes = new Map<Locale, PassageIndex>();
  readonly #minScore: MinScore;
  readonly #fallback: Locale | undefined;

  constructor(passages: readonly Passage[], settings: AnswererSettings = {}) {
    this.#minScore = settings.minScore ?? MIN_SCORE;
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
    const minScore = /\p{Script=Han}/u.test(question) ? this.#minScore.han : this.#minScore.words;
    if (best.score < minScore) return { kind: 'abstained', bestScore: best.score };
    const { passage, score } = best;
    const title = [passage.title, ...passage.headings].filter((part) => part !== '').join(' › ');
    return {
      kind: 'answered',
      text: extractAnswer(question, passage.text, index),
      citations: [{ document: passage.document, title, passage: passage.text, score }],
    };
  }
}
