/** Promise: whatever a reply says, the widget's Markdown makes only known nodes, safe links and all of the words. */
import { describe, expect, test } from '@jest/globals';
import { seededRandom } from '../../protocol/index.js';
import {
  type Block,
  type Inline,
  MAX_MARKDOWN_CHARACTERS,
  parseMarkdown,
  safeHref,
} from '../../web-widget/markdown/markdown.js';

const VECTORS = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '[x](javascript:alert(1))',
  '[x](JaVaScRiPt:alert(1))',
  '[x](java\tscript:alert(1))',
  '[x](\u0001javascript:alert(1))',
  '[x](data:text/html;base64,PHNjcmlwdD4=)',
  '[x](vbscript:msgbox(1))',
  '[x](blob:https://a/b)',
  '[x](file:///etc/passwd)',
  '[<img src=x onerror=alert(1)>](https://example.com)',
  '[x](https://example.com"onmouseover="alert(1))',
  '**<svg/onload=alert(1)>**',
  '`<iframe srcdoc="<script>1</script>">`',
  '[x](//evil.example)',
  '[x](/relative)',
  '![x](javascript:alert(1))',
  '<a href="javascript:alert(1)">x</a>',
  '&#106;avascript:alert(1)',
  'javascript:alert(1)',
];
const KINDS = new Set(['paragraph', 'list', 'text', 'strong', 'emphasis', 'code', 'link', 'break']);

function inlinesOf(blocks: readonly Block[]): readonly Inline[] {
  return blocks.flatMap((block) => (block.kind === 'list' ? block.items.flat() : [...block.children]));
}

function flatten(nodes: readonly Inline[]): readonly Inline[] {
  return nodes.flatMap((node) => ('children' in node ? [node, ...flatten(node.children)] : [node]));
}

/** What is unsafe about a tree; empty when nothing is. */
function unsafeParts(blocks: readonly Block[]): readonly string[] {
  const nodes = flatten(inlinesOf(blocks));
  const unknown = [...blocks, ...nodes].filter((node) => !KINDS.has(node.kind)).map(({ kind }) => kind);
  const links = nodes.flatMap((node) => (node.kind === 'link' ? [node.href] : []));
  return [...unknown, ...links.filter((href) => !/^(https?|mailto|tel):/.test(href))];
}

const wordsOf = (blocks: readonly Block[]) =>
  flatten(inlinesOf(blocks))
    .map((node) => ('text' in node ? node.text : ''))
    .join('');

describe('markdown makes only safe nodes', () => {
  test.each(VECTORS)('vector %j', (vector) => {
    expect(unsafeParts(parseMarkdown(vector))).toEqual([]);
  });

  test('20,000 random strings give nothing unsafe and never throw', () => {
    const seed = 20_260_105;
    const random = seededRandom(seed);
    const pieces = [
      ...VECTORS,
      '**',
      '*',
      '`',
      '[',
      '](',
      ')',
      '\n',
      '\n\n',
      '- ',
      '1. ',
      ' ',
      '你好',
      'a',
      'javascript:',
      'https://e.com/?q=1',
      '\u202e',
      '\0',
    ];
    for (let round = 0; round < 20_000; round++) {
      const source = Array.from({ length: 1 + random.integer(12) }, () => random.pick(pieces)).join('');
      const unsafe = unsafeParts(parseMarkdown(source));
      if (unsafe.length > 0) throw new Error(`seed ${seed}, ${JSON.stringify(source)}: ${unsafe.join()}`);
    }
  });

  test('a link of any scheme would be found by the check (negative control)', () => {
    const careless: Block = {
      kind: 'paragraph',
      children: [{ kind: 'link', href: 'javascript:alert(1)', children: [] }],
    };
    expect(unsafeParts([careless])).toEqual(['javascript:alert(1)']);
  });

  test('draws the subset', () => {
    const blocks = parseMarkdown(
      'The **iPhone 15** is *in stock*, see [the page](https://e.com/a).\n\n- `128GB`\n- 256GB\n\n1. one',
    );
    expect(blocks.map((block) => block.kind)).toEqual(['paragraph', 'list', 'list']);
    expect(flatten(inlinesOf(blocks)).map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['strong', 'emphasis', 'link', 'code']),
    );
    expect(wordsOf(blocks)).toBe('The iPhone 15 is in stock, see the page.128GB256GBone');
  });

  test('keeps prices, stars and underscores of plain prose as they are', () => {
    for (const prose of ['2 * 3 * 4', 'snake_case_name', '£7.95 (3-5 days)', '5 * a', '数量：**']) {
      expect(wordsOf(parseMarkdown(prose))).toBe(prose);
    }
  });

  test('a bare address becomes a link without the full stop after it', () => {
    const links = flatten(inlinesOf(parseMarkdown('See https://e.com/a. 请看 https://e.com/b。')));
    expect(links.flatMap((node) => (node.kind === 'link' ? [node.href] : []))).toEqual([
      'https://e.com/a',
      'https://e.com/b',
    ]);
  });

  test('cuts a text of any length before parsing', () => {
    const blocks = parseMarkdown('*'.repeat(200_000));
    expect(wordsOf(blocks).length).toBeLessThanOrEqual(MAX_MARKDOWN_CHARACTERS);
  });

  test('safeHref refuses what has no safe scheme', () => {
    expect(safeHref('https://example.com/a b')).toBe('https://example.com/a%20b');
    expect(safeHref('tel:+442079460100')).toBe('tel:+442079460100');
    for (const bad of ['javascript:1', '//evil', '/x', '', 'ftp://a']) expect(safeHref(bad)).toBeUndefined();
  });
});
