/**
 * The Qini curve of an uplift ranking (Radcliffe 2007): extra positive outcomes gained by treating the best-ranked share first.
 * Pure functions; called by uplift evaluation.
 */

export interface UpliftRows {
  /** Predicted uplift; the highest is treated first. */
  readonly scores: ArrayLike<number>;
  /** 1 = treated, 0 = control. */
  readonly treated: ArrayLike<number>;
  /** Outcome, usually 0 or 1. */
  readonly outcomes: ArrayLike<number>;
}

export interface QiniPoint {
  /** Share of all rows treated, 0..1. */
  readonly share: number;
  /** Outcomes gained among the treated over what controls of that share would have had. */
  readonly gain: number;
}

/** Points after each group of equal scores, from (0, 0). O(n log n). */
export function qiniCurve({ scores, treated, outcomes }: UpliftRows): QiniPoint[] {
  const order = Uint32Array.from({ length: scores.length }, (_, i) => i).sort(
    (a, b) => scores[b]! - scores[a]!,
  );
  const points: QiniPoint[] = [{ share: 0, gain: 0 }];
  const sums = { treated: 0, control: 0, treatedOutcome: 0, controlOutcome: 0 };
  order.forEach((row, i) => {
    if (treated[row] === 1) {
      sums.treated++;
      sums.treatedOutcome += outcomes[row]!;
    } else {
      sums.control++;
      sums.controlOutcome += outcomes[row]!;
    }
    const next = order[i + 1];
    if (next !== undefined && scores[next] === scores[row]) return;
    const expected = sums.control > 0 ? (sums.controlOutcome * sums.treated) / sums.control : 0;
    points.push({ share: (i + 1) / order.length, gain: sums.treatedOutcome - expected });
  });
  return points;
}

/**
 * Area between the Qini curve and the straight line of random treatment, divided by the absolute gain of treating all
 * (0 = random ranking). Returns 0 when treating all gains nothing.
 */
export function qiniCoefficient(rows: UpliftRows): number {
  const points = qiniCurve(rows);
  const total = points.at(-1)!.gain;
  if (total === 0) return 0;
  let area = 0;
  for (let i = 1; i < points.length; i++) {
    const [a, b] = [points[i - 1]!, points[i]!];
    area += ((b.share - a.share) * (a.gain + b.gain)) / 2;
  }
  return (area - total / 2) / Math.abs(total);
}
