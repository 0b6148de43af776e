/**
 * k-means with k-means++ seeding and restarts (Lloyd 1982; Arthur, Vassilvitskii 2007), and the silhouette (Rousseeuw 1987).
 * Called by segmentation; rows arrive numeric and complete.
 */
import type { Random } from '../../protocol/index.js';

export interface KMeansResult {
  /** Cluster of each row. */
  readonly labels: Int32Array;
  readonly centres: readonly Float64Array[];
  /** Sum of squared distances to the own centre. */
  readonly inertia: number;
}

export interface KMeansSettings {
  readonly k: number;
  readonly random: Random;
  /** Default 10. */
  readonly restarts?: number;
  /** Default 100. */
  readonly maxSteps?: number;
}

/** The best of `restarts` runs. O(restarts x steps x rows x k x columns). */
export function kMeans(rows: readonly Float64Array[], settings: KMeansSettings): KMeansResult {
  let best: KMeansResult | undefined;
  for (let run = 0; run < (settings.restarts ?? 10); run++) {
    const result = lloyd(rows, seedCentres(rows, settings.k, settings.random), settings.maxSteps ?? 100);
    if (!best || result.inertia < best.inertia) best = result;
  }
  return best!;
}

export function squaredDistance(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += (a[j]! - b[j]!) ** 2;
  return sum;
}

/** Each next centre is drawn with probability proportional to its squared distance from those chosen. */
function seedCentres(rows: readonly Float64Array[], k: number, random: Random): Float64Array[] {
  const centres = [Float64Array.from(random.pick(rows))];
  const distances = Float64Array.from(rows, (row) => squaredDistance(row, centres[0]!));
  while (centres.length < k) {
    let target = random.next() * distances.reduce((a, b) => a + b, 0);
    let chosen = 0;
    while (chosen < rows.length - 1 && target >= distances[chosen]!) target -= distances[chosen++]!;
    const centre = Float64Array.from(rows[chosen]!);
    centres.push(centre);
    rows.forEach((row, i) => {
      distances[i] = Math.min(distances[i]!, squaredDistance(row, centre));
    });
  }
  return centres;
}

function lloyd(
  rows: readonly Float64Array[],
  start: readonly Float64Array[],
  maxSteps: number,
): KMeansResult {
  let centres = start;
  let labels = new Int32Array(rows.length).fill(-1);
  for (let step = 0; step < maxSteps; step++) {
    const next = Int32Array.from(rows, (row) => nearest(row, centres));
    const isSettled = next.every((label, i) => label === labels[i]);
    labels = next;
    if (isSettled) break;
    centres = meansOf(rows, labels, centres);
  }
  const inertia = rows.reduce((sum, row, i) => sum + squaredDistance(row, centres[labels[i]!]!), 0);
  return { labels, centres, inertia };
}

/** Index of the closest centre. */
export function nearest(row: Float64Array, centres: readonly Float64Array[]): number {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let k = 0; k < centres.length; k++) {
    const distance = squaredDistance(row, centres[k]!);
    if (distance < least) {
      least = distance;
      best = k;
    }
  }
  return best;
}

/** A cluster that lost all rows keeps its centre. */
function meansOf(
  rows: readonly Float64Array[],
  labels: Int32Array,
  previous: readonly Float64Array[],
): Float64Array[] {
  const sums = previous.map((centre) => new Float64Array(centre.length));
  const counts = new Int32Array(previous.length);
  rows.forEach((row, i) => {
    const sum = sums[labels[i]!]!;
    counts[labels[i]!]!++;
    for (let j = 0; j < row.length; j++) sum[j]! += row[j]!;
  });
  return sums.map((sum, k) => (counts[k]! > 0 ? sum.map((value) => value / counts[k]!) : previous[k]!));
}

/** Mean silhouette, -1..1, higher is better separated; rows alone in their cluster count 0. O(rows^2 x columns): give a sample when rows are many. */
export function silhouette(rows: readonly Float64Array[], labels: ArrayLike<number>): number {
  const count = Math.max(...Array.from(labels)) + 1;
  const sizes = new Int32Array(count);
  for (let i = 0; i < rows.length; i++) sizes[labels[i]!]!++;
  let total = 0;
  rows.forEach((row, i) => {
    const sums = new Float64Array(count);
    for (let j = 0; j < rows.length; j++) sums[labels[j]!]! += Math.sqrt(squaredDistance(row, rows[j]!));
    const own = labels[i]!;
    if (sizes[own]! < 2) return;
    const inside = sums[own]! / (sizes[own]! - 1);
    let outside = Number.POSITIVE_INFINITY;
    for (let k = 0; k < count; k++) {
      if (k !== own && sizes[k]! > 0) outside = Math.min(outside, sums[k]! / sizes[k]!);
    }
    if (Number.isFinite(outside)) total += (outside - inside) / Math.max(inside, outside, Number.MIN_VALUE);
  });
  return total / rows.length;
}
