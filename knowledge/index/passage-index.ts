/**
 * A BM25 index over passages (minisearch), one per locale, with the share of the question's information that a passage
 * covers as its score: the sum of the idf of matched terms over the sum for all terms, 0..1.
 */
import MiniSearch from 'minisearch';
import type { Passage } from '../ingest/document.js';
import { termsOf } from './terms.js';

export interface PassageHit {
  readonly passage: Passage;
  /** Covered share of the question, 0..1. */
  readonly score: number;
  /** Raw BM25 of minisearch, comparable within one search only. */
  readonly bm25: number;
}

/** How many BM25 candidates are weighed by coverage. */
const CANDIDATES = 12;

interface IndexedPassage {
  readonly id: number;
  readonly title: string;
  readonly headings: string;
  readonly text: string;
}

export class PassageIndex {
  readonly #search: MiniSearch<IndexedPassage>;
  readonly #terms: readonly ReadonlySet<string>[];
  readonly #documentFrequency = new Map<string, number>();

  constructor(readonly passages: readonly Passage[]) {
    this.#search = new MiniSearch<IndexedPassage>({
      fields: ['title', 'headings', 'text'],
      tokenize: (text) => [...termsOf(text)],
      processTerm: (term) => term,
      searchOptions: { boost: { headings: 1.5, title: 1.2 }, combineWith: 'OR', prefix: false, fuzzy: false },
    });
    this.#terms = passages.map((passage) => new Set(termsOf(wholeTextOf(passage))));
    for (const terms of this.#terms) {
      for (const term of terms)
        this.#documentFrequency.set(term, (this.#documentFrequency.get(term) ?? 0) + 1);
    }
    this.#search.addAll(
      passages.map(({ title, headings, text }, id) => ({ id, title, headings: headings.join(' '), text })),
    );
  }

  /** Best passages first, by BM25; each with the covered share of the question. Empty when no term matches. */
  search(question: string, limit: number): readonly PassageHit[] {
    const terms = [...new Set(termsOf(question))];
    if (terms.length === 0) return [];
    const total = terms.reduce((sum, term) => sum + this.idf(term), 0);
    return this.#search
      .search(question)
      .slice(0, Math.max(limit, CANDIDATES))
      .map((result) => {
        const passage = this.passages[result.id as number]!;
        const own = this.#terms[result.id as number]!;
        const covered = terms.reduce((sum, term) => (own.has(term) ? sum + this.idf(term) : sum), 0);
        return { passage, bm25: result.score, score: covered / total };
      })
      .slice(0, limit);
  }

  /** Inverse document frequency of a term, BM25's form; a term never seen weighs most. */
  idf(term: string): number {
    const frequency = this.#documentFrequency.get(term) ?? 0;
    return Math.log(1 + (this.passages.length - frequency + 0.5) / (frequency + 0.5));
  }
}

const wholeTextOf = (passage: Passage) => `${passage.title}\n${passage.headings.join('\n')}\n${passage.text}`;
