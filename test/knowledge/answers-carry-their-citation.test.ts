/** Questions are answered from the company's documents with the passage cited, or politely not at all. */
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { loadPack } from '../../bot/index.js';
import { KnowledgeAnswerer, type Passage, splitMarkdown } from '../../knowledge/index.js';

describe('the demo pack answers', () => {
  let answerer: KnowledgeAnswerer;
  let passages: readonly Passage[];

  beforeAll(() => {
    passages = loadPack(join(import.meta.dirname, '../../packs/aurora')).documents.flatMap(splitMarkdown);
    answerer = new KnowledgeAnswerer(passages);
  });

  test.each([
    ['do you deliver to the islands?', 'en', /island/i],
    ['保修多久?', 'zh', /保修/],
    ['How long is the warranty?', 'en', /warranty/i],
    ['可以送货到岛上吗？', 'zh', /岛/],
  ])('%s', async (question, locale, expected) => {
    const answer = await answerer.answer(question, locale);
    expect(answer.kind).toBe('answered');
    if (answer.kind !== 'answered') return;
    expect(answer.text).toMatch(expected);
    const [citation] = answer.citations;
    expect(citation?.document).toContain(`knowledge/${locale}/`);
    const verbatim = answer.text.replace(/\s+/g, '');
    expect(citation?.passage.replace(/\s+/g, '')).toContain(verbatim);
  });

  test.each([
    ['Who won the football match last night?', 'en'],
    ['Write me a poem about volcanoes', 'en'],
    ['今天股票涨了多少？', 'zh'],
    ['', 'en'],
    ['??!', 'zh'],
  ])('abstains from %s', async (question, locale) => {
    expect((await answerer.answer(question, locale)).kind).toBe('abstained');
  });

  test('an answer disappears with its document', async () => {
    const without = new KnowledgeAnswerer(passages.filter((passage) => !/island/i.test(passage.text)));
    const answer = await without.answer('do you deliver to the islands?', 'en');
    expect(answer.kind === 'answered' ? answer.text : '').not.toMatch(/island/i);
  });
});

describe('documents become passages', () => {
  const split = (content: string) => splitMarkdown({ document: 'a.md', locale: 'en', content });

  test('along headings, paragraphs and list blocks', () => {
    const passages = split(
      '# Delivery\n\n## Islands\n\nWe ship **daily**.\n\nTo:\n- Skye\n- Mull\n\n## Cost\nFree.',
    );
    expect(passages.map(({ headings, text }) => [headings.join('/'), text])).toEqual([
      ['Islands', 'We ship daily.'],
      ['Islands', 'To:\nSkye\nMull'],
      ['Cost', 'Free.'],
    ]);
    expect(passages.every((passage) => passage.title === 'Delivery')).toBe(true);
  });

  test('and a binary file is refused by name', () => {
    expect(() => split('PK\0\0')).toThrow(expect.objectContaining({ code: 'knowledge.bad-document' }));
  });
});
