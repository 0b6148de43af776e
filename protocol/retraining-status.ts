/** How the retraining of a model stands; told by the server to console and commands. */

/** GET /api/v1/models/:name/retraining */
export type RetrainingStatus =
  | { readonly kind: 'idle'; readonly model: string }
  | {
      readonly kind: 'running';
      readonly model: string;
      readonly startedMs: number;
      /** Why it began. */
      readonly reason: string;
      readonly progress?: { readonly stage: string; readonly done: number; readonly total: number };
    }
  | {
      readonly kind: 'done';
      readonly model: string;
      readonly endedMs: number;
      /** Stored whether or not it serves. */
      readonly version: string;
      readonly isActivated: boolean;
      /** What the gate said. */
      readonly verdict: string;
    }
  | { readonly kind: 'failed'; readonly model: string; readonly endedMs: number; readonly problem: string };
