/** Figures of classifiers: accuracy, macro F1, AUROC, area under precision-recall, lift. Called by evaluations and model cards; pure functions. */

/** Share of equal pairs, 0..1; 0 for empty lists. */
export function accuracy<T>(expected: readonly T[], given: readonly T[]): number {
  let right = 0;
  for (let i = 0; i < expected.length; i++) if (expected[i] === given[i]) right++;
  return expected.length > 0 ? right / expected.length : 0;
}

/** Counts by expected and given label, rows and columns in the order of `labels`. */
export interface ConfusionMatrix {
  readonly labels: readonly string[];
  readonly counts: readonly Int32Array[];
}

/** Both lists are parallel; labels are all that occur in either, sorted. */
export function confusionMatrix(expected: readonly string[], given: readonly string[]): ConfusionMatrix {
  const labels = [...new Set([...expected, ...given])].sort();
  const index = new Map(labels.map((label, i) => [label, i]));
  const counts = labels.map(() => new Int32Array(labels.length));
  expected.forEach((label, i) => {
    counts[index.get(label)!]![index.get(given[i]!)!]!++;
  });
  return { labels, counts };
}

/** Unweighted mean of F1 over labels that occur among expected or given, as scikit-learn's `f1_score(average="macro")`. */
export function macroF1(expected: readonly string[], given: readonly string[]): number {
  const { labels, counts } = confusionMatrix(expected, given);
  let total = 0;
  for (let k = 0; k < labels.length; k++) {
    const right = counts[k]![k]!;
    const expectedCount = counts[k]!.reduce((a, b) => a + b, 0);
    const givenCount = counts.reduce((sum, row) => sum + row[k]!, 0);
    total += right > 0 ? (2 * right) / (expectedCount + givenCount) : 0;
  }
  return labels.length > 0 ? total / labels.length : 0;
}

/**
 * Probability that a positive scores above a negative, ties counting half (Mann-Whitney). O(n log n).
 * @param positives 1 for a positive row, 0 for a negative. Returns 0.5 when one side is empty.
 */
export function areaUnderRoc(scores: ArrayLike<number>, positives: ArrayLike<number>): number {
  const order = ascending(scores);
  let rankSum = 0;
  let positiveCount = 0;
  for (let start = 0; start < order.length; ) {
    let end = start;
    while (end < order.length && scores[order[end]!] === scores[order[start]!]) end++;
    for (let i = start; i < end; i++) {
      if (positives[order[i]!] !== 1) continue;
      rankSum += (start + 1 + end) / 2;
      positiveCount++;
    }
    start = end;
  }
  const negativeCount = order.length - positiveCount;
  if (positiveCount === 0 || negativeCount === 0) return 0.5;
  return (rankSum - (positiveCount * (positiveCount + 1)) / 2) / (positiveCount * negativeCount);
}

/** Average precision, as scikit-learn's `average_precision_score`: sum of precision times the step in recall; 0 without positives. */
export function averagePrecision(scores: ArrayLike<number>, positives: ArrayLike<number>): number {
  const order = ascending(scores).reverse();
  let total = 0;
  for (let i = 0; i < positives.length; i++) total += positives[i]!;
  if (total === 0) return 0;
  let found = 0;
  let area = 0;
  for (let start = 0; start < order.length; ) {
    let end = start;
    let gained = 0;
    while (end < order.length && scores[order[end]!] === scores[order[start]!])
      gained += positives[order[end++]!]!;
    found += gained;
    area += (gained / total) * (found / end);
    start = end;
  }
  return area;
}

/** Positive rate among the best-scored `share` of rows over the rate of all; 1 is chance. Ties are broken by row order. */
export function liftAt(scores: ArrayLike<number>, positives: ArrayLike<number>, share: number): number {
  const order = Array.from({ length: scores.length }, (_, i) => i).sort(
    (a, b) => scores[b]! - scores[a]! || a - b,
  );
  const count = Math.max(1, Math.round(share * order.length));
  let all = 0;
  for (let i = 0; i < positives.length; i++) all += positives[i]!;
  const top = order.slice(0, count).reduce((sum, row) => sum + positives[row]!, 0);
  return all > 0 ? top / count / (all / order.length) : 0;
}

function ascending(scores: ArrayLike<number>): Uint32Array {
  return Uint32Array.from({ length: scores.length }, (_, i) => i).sort((a, b) => scores[a]! - scores[b]!);
}
