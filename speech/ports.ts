/** What speech/ takes from other rooms where they have it; bot/roles plugs it in. */
import type { ExpectedAnswer, Locale } from '../protocol/index.js';

/** Judges from the words alone whether a turn is finished; dialogs/ trains one per pack. */
export interface TurnEndJudge {
  /** Probability, 0..1, that a caller who said `text` and paused has finished. Must be fast: it runs at every pause. */
  judge(text: string, expects: ExpectedAnswer, locale: Locale): number;
}

/** The judge of now: a stream takes one when it begins and keeps it. */
export interface TurnEndJudges {
  /** Undefined while there is none: then free speech waits 500 ms. Never rejects. */
  current(): Promise<TurnEndJudge | undefined>;
}
