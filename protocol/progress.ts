/** How long work tells how far it is; the CLI draws it, the console shows it, tests ignore it. */

export interface Progress {
  /** What is being done, in the present participle: "training intents". */
  readonly stage: string;
  readonly done: number;
  readonly total: number;
}

export type ProgressListener = (progress: Progress) => void;

export const noProgress: ProgressListener = () => undefined;

/**
 * Several tasks as one: the listener hears one stage and a share that never goes back, whatever stages the tasks have of their own.
 * @param weights how much of the whole each task is, by name; tasks may run side by side.
 */
export function sharedProgress<Task extends string>(
  stage: string,
  weights: Readonly<Record<Task, number>>,
  listener: ProgressListener,
): (task: Task) => ProgressListener {
  const shares = new Map<Task, number>();
  const tasks = Object.keys(weights) as Task[];
  const whole = tasks.reduce((sum, task) => sum + weights[task], 0);
  return (task) =>
    ({ done, total }) => {
      const share = total === 0 ? 1 : Math.min(1, done / total);
      shares.set(task, Math.max(share, shares.get(task) ?? 0));
      const reached = tasks.reduce((sum, each) => sum + weights[each] * (shares.get(each) ?? 0), 0);
      listener({ stage, done: Math.floor((100 * reached) / whole), total: 100 });
    };
}
