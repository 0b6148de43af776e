/** Draws the Markdown subset of a bot turn as React nodes; no HTML string is ever made. */
import { type InlinePiece, readMarkdown } from '../model/markdown-parts.js';
import { langOf } from '../model/plain-names.js';
import { withKeys } from '../model/with-keys.js';

export function MarkdownText({ text }: { readonly text: string }) {
  return withKeys(readMarkdown(text), (block) => block.kind).map(({ key, item: block }) => (
    <p
      key={key}
      className={block.kind === 'item' ? 'turn-words turn-item' : 'turn-words'}
      lang={langOf(text)}
    >
      {withKeys(block.pieces, (piece) => piece.text).map(({ key: pieceKey, item: piece }) => (
        <Piece key={pieceKey} piece={piece} />
      ))}
    </p>
  ));
}

function Piece({ piece }: { readonly piece: InlinePiece }) {
  switch (piece.kind) {
    case 'text':
      return piece.text;
    case 'bold':
      return <strong>{piece.text}</strong>;
    case 'code':
      return <code>{piece.text}</code>;
    case 'link':
      return (
        <a href={piece.href} target="_blank" rel="noopener noreferrer">
          {piece.text}
        </a>
      );
  }
}
