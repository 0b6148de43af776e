/**
 * Hashed features of each token of a sentence: word, shape, affixes, a window of two, neighbouring pairs, gazetteer hits and context.
 * Called by the sequence tagger at training and at use; it knows no tags. Chinese is given as one token per character.
 */
import { finishHash, hashText } from '../hashing.js';

export interface TaggerInput {
  readonly tokens: readonly string[];
  /** Gazetteer hits of each token, e.g. `product:B`; same length as `tokens`. */
  readonly gazetteer?: readonly (readonly string[])[];
  /** Feature strings that hold for the whole sentence, e.g. `intent:buy_phone` or `expected:color`. */
  readonly context?: readonly string[];
}

const KEY_MASK = 0xffffff;
const SEED = 0x811c9dc5;
const EDGE = '\u0002';
const LONGEST_AFFIX = 4;

/** One list of distinct 24-bit keys per token. O(tokens x templates). */
export function tokenFeatures(input: TaggerInput): Uint32Array[] {
  const words = input.tokens.map((token) => token.normalize('NFKC').toLowerCase());
  const shapes = input.tokens.map(shapeOf);
  return input.tokens.map((_token, i) => {
    const found: string[] = ['bias'];
    addWindow(found, words, i);
    addSurface(found, { word: words[i]!, shape: shapes[i]!, isFirst: i === 0 });
    found.push(`s-1=${shapes[i - 1] ?? EDGE}`, `s+1=${shapes[i + 1] ?? EDGE}`);
    addGazetteer(found, input.gazetteer, i);
    for (const feature of input.context ?? []) found.push(`c=${feature}`, `cw=${feature}|${words[i]}`);
    return Uint32Array.from(new Set(found.map(keyOf)));
  });
}

function keyOf(feature: string): number {
  return finishHash(hashText(SEED, feature)) & KEY_MASK;
}

function addWindow(found: string[], words: readonly string[], i: number): void {
  const at = (offset: number) => words[i + offset] ?? EDGE;
  const [before2, before, word, after, after2] = [at(-2), at(-1), at(0), at(1), at(2)];
  found.push(
    `w-2=${before2}`,
    `w-1=${before}`,
    `w=${word}`,
    `w+1=${after}`,
    `w+2=${after2}`,
    `w-2,-1=${before2}|${before}`,
    `w-1,0=${before}|${word}`,
    `w0,+1=${word}|${after}`,
    `w+1,+2=${after}|${after2}`,
    `w-1,+1=${before}|${after}`,
  );
}

interface Surface {
  readonly word: string;
  readonly shape: string;
  readonly isFirst: boolean;
}

function addSurface(found: string[], { word, shape, isFirst }: Surface): void {
  found.push(`s=${shape}`, `l=${Math.min(word.length, 8)}`);
  if (isFirst) found.push('first');
  for (let n = 1; n <= LONGEST_AFFIX && n < word.length; n++) {
    found.push(`p=${word.slice(0, n)}`, `e=${word.slice(-n)}`);
  }
}

function addGazetteer(found: string[], gazetteer: TaggerInput['gazetteer'], i: number): void {
  if (!gazetteer) return;
  for (const hit of gazetteer[i] ?? []) found.push(`g=${hit}`);
  for (const hit of gazetteer[i - 1] ?? []) found.push(`g-1=${hit}`);
  for (const hit of gazetteer[i + 1] ?? []) found.push(`g+1=${hit}`);
}

/** Letters become a or A, digits 0, Han characters 字; runs are cut to two: `iPhone15` gives `aAaa00`. */
export function shapeOf(token: string): string {
  let shape = '';
  for (const character of token) {
    const mark = markOf(character);
    if (!shape.endsWith(mark + mark)) shape += mark;
  }
  return shape;
}

function markOf(character: string): string {
  if (/\p{Nd}/u.test(character)) return '0';
  if (/\p{Script=Han}/u.test(character)) return '字';
  if (/\p{Lu}/u.test(character)) return 'A';
  if (/\p{L}/u.test(character)) return 'a';
  return character;
}
