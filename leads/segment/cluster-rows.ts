/**
 * k-means++ (Arthur, Vassilvitskii 2007) with restarts; the number of clusters is the one with the best mean silhouette (Rousseeuw 1987).
 * Called by train-segments.ts; rows are already standardised.
 */
import type { TrainingRun } from '../../learning/index.js';
import { Fault, type Random, seededRandom } from '../../protocol/index.js';

export interface Cluster {
  readonly center: readonly number[];
  readonly size: number;
}

export interface Clustering {
  /** Largest first. */
  readonly clusters: readonly Cluster[];
  /** -1..1 on a sample of the rows; above 0 rows lie closer to their own cluster than to the next. */
  readonly silhouette: number;
}

const FEWEST = 3;
const MOST = 8;
const RESTARTS = 6;
const STEPS = 60;
const SILHOUETTE_SAMPLE = 300;
/** A segment smaller than this share of all is no segment to work with. */
const LEAST_SHARE = 0.03;

/** O(k x restarts x steps x rows x columns). Throws Fault `learning.cancelled` when aborted. */
export async function clusterRows(
  rows: readonly Float64Array[],
  options: TrainingRun & { readonly seed: number },
): Promise<Clustering> {
  const random = seededRandom(options.seed);
  const sample = random.shuffle(Array.from(rows.keys())).slice(0, SILHOUETTE_SAMPLE);
  let best: Clustering | undefined;
  for (let k = FEWEST; k <= MOST; k++) {
    options.onProgress?.({ stage: 'finding segments', done: k - FEWEST, total: MOST - FEWEST + 1 });
    await new Promise<void>((resolve) => setImmediate(resolve));
    if (options.signal?.aborted) throw new Fault('learning.cancelled', 'Training was cancelled.');
    const fit = bestOfRestarts(rows, k, random);
    const sizes = countSizes(fit.assigned, k);
    const isUsable = Math.min(...sizes) >= rows.length * LEAST_SHARE;
    const silhouette = meanSilhouette(rows, fit.assigned, sample);
    if (best && (!isUsable || silhouette <= best.silhouette)) continue;
    const clusters = fit.centers.map((center, i) => ({ center: Array.from(center), size: sizes[i]! }));
    best = { clusters: clusters.sort((a, b) => b.size - a.size), silhouette };
  }
  return best!;
}

interface Fit {
  readonly centers: readonly Float64Array[];
  readonly assigned: Int32Array;
  readonly inertia: number;
}

function bestOfRestarts(rows: readonly Float64Array[], k: number, random: Random): Fit {
  let best: Fit | undefined;
  for (let restart = 0; restart < RESTARTS; restart++) {
    const fit = lloyd(rows, spreadCenters(rows, k, random));
    if (best === undefined || fit.inertia < best.inertia) best = fit;
  }
  return best!;
}

/** Each next center is drawn with a chance proportional to its squared distance from those there are. */
function spreadCenters(rows: readonly Float64Array[], k: number, random: Random): Float64Array[] {
  const centers = [random.pick(rows)];
  const nearest = rows.map((row) => squaredDistance(row, centers[0]!));
  while (centers.length < k) {
    let rest = random.next() * nearest.reduce((sum, distance) => sum + distance, 0);
    const picked = nearest.findIndex((distance) => {
      rest -= distance;
      return rest < 0;
    });
    const center = rows[picked === -1 ? random.integer(rows.length) : picked]!;
    centers.push(center);
    rows.forEach((row, i) => {
      nearest[i] = Math.min(nearest[i]!, squaredDistance(row, center));
    });
  }
  return centers;
}

function lloyd(rows: readonly Float64Array[], start: readonly Float64Array[]): Fit {
  let centers = start;
  let assigned = new Int32Array(rows.length).fill(-1);
  for (let step = 0; step < STEPS; step++) {
    const next = Int32Array.from(rows, (row) => nearestCenter(row, centers));
    const isSettled = next.every((cluster, i) => cluster === assigned[i]);
    assigned = next;
    if (isSettled) break;
    centers = centers.map((center, cluster) => meanOf(rows, assigned, cluster) ?? center);
  }
  const inertia = rows.reduce((sum, row, i) => sum + squaredDistance(row, centers[assigned[i]!]!), 0);
  return { centers, assigned, inertia };
}

function nearestCenter(row: Float64Array, centers: readonly Float64Array[]): number {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  centers.forEach((center, i) => {
    const distance = squaredDistance(row, center);
    if (distance < least) [best, least] = [i, distance];
  });
  return best;
}

function meanOf(rows: readonly Float64Array[], assigned: Int32Array, cluster: number) {
  const sum = new Float64Array(rows[0]!.length);
  let count = 0;
  rows.forEach((row, i) => {
    if (assigned[i] !== cluster) return;
    count++;
    for (let column = 0; column < sum.length; column++) sum[column]! += row[column]!;
  });
  return count === 0 ? undefined : sum.map((total) => total / count);
}

function countSizes(assigned: Int32Array, k: number): number[] {
  const sizes = new Array<number>(k).fill(0);
  for (const cluster of assigned) sizes[cluster]!++;
  return sizes;
}

function meanSilhouette(
  rows: readonly Float64Array[],
  assigned: Int32Array,
  sample: readonly number[],
): number {
  const sum = sample.reduce((total, i) => total + silhouetteOf(rows, assigned, { sample, i }), 0);
  return sum / sample.length;
}

/** (b - a) / max(a, b): a = mean distance within the own cluster, b = to the nearest other one. */
function silhouetteOf(
  rows: readonly Float64Array[],
  assigned: Int32Array,
  { sample, i }: { readonly sample: readonly number[]; readonly i: number },
): number {
  const sums = new Map<number, { total: number; count: number }>();
  for (const j of sample) {
    if (j === i) continue;
    const entry = sums.get(assigned[j]!) ?? { total: 0, count: 0 };
    entry.total += Math.sqrt(squaredDistance(rows[i]!, rows[j]!));
    entry.count++;
    sums.set(assigned[j]!, entry);
  }
  const own = sums.get(assigned[i]!);
  if (own === undefined) return 0;
  const others = [...sums].filter(([cluster]) => cluster !== assigned[i]);
  if (others.length === 0) return 0;
  const a = own.total / own.count;
  const b = Math.min(...others.map(([, { total, count }]) => total / count));
  return Math.max(a, b) === 0 ? 0 : (b - a) / Math.max(a, b);
}

function squaredDistance(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i]! - b[i]!) ** 2;
  return sum;
}
