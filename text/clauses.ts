/**
 * Finds where one clause of an utterance may end and the next begin: at a mark, or at words such as "and then" and 然后.
 * Called where an utterance may hold several wishes; it only proposes, whoever calls judges whether the parts stand alone.
 */

/** What lies between two clauses: from the end of the one to the start of the other, UTF-16 offsets. */
export interface ClauseBorder {
  readonly end: number;
  readonly start: number;
}

const MARKS = String.raw`[,;:!?…](?=[\s\p{Script=Han}]|$)|\.(?=\s|$)|[，。；：！？、—–]|\n`;

/** Words that join clauses where a script has spaces. */
const SPACED =
  'and|then|also|plus|besides|additionally|oh|und|dann|außerdem|et|puis|aussi|y|luego|también|e|poi';

/** The same for unspaced writing; 再 as in 再给我打电话, not as in 再见. */
const UNSPACED =
  '然后|还有|另外|此外|顺便|顺带|而且|并且|同时|接着|完了|对了|以及|之后|还得|还想|还要|再(?![见次说])';

const BORDER = new RegExp(
  String.raw`(?:\s*(?:${MARKS})|\s*(?:${UNSPACED})|\s+(?:${SPACED})(?=[\s,]))+\s*`,
  'giu',
);

/** Borders in the order of the text; none where nothing stands on one of its sides. */
export function findClauseBorders(text: string): readonly ClauseBorder[] {
  const holdsWords = (part: string) => /[\p{L}\p{N}]/u.test(part);
  return Array.from(text.matchAll(BORDER), (match) => ({
    end: match.index,
    start: match.index + match[0].length,
  })).filter(({ end, start }) => holdsWords(text.slice(0, end)) && holdsWords(text.slice(start)));
}
