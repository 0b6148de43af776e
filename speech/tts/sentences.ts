/** Cuts an answer into sentences, each spoken by itself so that the first is heard early. Works on plain words. */

/** Longer stretches without a full stop are cut at a comma, so that no synthesis takes long. */
const LONGEST_CHARACTERS = 220;
const ABBREVIATIONS = /\b(?:mr|mrs|ms|dr|st|no|vs|etc|e\.g|i\.e)\.$/i;

function cutAtComma(sentence: string): string[] {
  if (sentence.length <= LONGEST_CHARACTERS) return [sentence];
  const window = sentence.slice(0, LONGEST_CHARACTERS);
  const at = Math.max(window.lastIndexOf(', '), window.lastIndexOf('; '), window.lastIndexOf('，'));
  const cut = at > 40 ? at + 1 : Math.max(window.lastIndexOf(' '), 0) || LONGEST_CHARACTERS;
  return [sentence.slice(0, cut).trim(), ...cutAtComma(sentence.slice(cut).trim())];
}

/** The sentences in order; none for text without letters or digits. */
export function splitForSpeech(text: string): readonly string[] {
  const pieces = text.split(/(?<=[.!?]["')\]]?)\s+(?=\S)|(?<=[。！？；])|\n+/u);
  const sentences: string[] = [];
  for (const piece of pieces.map((part) => part.trim())) {
    const last = sentences.at(-1);
    if (last !== undefined && ABBREVIATIONS.test(last)) sentences[sentences.length - 1] = `${last} ${piece}`;
    else if (piece !== '') sentences.push(piece);
  }
  return sentences.flatMap(cutAtComma).filter((sentence) => /[\p{L}\p{N}]/u.test(sentence));
}
