/** Draws a reply's Markdown subset as nodes; no HTML string is ever made. Called by bot-reply.tsx. */
import { type Block, type Inline, parseMarkdown } from '../markdown/markdown.js';

export function RichText({ source }: { readonly source: string }) {
  return (
    <>
      {parseMarkdown(source).map((block, index) => (
        <BlockNode key={index} block={block} />
      ))}
    </>
  );
}

function BlockNode({ block }: { readonly block: Block }) {
  if (block.kind === 'paragraph') {
    return (
      <p dir="auto">
        <Inlines nodes={block.children} />
      </p>
    );
  }
  const List = block.isOrdered ? 'ol' : 'ul';
  return (
    <List>
      {block.items.map((item, index) => (
        <li key={index} dir="auto">
          <Inlines nodes={item} />
        </li>
      ))}
    </List>
  );
}

function Inlines({ nodes }: { readonly nodes: readonly Inline[] }) {
  return (
    <>
      {nodes.map((node, index) => (
        <InlineNode key={index} node={node} />
      ))}
    </>
  );
}

function InlineNode({ node }: { readonly node: Inline }) {
  switch (node.kind) {
    case 'text':
      return <>{node.text}</>;
    case 'break':
      return <br />;
    case 'code':
      return <code>{node.text}</code>;
    case 'strong':
      return (
        <strong>
          <Inlines nodes={node.children} />
        </strong>
      );
    case 'emphasis':
      return (
        <em>
          <Inlines nodes={node.children} />
        </em>
      );
    case 'link':
      return (
        <a href={node.href} target="_blank" rel="noopener noreferrer nofollow">
          <Inlines nodes={node.children} />
        </a>
      );
  }
}
