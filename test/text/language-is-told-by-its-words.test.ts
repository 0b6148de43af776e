import { describe, expect, it } from '@jest/globals';
import { detectLanguage, findForeignLanguage } from '../../text/index.js';

const among = ['en', 'zh'];

describe('the language of an utterance is told by its words', () => {
  it.each([
    ['我要买手机', 'zh'],
    ['我要买 iPhone 15 Pro Max 256GB', 'zh'],
    ['買手機', 'zh'],
    ['I want to buy a phone', 'en'],
    ['do you have 手机', 'en'],
    ['yes please', 'en'],
  ])('%s -> %s whatever was spoken before', (text, locale) => {
    for (const fallback of among) expect(detectLanguage(text, { fallback, among })).toBe(locale);
  });

  it.each(['iPhone 15', '020 7946 0958', 'ok', '👍', '256GB', ''])(
    '%s keeps the language of the conversation',
    (text) => {
      for (const fallback of among) expect(detectLanguage(text, { fallback, among })).toBe(fallback);
    },
  );

  it('does not answer in a language the pack lacks, and can name it', () => {
    expect(detectLanguage('quiero una cita para mañana por favor', { fallback: 'en', among })).toBe('en');
    expect(findForeignLanguage('quiero una cita para mañana por favor', among)).toBe('es');
    expect(findForeignLanguage('スマホを買いたい', among)).toBe('ja');
  });

  it('control: the same words are answered in Spanish by a pack that speaks it', () => {
    expect(detectLanguage('quiero una cita para mañana', { fallback: 'en', among: ['en', 'es'] })).toBe('es');
    expect(findForeignLanguage('I want to buy a phone', among)).toBeUndefined();
  });
});
