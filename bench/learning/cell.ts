/** One cell of the learning bench: a learner on a task with a seed, and what came out. Shared by the bench, its workers and its cache. */

export type IntentSet = 'clinc150' | 'banking77' | 'snips';
export type TableSet = 'telco' | 'bank';

export type Task =
  | { readonly kind: 'intents'; readonly set: IntentSet }
  | { readonly kind: 'slots' }
  /** `isTimeOrdered`: the last fifth of the rows is the test part, the fifth of the rest before it validates. */
  | { readonly kind: 'table'; readonly set: TableSet; readonly isTimeOrdered: boolean }
  | { readonly kind: 'purchases' }
  | { readonly kind: 'uplift' };

/** The learner of intents that knows sentence vectors as well. */
export const WITH_VECTORS = 'Leadline with sentence vectors';

/** The learner of slots that is told the intent. */
export const BY_INTENT = 'Leadline told the intent';

export interface Cell {
  readonly task: Task;
  readonly learner: string;
  readonly seed: number;
}

/** Figures by name: shares 0..1, times in ms, sizes in bytes. */
export type Figures = Readonly<Record<string, number>>;

export type CellOutcome =
  | { readonly kind: 'measured'; readonly figures: Figures }
  /** A learner that is not on this machine, or did not finish. */
  | { readonly kind: 'skipped'; readonly why: string };

export interface CellPlan {
  readonly cell: Cell;
  readonly dataFolder: string;
  /** Folder with the package.json of the npm peers. */
  readonly peersFolder: string;
}

export function taskName(task: Task): string {
  switch (task.kind) {
    case 'intents':
      return `${task.set} intents`;
    case 'slots':
      return 'snips slots';
    case 'table':
      return task.isTimeOrdered ? `${task.set} in time order` : task.set;
    case 'purchases':
      return 'cdnow purchases';
    case 'uplift':
      return 'hillstrom visits';
  }
}

/** Wall and user processor time of a training. */
export async function timeTraining<T>(work: () => T | Promise<T>) {
  const started = performance.now();
  const before = process.cpuUsage();
  const result = await work();
  const { user } = process.cpuUsage(before);
  return { result, trainMs: Math.round(performance.now() - started), trainUserMs: Math.round(user / 1000) };
}

/** Results of a function over items, with the median time of a call. */
export async function timeEach<T, R>(items: readonly T[], work: (item: T) => R | Promise<R>) {
  const times: number[] = [];
  const results: R[] = [];
  for (const item of items) {
    const started = performance.now();
    results.push(await work(item));
    times.push(performance.now() - started);
  }
  times.sort((a, b) => a - b);
  return { results, medianMs: times[times.length >> 1] ?? Number.NaN };
}
