/** Tells a back-channel ("uh-huh", "嗯"), which lets the bot go on, from words that take the turn. */
import type { ExpectedAnswer } from '../../protocol/index.js';

/** Hums as recognisers spell them, and short acknowledgements. */
const SOUNDS = /^(?:u+h+m*|u+m+|h+m+|m+h+m*|m+|a+h+|o+h+|uh huh|mm hmm|mhm|uhhuh|嗯+|呃+|啊+|哦+|唔+|嗯哼)$/u;
const ACKNOWLEDGEMENTS = new Set(
  'okay ok yeah yep yes right sure alright 好 好的 对 是 是的 行 明白 知道了'
    .split(' ')
    .concat('i see', 'got it', 'all right'),
);

function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/**
 * True when `text` only says "I am listening". Where the bot waits for yes, no or a choice, an acknowledgement is an
 * answer and never a back-channel.
 */
export function isBackChannel(text: string, expects: ExpectedAnswer | undefined): boolean {
  const words = plain(text);
  if (words === '' || SOUNDS.test(words)) return true;
  if (expects?.form === 'yes-no' || expects?.form === 'choice') return false;
  return (
    words.split(' ').every((word) => SOUNDS.test(word) || ACKNOWLEDGEMENTS.has(word)) ||
    ACKNOWLEDGEMENTS.has(words)
  );
}
