/** Picks the sentences of a passage that answer a question: the best-covered one and its neighbours up to a length. */
import { splitSentences } from '../../text/index.js';
import type { PassageIndex } from '../index/passage-index.js';
import { termsOf } from '../index/terms.js';

/** About three short sentences: what a person reads at a glance and listens to in ten seconds. */
const MAX_ANSWER_CHARACTERS = 280;

/** A verbatim run of sentences around the one that covers most of the question. */
export function extractAnswer(question: string, passage: string, index: PassageIndex): string {
  const sentences = splitSentences(passage).map((sentence) => sentence.trim());
  if (sentences.length === 0) return passage;
  const wanted = new Set(termsOf(question));
  const weights = sentences.map((sentence) => coverage(sentence, wanted, index));
  const best = weights.indexOf(Math.max(...weights));
  return joinAround(sentences, best);
}

function coverage(sentence: string, wanted: ReadonlySet<string>, index: PassageIndex): number {
  let sum = 0;
  for (const term of new Set(termsOf(sentence))) if (wanted.has(term)) sum += index.idf(term);
  return sum;
}

function joinAround(sentences: readonly string[], best: number): string {
  let from = best;
  let to = best;
  const length = () => sentences.slice(from, to + 1).join(' ').length;
  while (to + 1 < sentences.length && length() + sentences[to + 1]!.length < MAX_ANSWER_CHARACTERS) to++;
  while (from > 0 && length() + sentences[from - 1]!.length < MAX_ANSWER_CHARACTERS) from--;
  const isHan = /\p{Script=Han}/u.test(sentences[best]!);
  return sentences.slice(from, to + 1).join(isHan ? '' : ' ');
}
