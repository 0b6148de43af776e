/** Cuts an answer into stretches that are spoken one by one, so that the first is heard early. Works on plain words. */
import { splitSentences } from '../../text/index.js';

/** Longer sentences are cut at a comma, so that no synthesis takes long. */
const LONGEST_CHARACTERS = 220;

function cutAtComma(sentence: string): string[] {
  if (sentence.length <= LONGEST_CHARACTERS) return [sentence];
  const window = sentence.slice(0, LONGEST_CHARACTERS);
  const at = Math.max(window.lastIndexOf(', '), window.lastIndexOf('; '), window.lastIndexOf('，'));
  const cut = at > 40 ? at + 1 : Math.max(window.lastIndexOf(' '), 0) || LONGEST_CHARACTERS;
  return [sentence.slice(0, cut).trim(), ...cutAtComma(sentence.slice(cut).trim())];
}

/** The stretches in order; none for text without letters or digits. */
export function splitForSpeech(text: string): readonly string[] {
  return splitSentences(text)
    .flatMap(cutAtComma)
    .filter((sentence) => /[\p{L}\p{N}]/u.test(sentence));
}
