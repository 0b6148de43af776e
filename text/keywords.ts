/**
 * Spots given phrases in what was typed or recognised: word for word, misspelt, or by sound. Called once per turn for the
 * keywords of a pack; it knows no pack and decides nothing about what a keyword means.
 */
import { fold } from './fold.js';
import { editDistance } from './fuzzy.js';
import { metaphoneOf, syllableOf, tonedSyllableOf } from './sounds.js';
import { tokenize } from './tokens.js';

/** `fuzzy`: some letters off; `sound`: other characters or letters that sound the same. */
export const KEYWORD_MATCHES = ['exact', 'fuzzy', 'sound'] as const;
export type KeywordMatch = (typeof KEYWORD_MATCHES)[number];

export interface KeywordPhrases {
  readonly keyword: string;
  readonly phrases: readonly string[];
  /** Ways in which it may be found. */
  readonly match: readonly KeywordMatch[];
}

export interface KeywordHit {
  readonly keyword: string;
  /** The phrase as the pack writes it. */
  readonly phrase: string;
  /** The words of the utterance, verbatim. */
  readonly surface: string;
  /** UTF-16 offsets, end exclusive. */
  readonly start: number;
  readonly end: number;
  readonly match: KeywordMatch;
}

export interface KeywordSpotter {
  /** In the order of the text; of two that overlap for one keyword the surer one. O(tokens x longest phrase). */
  spot(text: string): readonly KeywordHit[];
}

interface Entry {
  readonly keyword: string;
  readonly phrase: string;
  /** Folded words. */
  readonly forms: readonly string[];
  /** Their letters and digits without spaces. */
  readonly letters: string;
}

interface Word {
  readonly form: string;
  readonly start: number;
  readonly end: number;
}

/** Letters that may be off, by length: short words have too many neighbours. */
const mayDiffer = (length: number) => (length < 6 ? 0 : length < 9 ? 1 : 2);
/** Latin words shorter than this are not looked for by sound: "lawyer" and "lower" sound alike on paper. */
const SHORTEST_SOUND = 7;
/** Words that sound alike must also share this part of their letters. */
const LIKE_LETTERS = 0.6;

const wordsOf = (text: string): readonly Word[] =>
  tokenize(text).flatMap(({ text: token, start, end }) => {
    const form = fold(token);
    return form === '' ? [] : [{ form, start, end }];
  });

/**
 * Chinese by syllables: two with their tones, for any two words are near some others without; three and more loosely. One Latin
 * word, perhaps heard as two, by metaphone.
 */
function soundOf(forms: readonly string[], letters: string): string | undefined {
  if (/^[a-z]+$/.test(letters))
    return forms.length <= 2 && letters.length >= SHORTEST_SOUND ? metaphoneOf(letters) : undefined;
  const syllables = forms.map(forms.length > 2 ? syllableOf : tonedSyllableOf);
  return forms.length > 1 && syllables.every((each) => each !== undefined) ? syllables.join(' ') : undefined;
}

/** @param isWord words that are never taken for a misspelling, however close. */
export function createKeywordSpotter(
  keywords: readonly KeywordPhrases[],
  isWord: (form: string) => boolean = () => false,
): KeywordSpotter {
  const index = indexOf(keywords);
  return {
    spot(text) {
      const words = wordsOf(text);
      const hits: KeywordHit[] = [];
      for (let from = 0; from < words.length; from++) {
        for (let size = 1; size <= index.longest && from + size <= words.length; size++) {
          const said = words.slice(from, from + size);
          const start = said[0]!.start;
          const end = said.at(-1)!.end;
          const forms = said.map(({ form }) => form);
          for (const { entry, match } of findEntries(forms, index, isWord)) {
            const { keyword, phrase } = entry;
            hits.push({ keyword, phrase, surface: text.slice(start, end), start, end, match });
          }
        }
      }
      return surest(hits);
    },
  };
}

interface Index {
  readonly exact: ReadonlyMap<string, readonly Entry[]>;
  readonly sounds: ReadonlyMap<string, readonly Entry[]>;
  /** By first letter. */
  readonly fuzzy: ReadonlyMap<string, readonly Entry[]>;
  /** Words a hit may have: recognisers also part a name in two. */
  readonly longest: number;
}

function indexOf(keywords: readonly KeywordPhrases[]): Index {
  const exact = new Map<string, Entry[]>();
  const sounds = new Map<string, Entry[]>();
  const fuzzy = new Map<string, Entry[]>();
  const add = (map: Map<string, Entry[]>, key: string, entry: Entry) =>
    map.set(key, [...(map.get(key) ?? []), entry]);
  let longest = 0;
  for (const { keyword, phrases, match } of keywords) {
    for (const phrase of phrases) {
      const words = wordsOf(phrase);
      if (words.length === 0) continue;
      const forms = words.map(({ form }) => form);
      const letters = forms.join('');
      const entry = { keyword, phrase, forms, letters };
      longest = Math.max(longest, words.length + 1);
      if (match.includes('exact')) add(exact, forms.join(' '), entry);
      if (match.includes('fuzzy') && /^[a-z]/.test(letters)) add(fuzzy, letters[0]!, entry);
      const sound = isHan(letters) || forms.length === 1 ? soundOf(forms, letters) : undefined;
      if (match.includes('sound') && sound !== undefined) add(sounds, sound, entry);
    }
  }
  return { exact, sounds, fuzzy, longest };
}

interface Found {
  readonly entry: Entry;
  readonly match: KeywordMatch;
}

function findEntries(
  forms: readonly string[],
  index: Index,
  isWord: (form: string) => boolean,
): readonly Found[] {
  const form = forms.join(' ');
  const letters = forms.join('');
  const exact = index.exact.get(form) ?? index.exact.get(form.replace(/s$/, '')) ?? [];
  const found: Found[] = exact.map((entry) => ({ entry, match: 'exact' }));
  // Single characters are all common: only words of letters can be told from a slip.
  if (forms.every((each) => isWord(each) && !isHan(each))) return found;
  for (const entry of index.fuzzy.get(letters[0]!) ?? [])
    if (isMisspelt(entry, forms, letters)) found.push({ entry, match: 'fuzzy' });
  const sound = index.sounds.size === 0 ? undefined : soundOf(forms, letters);
  for (const entry of (sound !== undefined && index.sounds.get(sound)) || []) {
    const limit = Math.floor(Math.max(letters.length, entry.letters.length) * (1 - LIKE_LETTERS));
    if (isHan(letters) || editDistance(letters, entry.letters, limit) <= limit)
      found.push({ entry, match: 'sound' });
  }
  return found;
}

/** Word by word; words written together or parted must otherwise be right. */
function isMisspelt(entry: Entry, forms: readonly string[], letters: string): boolean {
  if (forms.length !== entry.forms.length) return letters === entry.letters;
  return forms.every((form, i) => {
    const wanted = entry.forms[i]!;
    const limit = mayDiffer(Math.min(form.length, wanted.length));
    return editDistance(form, wanted, limit) <= limit;
  });
}

const isHan = (letters: string) => syllableOf(letters[0]!) !== undefined;

/** Exact before fuzzy before sound, then the longer one; one hit per keyword and place. */
function surest(hits: readonly KeywordHit[]): readonly KeywordHit[] {
  const rank = ({ match }: KeywordHit) => KEYWORD_MATCHES.indexOf(match);
  const kept: KeywordHit[] = [];
  for (const hit of [...hits].sort((a, b) => rank(a) - rank(b) || b.end - b.start - (a.end - a.start))) {
    const isTaken = kept.some(
      (other) => other.keyword === hit.keyword && other.start < hit.end && hit.start < other.end,
    );
    if (!isTaken) kept.push(hit);
  }
  return kept.sort((a, b) => a.start - b.start);
}
