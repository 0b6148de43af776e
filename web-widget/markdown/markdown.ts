/**
 * Reads the Markdown subset that replies may use into a tree: paragraphs, lists, bold, emphasis, code and links.
 * Called by rich-text.tsx; it never makes HTML, and whatever it does not know stays the text that it was.
 */

/** Longer texts are cut before parsing, so that a reply cannot stall the page. */
export const MAX_MARKDOWN_CHARACTERS = 8_000;
const MAX_DEPTH = 4;

export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'strong'; readonly children: readonly Inline[] }
  | { readonly kind: 'emphasis'; readonly children: readonly Inline[] }
  | { readonly kind: 'code'; readonly text: string }
  /** `href` is absolute and of a safe scheme. */
  | { readonly kind: 'link'; readonly href: string; readonly children: readonly Inline[] }
  | { readonly kind: 'break' };

export type Block =
  | { readonly kind: 'paragraph'; readonly children: readonly Inline[] }
  | { readonly kind: 'list'; readonly isOrdered: boolean; readonly items: readonly (readonly Inline[])[] };

const SAFE_SCHEMES = new Set(['https:', 'http:', 'mailto:', 'tel:']);
const ITEM = /^\s{0,3}(?:([-*•])|(\d{1,3})[.)])\s+(.*)$/;
const INLINE =
  /`([^`\n]+)`|\*\*([^\s*](?:[^\n]*?[^\s])??)\*\*|(?<![\w*])\*([^\s*](?:[^*\n]*[^\s*])?)\*(?![\w*])|\[([^\]\n]{1,200})\]\(([^\s()<>]{1,500})\)|(https?:\/\/[^\s<>"'()，。；！？、）】」]+[^\s<>"'().,;:!?，。；！？、）】」])/u;

/** Blocks of `source`, in order. */
export function parseMarkdown(source: string): readonly Block[] {
  const blocks: Block[] = [];
  const lines = source.slice(0, MAX_MARKDOWN_CHARACTERS).replaceAll('\r\n', '\n').split('\n');
  let paragraph: string[] = [];
  const flush = () => {
    if (paragraph.length > 0) blocks.push({ kind: 'paragraph', children: parseLines(paragraph) });
    paragraph = [];
  };
  for (const line of lines) {
    const item = ITEM.exec(line);
    if (item !== null) {
      flush();
      addItem(blocks, item);
    } else if (line.trim() === '') {
      flush();
      // An empty line ends a list too: an empty paragraph stands between until the end.
      if (blocks.at(-1)?.kind === 'list') blocks.push({ kind: 'paragraph', children: [] });
    } else {
      paragraph.push(line);
    }
  }
  flush();
  return blocks.filter((block) => block.kind === 'list' || block.children.length > 0);
}

/** The link target when its scheme is safe, made absolute; undefined otherwise. */
export function safeHref(raw: string): string | undefined {
  try {
    const url = new URL(raw);
    return SAFE_SCHEMES.has(url.protocol) ? url.href : undefined;
  } catch {
    return undefined;
  }
}

function addItem(blocks: Block[], item: RegExpExecArray): void {
  const isOrdered = item[2] !== undefined;
  const children = parseInline(item[3] ?? '');
  const last = blocks.at(-1);
  if (last?.kind === 'list' && last.isOrdered === isOrdered) {
    blocks[blocks.length - 1] = { ...last, items: [...last.items, children] };
  } else {
    blocks.push({ kind: 'list', isOrdered, items: [children] });
  }
}

function parseLines(lines: readonly string[]): readonly Inline[] {
  return lines.flatMap((line, index) => [
    ...(index > 0 ? [{ kind: 'break' } as const] : []),
    ...parseInline(line),
  ]);
}

function parseInline(source: string, depth = 0): readonly Inline[] {
  const nodes: Inline[] = [];
  let rest = source;
  while (rest !== '') {
    const match = depth >= MAX_DEPTH ? null : INLINE.exec(rest);
    if (match === null) break;
    if (match.index > 0) nodes.push({ kind: 'text', text: rest.slice(0, match.index) });
    nodes.push(inlineOf(match, depth));
    rest = rest.slice(match.index + match[0].length);
  }
  if (rest !== '') nodes.push({ kind: 'text', text: rest });
  return nodes;
}

function inlineOf(match: RegExpExecArray, depth: number): Inline {
  const [whole, code, strong, emphasis, label, target, bare] = match;
  if (code !== undefined) return { kind: 'code', text: code };
  if (strong !== undefined) return { kind: 'strong', children: parseInline(strong, depth + 1) };
  if (emphasis !== undefined) return { kind: 'emphasis', children: parseInline(emphasis, depth + 1) };
  const href = safeHref(target ?? bare ?? '');
  if (href === undefined) return { kind: 'text', text: whole };
  if (bare !== undefined) return { kind: 'link', href, children: [{ kind: 'text', text: bare }] };
  return { kind: 'link', href, children: [{ kind: 'text', text: label ?? '' }] };
}
