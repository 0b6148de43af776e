/**
 * Places the words of a simulated call in time by an ordinary speaking rate, without making any sound. Used for generated calls that
 * have no recording.
 */
import type { Locale, Random } from '../../protocol/index.js';
import type { CallTimeline, Span } from './ports.js';

/** Ordinary rates of careful speech: syllables differ, the figures only have to look natural. */
const WORDS_PER_SECOND = 2.6;
const HAN_PER_SECOND = 4.3;

/** How long a stretch of speech takes, ms. */
export function speakingMs(text: string): number {
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  const words = text.match(/[\p{Script=Latin}\p{N}]+/gu)?.length ?? 0;
  return Math.round(350 + (words / WORDS_PER_SECOND + han / HAN_PER_SECOND) * 1000);
}

/** Gaps between turns, ms: how long callers think and how long the assistant takes. */
export function callerGapMs(random: Random): number {
  return 450 + Math.round(900 * random.next());
}

export const ASSISTANT_GAP_MS = 700;

export function estimatedTimeline(random: Random): CallTimeline {
  let cursor = 0;
  const place = (gapMs: number, lengthMs: number): Span => {
    const startMs = cursor + gapMs;
    cursor = startMs + lengthMs;
    return { startMs, endMs: cursor };
  };
  return {
    caller: async (text: string, _locale: Locale) => place(callerGapMs(random), speakingMs(text)),
    assistant: async (speech: string, _locale: Locale) => place(ASSISTANT_GAP_MS, speakingMs(speech)),
    finish: () => undefined,
  };
}
