/** What an utterance was understood to mean: intents with confidence, slots with their verbatim span and canonical value. */
import type { Locale } from './locale.js';

export interface IntentReading {
  readonly intent: string;
  /** Calibrated probability, 0..1. */
  readonly confidence: number;
}

export interface SlotReading {
  readonly name: string;
  /** Verbatim span of the utterance. */
  readonly surface: string;
  /** Canonical value: catalog id, ISO date, E.164 number, decimal; the surface when nothing better is known. */
  readonly value: string;
  /** UTF-16 offsets into the utterance, end exclusive. */
  readonly start: number;
  readonly end: number;
  readonly confidence: number;
}

/** One of several wishes in an utterance: `cancel my order` of "cancel my order and call me back". */
export interface UnderstoodPart extends IntentReading {
  /** UTF-16 offsets into the utterance, end exclusive. */
  readonly start: number;
  readonly end: number;
  /** Those of the utterance that lie in this part; offsets are those of the utterance. */
  readonly slots: readonly SlotReading[];
}

/** A phrase that the pack wants noticed, as it was said. */
export interface KeywordReading {
  readonly keyword: string;
  /** Verbatim span of the utterance. */
  readonly surface: string;
  readonly start: number;
  readonly end: number;
  /** Word for word, some letters off, or the same sound in other letters. */
  readonly match: 'exact' | 'fuzzy' | 'sound';
}

export interface Understanding {
  readonly locale: Locale;
  /** `out_of_scope` when nothing of the pack fits. */
  readonly intent: string;
  readonly confidence: number;
  /** Best first, the chosen one included; at most five. */
  readonly alternatives: readonly IntentReading[];
  readonly slots: readonly SlotReading[];
  /** The wishes in the order they were said, where there are two or three; `intent` is what the whole resembles most. */
  readonly parts?: readonly UnderstoodPart[];
  /** Absent where none was heard. */
  readonly keywords?: readonly KeywordReading[];
}

export const OUT_OF_SCOPE = 'out_of_scope';
