/** What a trial has shown: the challenger beside the active version on the same live readings. Made by bot/shadow, read by console and commands. */

/** A figure with the bounds of its 95 % interval. */
export interface BoundedFigure {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** What one version made of something that was said. */
export interface ShadowOpinion {
  /** An intent, a lead class, a segment, a readiness; `insufficient` where a score has nothing to go by. */
  readonly label: string;
  /** Confidence in the label, or the score; absent where there is none. */
  readonly value?: number;
}

/** One reading on which the two differ. */
export interface ShadowDisagreement {
  readonly conversationId: string;
  readonly atMs: number;
  readonly active: ShadowOpinion;
  readonly challenger: ShadowOpinion;
  /** What was said, personal data masked; absent once the person was erased. */
  readonly text?: string;
}

/** Milliseconds of one reading, both versions measured on the same thread. */
export interface ShadowLatency {
  readonly medianMs: number;
  readonly p95Ms: number;
}

export interface ShadowOutcomes {
  /** Conversations whose last reading came before their known outcome. */
  readonly rows: number;
  readonly won: number;
  readonly activeBrier: number;
  readonly challengerBrier: number;
  /** Brier of the active version minus that of the challenger: above 0 the challenger is better. */
  readonly brierGain: BoundedFigure;
  /** AUC of each; absent while only one outcome is known. */
  readonly auc?: { readonly active: number; readonly challenger: number; readonly gain: BoundedFigure };
}

/** GET /api/v1/models/:name/shadow */
export interface ShadowReport {
  readonly model: string;
  readonly active: string;
  readonly challenger: string;
  /** `reading`; `halted` after failures in a row; `waiting` while no server reads. */
  readonly state: 'reading' | 'halted' | 'waiting';
  /** Why it is halted. */
  readonly problem?: string;
  readonly readings: number;
  readonly firstMs?: number;
  readonly lastMs?: number;
  /** Share of readings with the same label. */
  readonly agreement?: BoundedFigure;
  /** Challenger minus active, where both gave a value: confidence of the same label, or score. */
  readonly difference?: {
    readonly rows: number;
    readonly mean: number;
    readonly meanAbsolute: number;
    readonly most: number;
  };
  readonly outcomes?: ShadowOutcomes;
  readonly latency?: { readonly active: ShadowLatency; readonly challenger: ShadowLatency };
  /** Newest first. */
  readonly disagreements: readonly ShadowDisagreement[];
  /** Readings that were not compared since the server began with this trial. */
  readonly missed: {
    /** The queue was full. */
    readonly full: number;
    readonly late: number;
    readonly failed: number;
    /** Answered without the model, such as by a quick reply. */
    readonly setAside: number;
  };
}
