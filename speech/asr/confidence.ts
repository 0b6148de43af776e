/** Estimates confidence where the engine reports none: how far the last interim agreed with the final. */

const plainWords = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s]/gu, '')
    .split(/\s+/)
    .filter((word) => word !== '');

const WITHOUT_EVIDENCE = 0.75;
const LOWEST = 0.5;
const HIGHEST = 0.95;

/**
 * 0.5..0.95, an estimate: the share of the interim's words, its last one left out (it may have been cut), that the
 * final kept in the same place.
 */
export function estimateConfidence(final: string, interim: string | undefined): number {
  const earlier = plainWords(interim ?? '').slice(0, -1);
  if (earlier.length === 0) return WITHOUT_EVIDENCE;
  const words = plainWords(final);
  const kept = earlier.filter((word, index) => words[index] === word).length;
  return LOWEST + (HIGHEST - LOWEST) * (kept / earlier.length);
}
