/**
 * Finds clusters among standardised rows with learning's k-means and chooses their number by silhouette (Rousseeuw 1987).
 * Called by train-segments.ts; names nothing.
 */
import { kMeans, silhouette, type TrainingRun } from '../../learning/index.js';
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
const SILHOUETTE_SAMPLE = 300;
/** A segment smaller than this share of all is no segment to work with. */
const LEAST_SHARE = 0.03;
/** The finest clustering whose silhouette is within this share of the best: more to act upon, hardly less distinct. */
const NEARLY_AS_GOOD = 0.9;

/** O(k x restarts x steps x rows x columns). Throws Fault `learning.cancelled` when aborted. */
export async function clusterRows(
  rows: readonly Float64Array[],
  options: TrainingRun & { readonly seed: number },
): Promise<Clustering> {
  const random = seededRandom(options.seed);
  const sample = random.shuffle(Array.from(rows.keys())).slice(0, SILHOUETTE_SAMPLE);
  const found: Clustering[] = [];
  for (let k = FEWEST; k <= MOST; k++) {
    options.onProgress?.({ stage: 'finding segments', done: k - FEWEST, total: MOST - FEWEST + 1 });
    await new Promise<void>((resolve) => setImmediate(resolve));
    if (options.signal?.aborted) throw new Fault('learning.cancelled', 'Training was cancelled.');
    found.push(clusterInto(k, rows, { sample, random }));
  }
  const least = rows.length * LEAST_SHARE;
  const usable = found.filter(({ clusters }) => clusters.every((cluster) => cluster.size >= least));
  const best = Math.max(...usable.map((each) => each.silhouette));
  return usable.findLast((each) => each.silhouette >= best * NEARLY_AS_GOOD) ?? found[0]!;
}

function clusterInto(
  k: number,
  rows: readonly Float64Array[],
  { sample, random }: { readonly sample: readonly number[]; readonly random: Random },
): Clustering {
  const { centres, labels } = kMeans(rows, { k, random, restarts: 6 });
  const clusters = centres.map((centre, cluster) => ({
    center: Array.from(centre),
    size: labels.filter((label) => label === cluster).length,
  }));
  const width = silhouette(
    sample.map((i) => rows[i]!),
    sample.map((i) => labels[i]!),
  );
  return { clusters: clusters.sort((a, b) => b.size - a.size), silhouette: width };
}
