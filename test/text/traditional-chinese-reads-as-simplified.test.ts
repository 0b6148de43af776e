/** Promise: words written in Traditional characters compare equal to Simplified ones, and no offset moves. */
import { expect, test } from '@jest/globals';
import { fold, toSimplified } from '../../text/index.js';

test.each([
  ['我想買一部手機', '我想买一部手机'],
  ['請問幾點開門？', '请问几点开门？'],
  ['後天 vs 皇后', '后天 vs 皇后'],
  ['I want 兩部 iPhone 15 👍', 'I want 两部 iPhone 15 👍'],
])('%s', (traditional, simplified) => {
  expect(toSimplified(traditional)).toBe(simplified);
  expect(fold(traditional)).toBe(fold(simplified));
});

test('the text keeps its length, also outside the basic plane and for words that shrink', () => {
  for (const text of ['𠮷野家喺邊度', '隻眼開隻眼閉', '著名的著作', '㑳㑇', 'no Chinese', '']) {
    expect(toSimplified(text)).toHaveLength(text.length);
  }
});

test('Simplified text and other scripts stay as they are (negative control)', () => {
  for (const text of ['皇后的头发干了', 'naïve café', 'こんにちは']) expect(toSimplified(text)).toBe(text);
  expect(fold('買')).not.toBe(fold('卖'));
});
