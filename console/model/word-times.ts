/** Word times of a spoken turn: brought onto the recording's clock, and looked up while it plays. Pure. */
import type { Word } from '../../protocol/index.js';

/** How far words may stick out of their turn before they are taken to count from another start. */
const SLACK_MS = 1000;

/** Words on the recording's clock: an engine that counted from the start of its own stream is shifted to the turn. */
export function alignWords(words: readonly Word[], startMs?: number, endMs?: number): readonly Word[] {
  const first = words[0];
  const last = words.at(-1);
  if (!first || !last || startMs === undefined || endMs === undefined) return words;
  const fits = first.startMs >= startMs - SLACK_MS && last.endMs <= endMs + SLACK_MS;
  if (fits) return words;
  const shift = startMs - first.startMs;
  return words.map((word) => ({ ...word, startMs: word.startMs + shift, endMs: word.endMs + shift }));
}

/** Index of the word being spoken at `atMs`, or of the last one spoken; -1 before the first. */
export function wordAt(words: readonly Word[], atMs: number): number {
  let low = 0;
  let high = words.length - 1;
  let found = -1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if ((words[middle]?.startMs ?? 0) <= atMs) {
      found = middle;
      low = middle + 1;
    } else high = middle - 1;
  }
  return found;
}

interface Spanned {
  readonly startMs?: number;
  readonly endMs?: number;
}

/** Index of the turn heard at `atMs`: the last one that began; -1 before the first or long after it ended. */
export function turnAt(turns: readonly Spanned[], atMs: number): number {
  let found = -1;
  let foundStart = Number.NEGATIVE_INFINITY;
  for (const [index, turn] of turns.entries()) {
    const start = turn.startMs;
    if (start === undefined || start > atMs || start < foundStart) continue;
    found = index;
    foundStart = start;
  }
  const end = turns[found]?.endMs;
  return end !== undefined && atMs > end + SLACK_MS ? -1 : found;
}
