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

export interface Understanding {
  readonly locale: Locale;
  /** `out_of_scope` when nothing of the pack fits. */
  readonly intent: string;
  readonly confidence: number;
  /** Best first, the chosen one included; at most five. */
  readonly alternatives: readonly IntentReading[];
  readonly slots: readonly SlotReading[];
}

export const OUT_OF_SCOPE = 'out_of_scope';
