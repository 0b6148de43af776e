/** How long work tells how far it is; the CLI draws it, the console shows it, tests ignore it. */

export interface Progress {
  /** What is being done, in the present participle: "training intents". */
  readonly stage: string;
  readonly done: number;
  readonly total: number;
}

export type ProgressListener = (progress: Progress) => void;

export const noProgress: ProgressListener = () => undefined;
