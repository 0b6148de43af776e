import { describe, expect, it } from '@jest/globals';
import { findNumbers, findSpokenDigits, parseNumber } from '../../text/index.js';

describe('numbers are read in words and digits', () => {
  it.each([
    ['2', 2],
    ['two', 2],
    ['Twenty three', 23],
    ['a hundred and five', 105],
    ['twelve hundred', 1200],
    ['five hundred', 500],
    ['1,200', 1200],
    ['two fifty six', 256],
    ['five one two', 512],
    ['one twenty eight', 128],
    ['a hundred and twenty eight', 128],
    ['two thousand and five', 2005],
    ['five hundred and twelve', 512],
    ['3k', 3000],
    ['a couple', 2],
    ['两', 2],
    ['十', 10],
    ['二十三', 23],
    ['三百五', 350],
    ['一千零五', 1005],
    ['one zero five', 105],
    ['two hundred five', 205],
    ['fifty zero', 50],
    ['两万', 20000],
    ['一五零', 150],
  ])('%s is %d', (text, value) => expect(parseNumber(text)).toBe(value));

  it.each(['phone', 'a', 'and', '手机', '', 'iPhone 15'])('%s is no number', (text) =>
    expect(parseNumber(text)).toBeUndefined(),
  );

  it('finds numbers with their places', () => {
    const text = 'two cases and 三 chargers, 15 films';
    expect(findNumbers(text).map((span) => [text.slice(span.start, span.end), span.value])).toEqual([
      ['two', 2],
      ['三', 3],
      ['15', 15],
    ]);
  });

  it.each([
    ['oh two oh, seven nine four six, oh nine five eight', '02079460958'],
    ['zero double seven double oh nine hundred', '07700'],
    ['my number is oh two oh double nine four four one two one two', '02099441212'],
    ['零二零七九四六零九五八', '02079460958'],
    ['oh seven seven hundred', undefined],
  ])('%s is spelled %s', (text, digits) => {
    const found = findSpokenDigits(text, 5).map((span) => span.digits)[0];
    if (digits === undefined) expect(found).toBeUndefined();
    else expect(found?.startsWith(digits)).toBe(true);
  });

  it('control: "for" and "to" are digits only among digits', () => {
    expect(findSpokenDigits('I want to talk to somebody for a while', 1)).toEqual([]);
  });
});
