/** The Markdown subset of bot turns as plain pieces: paragraphs, list items, bold, code and web links. Never makes HTML. */

export type InlinePiece =
  | { readonly kind: 'text' | 'bold' | 'code'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly href: string };

export interface TextBlock {
  readonly kind: 'paragraph' | 'item';
  readonly pieces: readonly InlinePiece[];
}

const INLINE = /\*\*([^*\n]+)\*\*|`([^`\n]+)`|\[([^\]\n]+)\]\((https?:\/\/[^\s)]+)\)/g;

/** Blocks in order; an empty line separates and shows nothing. */
export function readMarkdown(text: string): TextBlock[] {
  return text
    .split(/\n+/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const item = /^(?:[-*•]|\d+[.)])\s+(.*)$/.exec(line);
      const heading = line.replace(/^#{1,6}\s+/, '');
      return { kind: item ? 'item' : 'paragraph', pieces: readInline(item?.[1] ?? heading) };
    });
}

function readInline(line: string): InlinePiece[] {
  const pieces: InlinePiece[] = [];
  let from = 0;
  for (const match of line.matchAll(INLINE)) {
    if (match.index > from) pieces.push({ kind: 'text', text: line.slice(from, match.index) });
    const [whole, bold, code, label, href] = match;
    if (bold) pieces.push({ kind: 'bold', text: bold });
    else if (code) pieces.push({ kind: 'code', text: code });
    else if (label && href) pieces.push({ kind: 'link', text: label, href });
    from = match.index + whole.length;
  }
  if (from < line.length) pieces.push({ kind: 'text', text: line.slice(from) });
  return pieces;
}

/** The words alone, marks left out. */
export function markdownText(text: string): string {
  return readMarkdown(text)
    .map((block) => block.pieces.map((piece) => piece.text).join(''))
    .join(' ');
}
