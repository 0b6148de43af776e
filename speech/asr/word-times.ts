/** Estimates when each word of an utterance was said, from where the voice was active and how long the words are. */
import type { Word } from '../../protocol/index.js';

export interface VoicedSpan {
  readonly startMs: number;
  readonly endMs: number;
}

/** Maps a position in voiced time to stream time. */
function locate(spans: readonly VoicedSpan[], voicedMs: number): number {
  let left = voicedMs;
  for (const span of spans) {
    const length = span.endMs - span.startMs;
    if (left <= length) return span.startMs + left;
    left -= length;
  }
  return spans.at(-1)?.endMs ?? 0;
}

/**
 * Spreads the words over the voiced spans in proportion to their length in characters; silences inside the utterance
 * get no words. An estimate: label it so. Times are ms from the start of the stream.
 */
export function estimateWordTimes(text: string, spans: readonly VoicedSpan[]): readonly Word[] {
  const words = text.split(/\s+/).filter((word) => word !== '');
  const weights = words.map((word) => word.replace(/[^\p{L}\p{N}]/gu, '').length + 1);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const voicedMs = spans.reduce((sum, span) => sum + span.endMs - span.startMs, 0);
  let passed = 0;
  return words.map((word, index) => {
    const startMs = locate(spans, (passed / total) * voicedMs);
    passed += weights[index]!;
    return {
      text: word,
      startMs: Math.round(startMs),
      endMs: Math.round(locate(spans, (passed / total) * voicedMs)),
    };
  });
}
