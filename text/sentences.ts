/** Cuts text into sentences for the voice and for citations; Chinese marks stay with the sentence they close. */

const ABBREVIATION = /(?:\b(?:mr|mrs|ms|dr|st|no|vs|etc|e\.g|i\.e|approx|tel)|\b\p{L})\.$/iu;
const END = /[.!?]+["'”’)\]]*(?=\s|$)|[。！？；…]+["”’」』）]*|\n+/gu;

/** Sentences in order, trimmed, none empty; a number's point (3.5) and common abbreviations do not end one. */
export function splitSentences(text: string): string[] {
  const sentences: string[] = [];
  let from = 0;
  for (const match of text.matchAll(END)) {
    const to = match.index + match[0].length;
    const piece = text.slice(from, to);
    if (match[0] === '.' && ABBREVIATION.test(piece.trimEnd()) && to < text.length) continue;
    if (piece.trim() !== '') sentences.push(piece.trim());
    from = to;
  }
  const rest = text.slice(from).trim();
  if (rest !== '') sentences.push(rest);
  return sentences;
}
