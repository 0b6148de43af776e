/** Minimises a function of a few unbounded variables without derivatives (Nelder, Mead 1965). Called by the likelihood fitters of this room. */

export interface SimplexSettings {
  /** Size of the first simplex along each axis (default 0.5). */
  readonly size?: number;
  /** Default 2000. */
  readonly maxEvaluations?: number;
  /** Stops when the simplex' values differ by less (default 1e-9, relative). */
  readonly tolerance?: number;
}

interface Corner {
  readonly point: readonly number[];
  readonly value: number;
}

/** The best point found. O(evaluations x cost of the function). */
export function minimise(
  f: (point: readonly number[]) => number,
  start: readonly number[],
  settings: SimplexSettings = {},
): Corner {
  const corner = (point: readonly number[]): Corner => ({ point, value: f(point) });
  const size = settings.size ?? 0.5;
  let corners = [start, ...start.map((_v, axis) => start.map((v, i) => (i === axis ? v + size : v)))].map(
    corner,
  );
  let evaluations = corners.length;
  while (evaluations < (settings.maxEvaluations ?? 2000)) {
    corners.sort((a, b) => a.value - b.value);
    const best = corners[0]!;
    const worst = corners.at(-1)!;
    if (Math.abs(worst.value - best.value) <= (settings.tolerance ?? 1e-9) * (Math.abs(best.value) + 1e-9))
      break;
    const centre = start.map(
      (_v, i) => corners.slice(0, -1).reduce((sum, c) => sum + c.point[i]!, 0) / start.length,
    );
    const along = (factor: number) => corner(centre.map((v, i) => v + factor * (worst.point[i]! - v)));
    const next = replaceWorst(corners, along);
    evaluations += 2;
    if (next) corners = [...corners.slice(0, -1), next];
    else {
      corners = [
        best,
        ...corners.slice(1).map((c) => corner(c.point.map((v, i) => (v + best.point[i]!) / 2))),
      ];
      evaluations += start.length;
    }
  }
  return corners.reduce((a, b) => (b.value < a.value ? b : a));
}

/** Reflection, expansion or contraction; undefined when the simplex must shrink. */
function replaceWorst(corners: readonly Corner[], along: (factor: number) => Corner): Corner | undefined {
  const [best, second, worst] = [corners[0]!, corners.at(-2)!, corners.at(-1)!];
  const reflected = along(-1);
  if (reflected.value < best.value) {
    const expanded = along(-2);
    return expanded.value < reflected.value ? expanded : reflected;
  }
  if (reflected.value < second.value) return reflected;
  const contracted = reflected.value < worst.value ? along(-0.5) : along(0.5);
  return contracted.value < Math.min(reflected.value, worst.value) ? contracted : undefined;
}
