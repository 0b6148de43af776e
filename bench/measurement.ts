/** What every bench returns, the machine it ran on, and quantiles: shared by all benches and the report. */
import { cpus, totalmem } from 'node:os';

export interface Measurement {
  readonly kind: 'measured';
  /** Name of the bench: `chat`, `call`, `install`. */
  readonly name: string;
  readonly title: string;
  /** How it was measured and what to compare with what, one paragraph. */
  readonly method: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** The same figures for machines to read. */
  readonly figures: Readonly<Record<string, unknown>>;
  readonly atMs: number;
  readonly machine: string;
}

/** A bench whose data set is not on this machine. */
export interface SkippedBench {
  readonly kind: 'skipped';
  readonly name: string;
  /** A sentence: what is missing and how to give it. */
  readonly why: string;
}

export type BenchOutcome = Measurement | SkippedBench;

export function machineName(): string {
  const [cpu] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${cpus().length} x ${cpu?.model.trim() ?? 'unknown CPU'}, ${memory} GiB, Node ${process.versions.node}, ${process.platform}`;
}

/** Nearest-rank quantile of unsorted values; NaN when there are none. */
export function quantile(values: readonly number[], share: number): number {
  if (values.length === 0) return Number.NaN;
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))]!;
}

export const median = (values: readonly number[]) => quantile(values, 0.5);

/** 12.3, 1.23, 123: three figures are what such measurements are worth. */
export function threeFigures(value: number): string {
  if (!Number.isFinite(value)) return '-';
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}
