/**
 * Population stability index of live rows against the training reference: sum of (live - reference) ln(live / reference) over bins.
 * Bands as in credit scoring: below 0.1 stable, to 0.25 moderate, above shifted (Siddiqi, Credit Risk Scorecards, 2006). Without any
 * drift the index is about (1/n + 1/m) times a chi-square with bins - 1 degrees of freedom (Yurdakul, 2018): what chance alone explains is
 * never called drift, and a sample in which even a shift could be chance is called too small.
 */
import { chiSquareQuantile } from '../numerics/normal.js';
import { countsOf, type DriftReference, type DriftValues, type ReferenceColumn } from './drift-reference.js';

export const MODERATE_PSI = 0.1;
export const SHIFTED_PSI = 0.25;
/** Chance of one false alarm over all columns of one look. */
const FALSE_ALARMS = 0.01;

export type DriftVerdict = 'too-few' | 'stable' | 'moderate' | 'shifted';

export interface ColumnDrift {
  readonly name: string;
  readonly psi: number;
  /** The index that chance alone stays below, except once in a hundred looks. */
  readonly noise: number;
  readonly verdict: DriftVerdict;
}

export interface PopulationDrift {
  /** Live rows. */
  readonly rows: number;
  readonly referenceRows: number;
  /** Strongest first. */
  readonly inputs: readonly ColumnDrift[];
  readonly score?: ColumnDrift;
}

/** The index of two lists of counts with the same bins; half a row is added to each bin, so that none is empty. */
export function stabilityIndex(reference: readonly number[], live: readonly number[]): number {
  const share = (counts: readonly number[]) => {
    const total = counts.reduce((sum, count) => sum + count + 0.5, 0);
    return counts.map((count) => (count + 0.5) / total);
  };
  const before = share(reference);
  const now = share(live);
  return now.reduce((sum, p, bin) => sum + (p - before[bin]!) * Math.log(p / before[bin]!), 0);
}

/** @param live values by column; a column that the reference does not know is left out, one that is missing counts as without values. */
export function measureDrift(
  reference: DriftReference,
  live: readonly DriftValues[],
  score?: DriftValues,
): PopulationDrift {
  const rows = live[0]?.values.length ?? score?.values.length ?? 0;
  const byName = new Map(live.map((column) => [column.name, column]));
  const known = reference.inputs.flatMap((column) => {
    const values = byName.get(column.name);
    return values === undefined ? [] : [{ column, values }];
  });
  const looks = known.length + (reference.score && score ? 1 : 0);
  const judge = (column: ReferenceColumn, values: DriftValues) =>
    judgeColumn(column, values, { rows, referenceRows: reference.rows, looks });
  return {
    rows,
    referenceRows: reference.rows,
    inputs: known.map(({ column, values }) => judge(column, values)).sort((a, b) => b.psi - a.psi),
    ...(reference.score && score && { score: judge(reference.score, score) }),
  };
}

interface Look {
  readonly rows: number;
  readonly referenceRows: number;
  /** Columns judged together. */
  readonly looks: number;
}

function judgeColumn(column: ReferenceColumn, values: DriftValues, look: Look): ColumnDrift {
  const live = countsOf(column, values);
  const psi = stabilityIndex(column.counts, live);
  const bins = column.counts.filter((count, bin) => count + live[bin]! > 0).length;
  const noise = noiseOf(bins, look);
  return { name: column.name, psi, noise, verdict: verdictOf(psi, noise) };
}

function noiseOf(bins: number, { rows, referenceRows, looks }: Look): number {
  if (rows === 0) return Number.MAX_VALUE;
  if (bins < 2) return 0;
  return (1 / rows + 1 / referenceRows) * chiSquareQuantile(1 - FALSE_ALARMS / Math.max(1, looks), bins - 1);
}

function verdictOf(psi: number, noise: number): DriftVerdict {
  if (psi > noise && psi >= SHIFTED_PSI) return 'shifted';
  if (psi > noise && psi >= MODERATE_PSI) return 'moderate';
  return noise > SHIFTED_PSI ? 'too-few' : 'stable';
}
