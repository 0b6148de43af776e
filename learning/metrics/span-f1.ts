/** Precision, recall and F1 of tagged spans, counted as conlleval does. Called by evaluations of taggers; it never looks at words. */

export interface Span {
  readonly kind: string;
  /** First token, and the one after the last. */
  readonly start: number;
  readonly end: number;
}

export interface SpanScore {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/** Spans of a BIO sequence; as in conlleval an I- that continues nothing opens a span. */
export function spansOf(tags: readonly string[]): Span[] {
  const spans: Span[] = [];
  let open: { kind: string; start: number } | undefined;
  const close = (end: number) => {
    if (open) spans.push({ ...open, end });
    open = undefined;
  };
  tags.forEach((tag, i) => {
    const kind = tag.slice(2);
    if (tag.startsWith('I-') && open?.kind === kind) return;
    close(i);
    if (tag !== 'O') open = { kind, start: i };
  });
  close(tags.length);
  return spans;
}

/** Micro-averaged over all spans of all sentences; 0 where a denominator is 0. */
export function spanF1(
  expected: readonly (readonly string[])[],
  given: readonly (readonly string[])[],
): SpanScore {
  let right = 0;
  let expectedCount = 0;
  let givenCount = 0;
  expected.forEach((tags, i) => {
    const keyOf = (span: Span) => `${span.kind} ${span.start} ${span.end}`;
    const wanted = new Set(spansOf(tags).map(keyOf));
    const found = spansOf(given[i] ?? []).map(keyOf);
    expectedCount += wanted.size;
    givenCount += found.length;
    right += found.filter((key) => wanted.has(key)).length;
  });
  const precision = givenCount > 0 ? right / givenCount : 0;
  const recall = expectedCount > 0 ? right / expectedCount : 0;
  return { precision, recall, f1: right > 0 ? (2 * precision * recall) / (precision + recall) : 0 };
}
