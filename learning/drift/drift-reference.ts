/**
 * What the inputs and the score looked like when a model was trained, as shares per bin: kept beside the weights in its version, so
 * that a job can say later whether the world still looks so. Trainers write it, population-stability.ts compares with it.
 */
import { z } from 'zod';
import { corrupt } from '../binary-format.js';
import { quantileOf } from '../metrics/bootstrap-interval.js';

const columnSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('numeric'),
    name: z.string(),
    /** Upper edges of all bins but the last, ascending; a value belongs to the first edge that is not below it. */
    edges: z.array(z.number()),
    /** Rows per bin, then the rows without a value. */
    counts: z.array(z.number()),
  }),
  z.object({
    kind: z.literal('categorical'),
    name: z.string(),
    categories: z.array(z.string()),
    /** Rows per category, then the rows with another one or none. */
    counts: z.array(z.number()),
  }),
]);

const referenceSchema = z.object({
  kind: z.literal('drift-reference'),
  rows: z.number().int().positive(),
  inputs: z.array(columnSchema),
  /** What the model gave for those rows. */
  score: columnSchema.optional(),
});

export type ReferenceColumn = z.infer<typeof columnSchema>;
export type DriftReference = z.infer<typeof referenceSchema>;

/** Values of one column: numbers with NaN for missing, or words with undefined for missing. */
export type DriftValues =
  | { readonly kind: 'numeric'; readonly name: string; readonly values: ArrayLike<number> }
  | {
      readonly kind: 'categorical';
      readonly name: string;
      readonly values: readonly (string | undefined)[];
    };

/** The file of a version that holds its reference. */
export const REFERENCE_FILE = 'reference.json';
const BINS = 10;
/** Rarer words share one bin, which also takes those never seen. */
const MOST_CATEGORIES = 20;

/** Bins of about equal size for numbers; one per value where there are few. */
export function learnReferenceColumn(column: DriftValues): ReferenceColumn {
  const { name } = column;
  if (column.kind === 'categorical') {
    const times = new Map<string, number>();
    for (const word of column.values) if (word !== undefined) times.set(word, (times.get(word) ?? 0) + 1);
    const categories = [...times]
      .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
      .slice(0, MOST_CATEGORIES)
      .map(([word]) => word);
    return {
      kind: 'categorical',
      name,
      categories,
      counts: countsOf({ kind: 'categorical', categories }, column),
    };
  }
  const sorted = Float64Array.from(column.values)
    .filter((value) => !Number.isNaN(value))
    .sort();
  const cuts = Array.from({ length: BINS - 1 }, (_, i) => quantileOf(sorted, (i + 1) / BINS));
  const highest = sorted.at(-1);
  const edges = [...new Set(cuts)].filter((cut) => highest !== undefined && cut < highest);
  return { kind: 'numeric', name, edges, counts: countsOf({ kind: 'numeric', edges }, column) };
}

type Bins =
  | { readonly kind: 'numeric'; readonly edges: readonly number[] }
  | { readonly kind: 'categorical'; readonly categories: readonly string[] };

/** Rows per bin of a reference column; the last bin takes what has no value or no bin. */
export function countsOf(bins: Bins, column: DriftValues): number[] {
  if (bins.kind === 'categorical') {
    const counts = new Array<number>(bins.categories.length + 1).fill(0);
    const places = new Map(bins.categories.map((category, i) => [category, i]));
    for (const value of Array.from<number | string | undefined>(column.values)) {
      counts[places.get(String(value)) ?? bins.categories.length]! += 1;
    }
    return counts;
  }
  const counts = new Array<number>(bins.edges.length + 2).fill(0);
  for (const given of Array.from<number | string | undefined>(column.values)) {
    const value = Number(given);
    if (Number.isNaN(value)) counts[bins.edges.length + 1]! += 1;
    else {
      const bin = bins.edges.findIndex((edge) => value <= edge);
      counts[bin < 0 ? bins.edges.length : bin]! += 1;
    }
  }
  return counts;
}

export function writeReference(reference: DriftReference): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(reference));
}

/** Throws Fault `learning.corrupt-model`. */
export function readReference(bytes: Uint8Array): DriftReference {
  try {
    return referenceSchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch (cause) {
    throw corrupt('its drift reference cannot be read', cause);
  }
}

/** Reference of training rows given by column. */
export function learnReference(inputs: readonly DriftValues[], score?: DriftValues): DriftReference {
  return {
    kind: 'drift-reference',
    rows: Math.max(1, inputs[0]?.values.length ?? score?.values.length ?? 0),
    inputs: inputs.map(learnReferenceColumn),
    ...(score && { score: learnReferenceColumn(score) }),
  };
}
