import { describe, expect, it } from '@jest/globals';
import { renderErrorsPage } from '../../bot/api/errors-page.js';
import { maskPersonal, understandingEvidence } from '../../bot/models/understanding-evidence.js';
import type { UnderstoodExample } from '../../dialogs/index.js';

const understood = (
  text: string,
  expected: string,
  given: string,
  confidence: number,
): UnderstoodExample => ({
  expected: { locale: 'en', intent: expected, text, slots: [] },
  given: { locale: 'en', intent: given, confidence, alternatives: [], slots: [] },
  elapsedMs: 1,
});

describe('a listed utterance', () => {
  it.each([
    ['mail me at ada.lovelace@example.com please', 'ada'],
    ['call 0161 496 0123 tomorrow', '496'],
    ['my card is 4111 1111 1111 1111', '1111'],
    ['my order is 8 8 2 1 4', '8 2'],
  ])('%s shows nothing of it', (text, secret) => {
    expect(text).toContain(secret);
    expect(maskPersonal({ text, slots: [] }, 'GB')).not.toContain(secret);
  });

  it('shows no words of a personal slot, and those of any other', () => {
    const slots = [
      { name: 'name', surface: 'Ada Lovelace' },
      { name: 'product', surface: 'iPhone 15' },
    ];
    expect(maskPersonal({ text: 'Ada Lovelace wants an iPhone 15', slots }, 'GB')).toBe(
      '••• wants an iPhone 15',
    );
  });
});

describe('the listing', () => {
  const { confusion, files } = understandingEvidence(
    [
      understood('cancel <b>it</b>', 'cancel', 'buy', 0.7),
      understood('stop that', 'cancel', 'buy', 0.9),
      understood('hello', 'greet', 'bye', 0.6),
      understood('buy', 'buy', 'buy', 0.9),
    ],
    'GB',
  );

  it('names the worst confusions first, the surest mistakes first, and nothing that was right', () => {
    const { confusions } = JSON.parse(new TextDecoder().decode(files['errors.json'])) as {
      confusions: { expected: string; given: string; count: number; examples: { text: string }[] }[];
    };
    expect(confusions.map(({ expected, given, count }) => [expected, given, count])).toEqual([
      ['cancel', 'buy', 2],
      ['greet', 'bye', 1],
    ]);
    expect(confusions[0]!.examples.map(({ text }) => text)).toEqual(['stop that', 'cancel <b>it</b>']);
    expect(confusion.counts.flat().reduce((a, b) => a + b, 0)).toBe(4);
  });

  it('becomes a page in which words stay words', () => {
    const page = renderErrorsPage({ name: 'understanding', version: '0001-a' }, files['errors.json']!);
    expect(page).toContain('cancel &lt;b&gt;it&lt;/b&gt;');
    expect(page).not.toContain('<b>');
    expect(() => renderErrorsPage({ name: 'x', version: '1' }, new TextEncoder().encode('{}'))).toThrow();
  });
});
