/** What a retraining is given and gives back: plain data, for it crosses to another thread. */
import type { TrainedModel, TrainingConversation } from '../../leads/index.js';
import type { FaultPayload, Progress } from '../../protocol/index.js';

export interface RetrainOrder {
  readonly packFolder: string;
  readonly conversations: readonly TrainingConversation[];
  readonly seed: number;
  /** The version that serves, and its `model.json`. */
  readonly champion?: { readonly version: string; readonly model: Uint8Array };
}

export type RetrainReport =
  | { readonly kind: 'progress'; readonly progress: Progress }
  /** The draft holds the verdict of the gate and the cost. */
  | { readonly kind: 'trained'; readonly model: TrainedModel }
  | { readonly kind: 'failed'; readonly fault: FaultPayload };
