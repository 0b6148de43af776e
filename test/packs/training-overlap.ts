// Finds test utterances that training utterances of the same locale repeat, for the test of the locked test set.
// Two utterances overlap when they are equal with case, marks and spaces folded, or when their character trigrams have
// a Jaccard similarity of at least 0.8. Never looks at intents or slots: the same words are known however labelled.

export interface Wording {
  readonly locale: string;
  readonly text: string;
}

export interface Overlap<T extends Wording> {
  readonly row: T;
  readonly of: string;
}

const NEAR = 0.8;
const GRAM = 3;

/** `Hi, there!` -> `hithere`. */
export const foldWording = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

function gramsOf(folded: string): ReadonlySet<string> {
  if (folded.length < GRAM) return new Set([folded]);
  const grams = new Set<string>();
  for (let i = 0; i + GRAM <= folded.length; i++) grams.add(folded.slice(i, i + GRAM));
  return grams;
}

function jaccard(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0;
  for (const gram of a) if (b.has(gram)) shared++;
  return shared / (a.size + b.size - shared);
}

/** Each row that the training utterances hold, word for word or nearly so, with the first one that does. */
export function findOverlaps<T extends Wording>(
  rows: readonly T[],
  training: readonly Wording[],
): Overlap<T>[] {
  const known = training.map(({ locale, text }) => {
    const folded = foldWording(text);
    return { locale, text, folded, grams: gramsOf(folded) };
  });
  return rows.flatMap((row) => {
    const folded = foldWording(row.text);
    const grams = gramsOf(folded);
    const twin = known.find(
      (one) => one.locale === row.locale && (one.folded === folded || jaccard(one.grams, grams) >= NEAR),
    );
    return twin === undefined ? [] : [{ row, of: twin.text }];
  });
}
