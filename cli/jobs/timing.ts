/** Measures single calls for the evaluations' medianMs and p99Ms. Called by the jobs, in a thread of their own. */
import { quantileOf } from '../../learning/index.js';

/** Calls before the measurement, so that the compiler has seen the code as it has on a running server. */
const WARM_UP = 200;

export interface Timed<R> {
  readonly results: readonly R[];
  readonly medianMs: number;
  readonly p99Ms: number;
}

export function timeEach<T, R>(items: readonly T[], work: (item: T) => R): Timed<R> {
  for (const item of items.slice(0, WARM_UP)) work(item);
  const times = new Float64Array(items.length);
  const results = items.map((item, i) => {
    const start = performance.now();
    const result = work(item);
    times[i] = performance.now() - start;
    return result;
  });
  times.sort();
  return { results, medianMs: quantileOf(times, 0.5), p99Ms: quantileOf(times, 0.99) };
}

/** The same for work that waits for another thread; one call at a time. */
export async function timeEachInTurn<T, R>(
  items: readonly T[],
  work: (item: T) => Promise<R>,
): Promise<Timed<R>> {
  const times = new Float64Array(items.length);
  const results: R[] = [];
  for (const [i, item] of items.entries()) {
    const start = performance.now();
    results.push(await work(item));
    times[i] = performance.now() - start;
  }
  times.sort();
  return { results, medianMs: quantileOf(times, 0.5), p99Ms: quantileOf(times, 0.99) };
}

/** Mean and standard deviation (of the sample) of a figure over runs; deviation 0 for one run. */
export function meanAndSd(values: readonly number[]): { readonly mean: number; readonly sd: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, sd: values.length > 1 ? Math.sqrt(squares / (values.length - 1)) : 0 };
}
