/** Agreement of two clusterings of the same rows, corrected for chance (Hubert, Arabie 1985). Pure function. */

/** 1 = the same partition, about 0 = unrelated. */
export function adjustedRand(first: ArrayLike<number>, second: ArrayLike<number>): number {
  const joint = new Map<string, number>();
  const rows = new Map<number, number>();
  const columns = new Map<number, number>();
  for (let i = 0; i < first.length; i++) {
    const key = `${first[i]} ${second[i]}`;
    joint.set(key, (joint.get(key) ?? 0) + 1);
    rows.set(first[i]!, (rows.get(first[i]!) ?? 0) + 1);
    columns.set(second[i]!, (columns.get(second[i]!) ?? 0) + 1);
  }
  const pairs = (counts: Iterable<number>) => [...counts].reduce((sum, n) => sum + (n * (n - 1)) / 2, 0);
  const together = pairs(joint.values());
  const inRows = pairs(rows.values());
  const inColumns = pairs(columns.values());
  const expected = (inRows * inColumns) / ((first.length * (first.length - 1)) / 2);
  const most = (inRows + inColumns) / 2;
  return most === expected ? 1 : (together - expected) / (most - expected);
}
