/** Removes what a sequence-to-sequence recogniser adds when it gets stuck: the same words over and over, or far too many. */

const LONGEST_LOOP_WORDS = 8;
/** A word may be said three times in earnest ("no, no, no"); longer loops only twice. */
const allowedRepeats = (words: number) => (words === 1 ? 3 : 2);
/** Nobody speaks faster than this for a whole utterance. */
const MOST_WORDS_PER_SECOND = 7;
const SPARE_WORDS = 6;

const plain = (word: string) => word.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

function repeatsAt(words: readonly string[], from: number, length: number): number {
  let count = 1;
  for (;;) {
    const next = from + count * length;
    for (let i = 0; i < length; i++) {
      if (next + i >= words.length || plain(words[next + i]!) !== plain(words[from + i]!)) return count;
    }
    count++;
  }
}

/** The text with stuck loops cut to what people say, and capped at what fits into `durationMs`. */
export function guardRepetition(text: string, durationMs: number): string {
  let words = text.split(/\s+/).filter((word) => word !== '');
  for (let length = 1; length <= LONGEST_LOOP_WORDS; length++) {
    for (let from = 0; from + length <= words.length; from++) {
      const count = repeatsAt(words, from, length);
      const allowed = allowedRepeats(length);
      if (count > allowed)
        words = [...words.slice(0, from + length * allowed), ...words.slice(from + length * count)];
    }
  }
  const most = Math.ceil((durationMs / 1000) * MOST_WORDS_PER_SECOND) + SPARE_WORDS;
  return words.slice(0, most).join(' ');
}
