/** What both versions of a trial are asked, and what they answer: plain data, for it crosses to another thread. */
import type { UnderstandingContext } from '../../dialogs/index.js';
import type { ShadowOpinion } from '../../protocol/index.js';

export type ShadowQuestion =
  | { readonly kind: 'utterance'; readonly text: string; readonly context: UnderstandingContext }
  /** A folded conversation as leads/ encodes it. */
  | { readonly kind: 'profile'; readonly profile: string };

export interface TimedOpinion extends ShadowOpinion {
  readonly ms: number;
}

export interface ShadowAnswer {
  readonly active: TimedOpinion;
  readonly challenger: TimedOpinion;
}
