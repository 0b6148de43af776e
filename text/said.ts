/**
 * Whether words stand in what was said, and how a script separates words. Called wherever a label, an option or a cue is
 * looked for in an utterance, so that all of them agree on what counts as said.
 */
import { fold } from './fold.js';

const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** True when the text holds writing that puts no spaces between words, such as Chinese. */
export const isUnspaced = (text: string): boolean => UNSPACED.test(text);

const UNSPACED_RUN = new RegExp(`${UNSPACED.source}+`, 'gu');

/** The words of spaced writing in a mixed text, a space for each run of the other: `我要iPhone 15` -> ` iPhone 15`. */
export const spacedPart = (text: string): string => text.replace(UNSPACED_RUN, ' ');

/** True when `words` stand in `text` as whole words, whatever their case, accents and marks; unspaced writing needs no border. */
export function isSaid(words: string, text: string): boolean {
  const wanted = fold(words);
  const said = fold(text);
  if (wanted === '') return false;
  return isUnspaced(wanted) ? said.includes(wanted) : ` ${said} `.includes(` ${wanted} `);
}
