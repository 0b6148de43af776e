/** Word error rate by edit distance (Levenshtein 1966). Called by speech evaluations; texts arrive already normalised and split. */

export interface WordErrors {
  readonly errors: number;
  /** Words of the reference. */
  readonly words: number;
}

/** Least number of substitutions, deletions and insertions. O(n x m) time, O(m) memory. */
export function wordErrors(reference: readonly string[], heard: readonly string[]): WordErrors {
  let previous = Uint32Array.from({ length: heard.length + 1 }, (_, j) => j);
  for (let i = 1; i <= reference.length; i++) {
    const row = new Uint32Array(heard.length + 1);
    row[0] = i;
    for (let j = 1; j <= heard.length; j++) {
      const change = previous[j - 1]! + (reference[i - 1] === heard[j - 1] ? 0 : 1);
      row[j] = Math.min(change, previous[j]! + 1, row[j - 1]! + 1);
    }
    previous = row;
  }
  return { errors: previous[heard.length]!, words: reference.length };
}

/** Errors over words of many utterances; 0 for none. */
export function wordErrorRate(
  pairs: readonly (readonly [reference: readonly string[], heard: readonly string[]])[],
): number {
  let errors = 0;
  let words = 0;
  for (const [reference, heard] of pairs) {
    const counted = wordErrors(reference, heard);
    errors += counted.errors;
    words += counted.words;
  }
  return words > 0 ? errors / words : 0;
}
