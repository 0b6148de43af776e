/** Draws a reply's Markdown subset as nodes; no HTML string is ever made. Called by bot-reply.tsx. */
import { type Block, type Inline, parseMarkdown } from '../markdown/markdown.js';

export function RichText({ source }: { readonly source: string }) {
  return <>{parseMarkdown(source).map(drawBlock)}</>;
}

function drawBlock(block: Block) {
  if (block.kind === 'paragraph') return <p dir="auto">{block.children.map(drawInline)}</p>;
  const List = block.isOrdered ? 'ol' : 'ul';
  return <List dir="auto">{block.items.map(drawItem)}</List>;
}

function drawItem(item: readonly Inline[]) {
  return <li>{item.map(drawInline)}</li>;
}

function drawInline(node: Inline) {
  switch (node.kind) {
    case 'text':
      return node.text;
    case 'break':
      return <br />;
    case 'code':
      return <code>{node.text}</code>;
    case 'strong':
      return <strong>{node.children.map(drawInline)}</strong>;
    case 'emphasis':
      return <em>{node.children.map(drawInline)}</em>;
    case 'link':
      return (
        <a href={node.href} target="_blank" rel="noopener noreferrer nofollow">
          {node.children.map(drawInline)}
        </a>
      );
  }
}
