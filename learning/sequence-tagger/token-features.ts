/**
 * Hashed features of each token of a sentence: word, shape, affixes, a window of two, how the sentence opens, gazetteer hits and context. Called by the sequence tagger at training and at use; it knows no tags. Chinese is given as one token per character.
 */
import { finishHash, hashStep, hashText } from '../hashing.js';

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
const BAR = 0x7c;
const LONGEST_AFFIX = 4;

/** A template's name, hashed once; its arguments are hashed on top. */
const template = (name: string) => hashText(SEED, `${name}=`);
const PREFIXES = Array.from({ length: LONGEST_AFFIX + 1 }, (_, n) => template(`prefix${n}`));
const SUFFIXES = Array.from({ length: LONGEST_AFFIX + 1 }, (_, n) => template(`suffix${n}`));
const T = {
  bias: template('bias'),
  word: template('w'),
  before: template('w-1'),
  before2: template('w-2'),
  after: template('w+1'),
  after2: template('w+2'),
  pairBefore: template('w-2,-1'),
  pairLeft: template('w-1,0'),
  pairRight: template('w0,+1'),
  pairAfter: template('w+1,+2'),
  around: template('w-1,+1'),
  shape: template('s'),
  shapeBefore: template('s-1'),
  shapeAfter: template('s+1'),
  length: template('l'),
  first: template('first'),
  opening: template('o'),
  openingPair: template('o2'),
  openingWord: template('ow'),
  openingBefore: template('ob'),
  gazetteer: template('g'),
  gazetteerBefore: template('g-1'),
  gazetteerAfter: template('g+1'),
  context: template('c'),
  contextWord: template('cw'),
} as const;

interface Sentence {
  readonly words: readonly string[];
  readonly shapes: readonly string[];
  readonly input: TaggerInput;
}

class KeySet {
  readonly #keys = new Set<number>();

  add(seed: number, ...parts: readonly string[]): void {
    let hash = seed;
    for (const part of parts) hash = hashText(hashStep(hash, BAR), part);
    this.#keys.add(finishHash(hash) & KEY_MASK);
  }

  finish(): Uint32Array {
    return Uint32Array.from(this.#keys);
  }
}

/** One list of distinct 24-bit keys per token. O(tokens x templates). */
export function tokenFeatures(input: TaggerInput): Uint32Array[] {
  const words = input.tokens.map((token) => token.normalize('NFKC').toLowerCase());
  const sentence: Sentence = { words, shapes: input.tokens.map(shapeOf), input };
  return words.map((_word, i) => {
    const keys = new KeySet();
    keys.add(T.bias);
    addWindow(keys, words, i);
    addSurface(keys, sentence, i);
    addOpening(keys, words, i);
    addGazetteer(keys, input.gazetteer, i);
    for (const feature of input.context ?? []) {
      keys.add(T.context, feature);
      keys.add(T.contextWord, feature, words[i]!);
    }
    return keys.finish();
  });
}

function addWindow(keys: KeySet, words: readonly string[], i: number): void {
  const word = words[i]!;
  const [before, before2] = [words[i - 1] ?? EDGE, words[i - 2] ?? EDGE];
  const [after, after2] = [words[i + 1] ?? EDGE, words[i + 2] ?? EDGE];
  keys.add(T.word, word);
  keys.add(T.before, before);
  keys.add(T.before2, before2);
  keys.add(T.after, after);
  keys.add(T.after2, after2);
  keys.add(T.pairBefore, before2, before);
  keys.add(T.pairLeft, before, word);
  keys.add(T.pairRight, word, after);
  keys.add(T.pairAfter, after, after2);
  keys.add(T.around, before, after);
}

function addSurface(keys: KeySet, { words, shapes }: Sentence, i: number): void {
  const word = words[i]!;
  keys.add(T.shape, shapes[i]!);
  keys.add(T.shapeBefore, shapes[i - 1] ?? EDGE);
  keys.add(T.shapeAfter, shapes[i + 1] ?? EDGE);
  keys.add(T.length, String(Math.min(word.length, 8)));
  if (i === 0) keys.add(T.first);
  for (let n = 1; n <= LONGEST_AFFIX && n < word.length; n++) {
    keys.add(PREFIXES[n]!, word.slice(0, n));
    keys.add(SUFFIXES[n]!, word.slice(-n));
  }
}

/** The opening words tell what is asked for, and with it which slots may come. */
function addOpening(keys: KeySet, words: readonly string[], i: number): void {
  const opening = words[0]!;
  keys.add(T.opening, opening);
  keys.add(T.openingPair, opening, words[1] ?? EDGE);
  keys.add(T.openingWord, opening, words[i]!);
  keys.add(T.openingBefore, opening, words[i - 1] ?? EDGE);
}

function addGazetteer(keys: KeySet, gazetteer: TaggerInput['gazetteer'], i: number): void {
  if (!gazetteer) return;
  for (const hit of gazetteer[i] ?? []) keys.add(T.gazetteer, hit);
  for (const hit of gazetteer[i - 1] ?? []) keys.add(T.gazetteerBefore, hit);
  for (const hit of gazetteer[i + 1] ?? []) keys.add(T.gazetteerAfter, hit);
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
  if (character >= 'a' && character <= 'z') return 'a';
  if (character >= 'A' && character <= 'Z') return 'A';
  if (/\p{Nd}/u.test(character)) return '0';
  if (/\p{Script=Han}/u.test(character)) return '字';
  if (/\p{Lu}/u.test(character)) return 'A';
  return /\p{L}/u.test(character) ? 'a' : character;
}
