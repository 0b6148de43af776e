/** Cuts an answer into stretches that are spoken one by one, so that the first is heard early. Works on plain words. */
import { splitSentences } from '../../text/index.js';

/** Longer sentences are cut at a comma, so that no synthesis takes long. */
const LONGEST_CHARACTERS = 220;
/** Synthesis takes time in proportion to the text: a longer first sentence begins with its first clause. */
const LONGEST_FIRST_CHARACTERS = 50;
const FIRST_CLAUSE = /^(.{12,80}?(?:[,;:]|\s[–—-])(?=\s)|.{4,30}?[，；：])\s*(\S.{10,})$/su;

function cutAtComma(sentence: string): string[] {
  if (sentence.length <= LONGEST_CHARACTERS) return [sentence];
  const window = sentence.slice(0, LONGEST_CHARACTERS);
  const at = Math.max(window.lastIndexOf(', '), window.lastIndexOf('; '), window.lastIndexOf('，'));
  const cut = at > 40 ? at + 1 : Math.max(window.lastIndexOf(' '), 0) || LONGEST_CHARACTERS;
  return [sentence.slice(0, cut).trim(), ...cutAtComma(sentence.slice(cut).trim())];
}

function cutFirst([first, ...rest]: readonly string[]): readonly string[] {
  if (first === undefined || first.length <= LONGEST_FIRST_CHARACTERS)
    return first === undefined ? [] : [first, ...rest];
  const clause = FIRST_CLAUSE.exec(first);
  return clause === null ? [first, ...rest] : [clause[1]!, clause[2]!, ...rest];
}

/** The stretches in order; none for text without letters or digits. */
export function splitForSpeech(text: string): readonly string[] {
  const stretches = cutFirst(splitSentences(text)).flatMap(cutAtComma);
  return stretches.filter((stretch) => /[\p{L}\p{N}]/u.test(stretch));
}
