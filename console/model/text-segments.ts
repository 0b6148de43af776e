/** Cuts a caller's words into runs that carry a slot and a word time, so that highlights and playback share one text. */
import type { SlotReading, Word } from '../../protocol/index.js';

export interface TextSegment {
  readonly start: number;
  readonly text: string;
  readonly slot?: SlotReading;
  /** Index into the words of the turn. */
  readonly word?: number;
}

export interface SlotRun {
  readonly start: number;
  readonly slot?: SlotReading;
  readonly segments: readonly TextSegment[];
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** Offsets of each word in the text, found from left to right; a word that does not occur gets no span. */
export function locateWords(text: string, words: readonly Word[]): (Span | undefined)[] {
  const lower = text.toLowerCase();
  let from = 0;
  return words.map((word) => {
    const needle = word.text.trim().toLowerCase();
    const start = needle === '' ? -1 : lower.indexOf(needle, from);
    if (start < 0) return undefined;
    from = start + needle.length;
    return { start, end: from };
  });
}

/** Slots that can be marked: inside the text, spelled as claimed, and not over one another. */
export function usableSlots(text: string, slots: readonly SlotReading[]): SlotReading[] {
  const usable: SlotReading[] = [];
  let from = 0;
  for (const slot of [...slots].sort((a, b) => a.start - b.start)) {
    const isInside = slot.start >= from && slot.end > slot.start && slot.end <= text.length;
    if (!isInside || text.slice(slot.start, slot.end) !== slot.surface) continue;
    usable.push(slot);
    from = slot.end;
  }
  return usable;
}

/** Runs in order; joined, their segments give the text back exactly. */
export function segmentText(
  text: string,
  slots: readonly SlotReading[],
  words: readonly Word[] = [],
): SlotRun[] {
  const marked = usableSlots(text, slots);
  const located = locateWords(text, words);
  const edges = new Set([0, text.length]);
  for (const span of [...marked, ...located]) if (span) edges.add(span.start).add(span.end);
  const cuts = [...edges].sort((a, b) => a - b);
  const runs: { start: number; slot?: SlotReading; segments: TextSegment[] }[] = [];
  for (const [index, start] of cuts.slice(0, -1).entries()) {
    const end = cuts[index + 1] ?? text.length;
    const slot = marked.find((candidate) => candidate.start <= start && end <= candidate.end);
    const word = located.findIndex((span) => span && span.start <= start && end <= span.end);
    const segment = { start, text: text.slice(start, end), slot, word: word < 0 ? undefined : word };
    const last = runs.at(-1);
    if (last && last.slot === slot) last.segments.push(segment);
    else runs.push({ start, slot, segments: [segment] });
  }
  return runs;
}
