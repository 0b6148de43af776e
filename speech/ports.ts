/** What speech/ needs of other rooms; bot/roles plugs it in. */
import type { ExpectedAnswer, Locale } from '../protocol/index.js';

/** Judges from the words alone whether a turn is finished; provided by dialogs/understanding. */
export interface TurnEndJudge {
  /** Probability, 0..1, that a caller who said `text` and paused has finished. Must be fast: it runs at every pause. */
  judge(text: string, expects: ExpectedAnswer, locale: Locale): number;
}
