/** What speech/ takes from other rooms where they have it; bot/roles plugs it in. */
import type { ExpectedAnswer, Locale } from '../protocol/index.js';

/**
 * Judges from the words alone whether a turn is finished. A place for one: none is plugged in yet, and bot/roles starts
 * speech without. Then free speech waits 500 ms, and what the words end in (a half number) decides alone; see
 * endpointing/wait-policy.ts.
 */
export interface TurnEndJudge {
  /** Probability, 0..1, that a caller who said `text` and paused has finished. Must be fast: it runs at every pause. */
  judge(text: string, expects: ExpectedAnswer, locale: Locale): number;
}
