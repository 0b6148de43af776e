/** How two lists of numbers, or two lists of groups, go together. Called by back-tests and statistics; pure functions. */

/** Pearson's; 0 where one side never changes. */
export function correlationOf(a: readonly number[], b: readonly number[]): number {
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const [meanA, meanB] = [sum(a) / a.length, sum(b) / b.length];
  let cross = 0;
  let squaresA = 0;
  let squaresB = 0;
  a.forEach((value, i) => {
    cross += (value - meanA) * (b[i]! - meanB);
    squaresA += (value - meanA) ** 2;
    squaresB += (b[i]! - meanB) ** 2;
  });
  return squaresA > 0 && squaresB > 0 ? cross / Math.sqrt(squaresA * squaresB) : 0;
}

/**
 * Cramer's V of a table of counts (rows by columns), 0 = unrelated, 1 = one tells the other; corrected for chance (Bergsma 2013).
 */
export function cramersV(counts: readonly (readonly number[])[]): number {
  const rows = counts.map((row) => row.reduce((a, b) => a + b, 0));
  const columns = counts[0]!.map((_, j) => counts.reduce((total, row) => total + row[j]!, 0));
  const total = rows.reduce((a, b) => a + b, 0);
  const height = rows.filter((count) => count > 0).length;
  const width = columns.filter((count) => count > 0).length;
  if (total < 2 || height < 2 || width < 2) return 0;
  let chi = 0;
  rows.forEach((row, i) => {
    columns.forEach((column, j) => {
      const expected = (row * column) / total;
      if (expected > 0) chi += (counts[i]![j]! - expected) ** 2 / expected;
    });
  });
  const phi = Math.max(0, chi / total - ((height - 1) * (width - 1)) / (total - 1));
  const least =
    Math.min(height - (height - 1) ** 2 / (total - 1), width - (width - 1) ** 2 / (total - 1)) - 1;
  return least > 0 ? Math.min(1, Math.sqrt(phi / least)) : 0;
}
