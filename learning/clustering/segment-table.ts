/**
 * Segments of a customer table: k chosen by silhouette and stability, each segment named by what sets it apart from all rows.
 * Called by leads; the names are facts in words ("spend high, channel: web"), translation is the caller's.
 */
import { Fault, type Random, seededRandom } from '../../protocol/index.js';
import type { Table, TableColumn } from '../tables/table.js';
import { startPulse, type TrainingRun } from '../training-run.js';
import { adjustedRand } from './adjusted-rand.js';
import { kMeans, nearest, silhouette } from './k-means.js';
import { embedTable, type TableEmbedding } from './table-embedding.js';

/** What sets a segment apart in one column; `strength` is in standard deviations (numeric) or the log of the share ratio (categorical). */
export type SegmentTrait =
  | {
      readonly kind: 'numeric';
      readonly column: string;
      readonly strength: number;
      readonly mean: number;
      readonly overallMean: number;
    }
  | {
      readonly kind: 'categorical';
      readonly column: string;
      readonly strength: number;
      readonly category: string;
      readonly share: number;
      readonly overallShare: number;
    };

export interface Segment {
  readonly name: string;
  readonly size: number;
  readonly traits: readonly SegmentTrait[];
}

export interface Segmentation {
  readonly segments: readonly Segment[];
  /** Segment of each row. */
  readonly labels: Int32Array;
  readonly silhouette: number;
  /** Mean adjusted Rand index of clusterings of two random halves, 1 = the same segments come out again. */
  readonly stability: number;
  readonly embedding: TableEmbedding;
  readonly centres: readonly Float64Array[];
}

export interface SegmentOptions extends TrainingRun {
  readonly seed: number;
  /** Fixed number of segments; chosen among 2..8 when absent. */
  readonly k?: number;
}

const LARGEST_K = 8;
const SILHOUETTE_ROWS = 600;
/** k is chosen on no more rows than this; the clusters themselves are made of all. */
const CHOOSING_ROWS = 4000;
const STABILITY_ROUNDS = 3;

/** Deterministic for a seed. Fault `learning.no-data` for fewer than ten rows. */
export async function segmentTable(table: Table, options: SegmentOptions): Promise<Segmentation> {
  if (table.rowCount < 10) throw new Fault('learning.no-data', 'Segments need at least ten rows.');
  const random = seededRandom(options.seed);
  const embedding = embedTable(table);
  const sample = sampleOf(embedding.rows, SILHOUETTE_ROWS, random);
  const judged = sampleOf(embedding.rows, CHOOSING_ROWS, random);
  const choices = options.k ? [options.k] : Array.from({ length: LARGEST_K - 1 }, (_, i) => i + 2);
  const pulse = startPulse('finding segments', choices.length, options);
  let best: { k: number; worth: number; stability: number } | undefined;
  for (const [i, k] of choices.entries()) {
    const result = kMeans(judged, { k, random, restarts: 4 });
    const stability = stabilityOf(judged, k, random);
    const width = silhouette(
      sample,
      sample.map((row) => nearest(row, result.centres)),
    );
    const worth = width * Math.max(stability, 0);
    if (!best || worth > best.worth) best = { k, worth, stability };
    await pulse.beat(i + 1);
  }
  const { k, stability } = best!;
  const { labels, centres } = kMeans(embedding.rows, {
    k,
    random,
    restarts: embedding.rows.length > CHOOSING_ROWS ? 3 : 10,
  });
  return {
    segments: describeSegments(table, labels, k),
    labels,
    silhouette: silhouette(
      sample,
      sample.map((row) => nearest(row, centres)),
    ),
    stability,
    embedding,
    centres,
  };
}

function sampleOf<T>(rows: readonly T[], count: number, random: Random): readonly T[] {
  return rows.length <= count ? rows : random.shuffle(rows).slice(0, count);
}

function stabilityOf(rows: readonly Float64Array[], k: number, random: Random): number {
  let total = 0;
  for (let round = 0; round < STABILITY_ROUNDS; round++) {
    const shuffled = random.shuffle(rows);
    const half = shuffled.length >> 1;
    const [a, b] = [shuffled.slice(0, half), shuffled.slice(half)].map(
      (part) => kMeans(part, { k, random, restarts: 3 }).centres,
    );
    const judged = sampleOf(rows, SILHOUETTE_ROWS, random);
    total += adjustedRand(
      judged.map((row) => nearest(row, a!)),
      judged.map((row) => nearest(row, b!)),
    );
  }
  return total / STABILITY_ROUNDS;
}

const NAMED_TRAITS = 3;
const WEAKEST_TRAIT = 0.25;

function describeSegments(table: Table, labels: Int32Array, k: number): Segment[] {
  const taken = new Set<string>();
  return Array.from({ length: k }, (_, segment) => {
    const rows = Array.from(labels.keys()).filter((row) => labels[row] === segment);
    const traits = table.columns
      .map((column) => traitOf(column, rows))
      .filter((trait) => trait !== undefined)
      .sort((a, b) => Math.abs(b.strength) - Math.abs(a.strength));
    const strong = traits.filter((trait) => Math.abs(trait.strength) >= WEAKEST_TRAIT).slice(0, NAMED_TRAITS);
    const words = strong.map(wordsOf).join(', ') || 'average';
    const name = taken.has(words) ? `${words} (${segment + 1})` : words;
    taken.add(name);
    return { name, size: rows.length, traits: strong };
  });
}

function wordsOf(trait: SegmentTrait): string {
  if (trait.kind === 'categorical') return `${trait.column}: ${trait.category}`;
  const size = Math.abs(trait.strength) > 1 ? 'very ' : '';
  return `${trait.column} ${size}${trait.strength > 0 ? 'high' : 'low'}`;
}

function traitOf(column: TableColumn, rows: readonly number[]): SegmentTrait | undefined {
  return column.kind === 'numeric'
    ? numericTrait(column.name, column.values, rows)
    : categoricalTrait(column, rows);
}

function numericTrait(name: string, values: Float64Array, rows: readonly number[]): SegmentTrait | undefined {
  const known = values.filter((value) => !Number.isNaN(value));
  const inside = rows.map((row) => values[row]!).filter((value) => !Number.isNaN(value));
  if (inside.length === 0) return undefined;
  const meanOf = (list: ArrayLike<number>) => Array.from(list).reduce((a, b) => a + b, 0) / list.length;
  const overallMean = meanOf(known);
  const deviation = Math.sqrt(meanOf(known.map((value) => (value - overallMean) ** 2)));
  if (deviation === 0) return undefined;
  const mean = meanOf(inside);
  return { kind: 'numeric', column: name, strength: (mean - overallMean) / deviation, mean, overallMean };
}

function categoricalTrait(
  column: Extract<TableColumn, { kind: 'categorical' }>,
  rows: readonly number[],
): SegmentTrait | undefined {
  const shares = (list: Iterable<number>, count: number) => {
    const result = new Float64Array(column.categories.length);
    for (const row of list) if (column.values[row]! >= 0) result[column.values[row]!]! += 1 / count;
    return result;
  };
  const overall = shares(column.values.keys(), column.values.length);
  const inside = shares(rows, rows.length);
  let best: SegmentTrait | undefined;
  column.categories.forEach((category, code) => {
    if (inside[code]! < 0.5) return;
    const strength = Math.log(inside[code]! / overall[code]!);
    if (best && strength <= best.strength) return;
    best = {
      kind: 'categorical',
      column: column.name,
      strength,
      category,
      share: inside[code]!,
      overallShare: overall[code]!,
    };
  });
  return best;
}
