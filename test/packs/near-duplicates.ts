// Counts utterances that say almost the same as an earlier one, for the pack tests.
// Two utterances are near-duplicates when their surfaces differ by less than 15% (Levenshtein distance over the
// longer length, case and punctuation ignored) or when they are equal once each slot is replaced by its name.
// An utterance that is nothing but slots ("blue", "two") has no wording to repeat: only its surface is compared.
import type { PackUtterance } from './pack-utterances.js';

export interface NearDuplicate {
  readonly utterance: PackUtterance;
  readonly of: PackUtterance;
}

interface Entry {
  readonly utterance: PackUtterance;
  readonly surface: string;
  readonly wording: string | undefined;
  /** How often each letter occurs, letters hashed into BINS. */
  readonly letters: Uint8Array;
}

// Bound once: a global looked up inside a hot loop is very slow in jest's module sandbox.
const { abs, ceil, max, min } = Math;

const LIMIT = 0.15;
const BINS = 32;

function countLetters(text: string): Uint8Array {
  const counts = new Uint8Array(BINS);
  for (let i = 0; i < text.length; i++) counts[text.charCodeAt(i) % BINS]! += 1;
  return counts;
}

/** A lower bound of the edit distance: one edit changes at most two letter counts by one. */
function letterDistance(a: Uint8Array, b: Uint8Array): number {
  let difference = 0;
  for (let bin = 0; bin < BINS; bin++) difference += abs(a[bin]! - b[bin]!);
  return difference / 2;
}

function normalise(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s{}]/gu, '')
    .replace(/\s+/g, ' ')
    .trim();
}

function entryOf(utterance: PackUtterance): Entry {
  const outside = normalise(utterance.source.replace(/\[[^\]]*\]\([a-z_]+\)/g, ' '));
  const wording = normalise(utterance.source.replace(/\[[^\]]*\]\(([a-z_]+)\)/g, '{$1}'));
  const surface = normalise(utterance.text);
  return {
    utterance,
    surface,
    wording: outside === '' ? undefined : wording,
    letters: countLetters(surface),
  };
}

/** Levenshtein distance, or `limit + 1` as soon as it must exceed `limit`. */
export function editDistance(a: string, b: string, limit: number): number {
  if (abs(a.length - b.length) > limit) return limit + 1;
  let previous: number[] = [];
  for (let j = 0; j <= b.length; j++) previous.push(j);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    let best = i;
    for (let j = 1; j <= b.length; j++) {
      const substitution = previous[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      const cost = min(previous[j]! + 1, current[j - 1]! + 1, substitution);
      current.push(cost);
      if (cost < best) best = cost;
    }
    if (best > limit) return limit + 1;
    previous = current;
  }
  return previous[b.length]!;
}

function areNear(a: Entry, b: Entry): boolean {
  const limit = ceil(max(a.surface.length, b.surface.length) * LIMIT) - 1;
  if (limit < 1 || letterDistance(a.letters, b.letters) > limit) return false;
  return editDistance(a.surface, b.surface, limit) <= limit;
}

/** The earlier utterances of one locale, found by surface, by wording and by length. */
class Earlier {
  private readonly bySurface = new Map<string, Entry>();
  private readonly byWording = new Map<string, Entry>();
  private readonly byLength = new Map<number, Entry[]>();

  findNear(entry: Entry): Entry | undefined {
    const same = this.bySurface.get(entry.surface) ?? this.byWording.get(entry.wording ?? '');
    if (same) return same;
    const length = entry.surface.length;
    for (let other = ceil(length * (1 - LIMIT)); other <= length / (1 - LIMIT); other++) {
      const near = this.byLength.get(other)?.find((one) => areNear(entry, one));
      if (near) return near;
    }
    return undefined;
  }

  add(entry: Entry): void {
    this.bySurface.set(entry.surface, entry);
    if (entry.wording !== undefined) this.byWording.set(entry.wording, entry);
    const ofLength = this.byLength.get(entry.surface.length);
    if (ofLength) ofLength.push(entry);
    else this.byLength.set(entry.surface.length, [entry]);
  }
}

/** Each utterance that repeats an earlier one of the same locale, with the one it repeats. */
export function findNearDuplicates(utterances: readonly PackUtterance[]): NearDuplicate[] {
  const found: NearDuplicate[] = [];
  const byLocale = new Map<string, Earlier>();
  for (const utterance of utterances) {
    const entry = entryOf(utterance);
    const earlier = byLocale.get(utterance.locale) ?? new Earlier();
    const match = earlier.findNear(entry);
    if (match) found.push({ utterance, of: match.utterance });
    earlier.add(entry);
    byLocale.set(utterance.locale, earlier);
  }
  return found;
}
