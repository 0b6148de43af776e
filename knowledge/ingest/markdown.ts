/** Cuts Markdown into passages along its headings, paragraphs and list blocks; never inside a paragraph. */
import { Fault } from '../../protocol/index.js';
import type { Passage, SourceDocument } from './document.js';

/** Longest document accepted, characters. */
export const MAX_DOCUMENT_CHARACTERS = 2_000_000;

const HEADING = /^(#{1,6})\s+(.+?)\s*#*\s*$/;
const LIST_ITEM = /^\s*(?:[-*+]|\d+[.)])\s+/;

/**
 * Passages of one document in reading order; list items stay together with the paragraph that introduces them.
 * Throws Fault `knowledge.bad-document` when the text is too large or holds NUL bytes.
 */
export function splitMarkdown(source: SourceDocument): readonly Passage[] {
  refuseUnreadable(source);
  const passages: Passage[] = [];
  let title = '';
  let headings: string[] = [];
  for (const block of blocksOf(source.content)) {
    const heading = HEADING.exec(block);
    if (heading) {
      const level = heading[1]!.length;
      const words = plainText(heading[2]!);
      if (level === 1 && title === '') title = words;
      else headings = [...headings.slice(0, Math.max(0, level - 2)), words];
      continue;
    }
    const text = plainText(block);
    if (text === '') continue;
    const passageId = `${source.document}#${passages.length + 1}`;
    passages.push({ passageId, document: source.document, locale: source.locale, title, headings, text });
  }
  return passages;
}

function refuseUnreadable(source: SourceDocument): void {
  if (source.content.length > MAX_DOCUMENT_CHARACTERS) {
    throw new Fault('knowledge.bad-document', `${source.document} is longer than 2 million characters.`, {
      fields: { document: source.document, characters: source.content.length },
    });
  }
  if (source.content.includes('\0')) {
    throw new Fault('knowledge.bad-document', `${source.document} is not a text file.`, {
      fields: { document: source.document },
    });
  }
}

/** Headings, paragraphs and list blocks; a list joins the paragraph above it. */
function blocksOf(markdown: string): readonly string[] {
  const blocks: string[] = [];
  let open: string[] = [];
  const close = () => {
    if (open.length > 0) blocks.push(open.join('\n'));
    open = [];
  };
  let isAfterBlank = false;
  for (const line of markdown.replace(/\r\n?/g, '\n').split('\n')) {
    if (line.trim() === '') {
      isAfterBlank = true;
      continue;
    }
    const joinsList = LIST_ITEM.test(line) && open.length > 0;
    if (HEADING.test(line)) {
      close();
      blocks.push(line);
    } else {
      if (isAfterBlank && !joinsList) close();
      open.push(line);
    }
    isAfterBlank = false;
  }
  close();
  return blocks;
}

/** Words of a Markdown block without its marks. */
function plainText(markdown: string): string {
  return markdown
    .split('\n')
    .map((line) => line.replace(LIST_ITEM, '').trim())
    .join('\n')
    .replace(/!\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\[([^\]]+)\]\([^)]*\)/g, '$1')
    .replace(/[*_`]{1,3}([^*_`]+)[*_`]{1,3}/g, '$1')
    .replace(/^>\s?/gm, '')
    .trim();
}
