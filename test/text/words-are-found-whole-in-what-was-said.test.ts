import { describe, expect, it } from '@jest/globals';
import { isSaid, isUnspaced, spacedPart } from '../../text/index.js';

describe('words are found whole in what was said', () => {
  it.each([
    ['colour', 'change the colour, please'],
    ['Fähigkeit', 'die FAHIGKEIT!'],
    ['like new', 'it is like new.'],
    ['颜色', '改一下颜色'],
    ['カラー', 'カラーを変えたい'],
    ['สี', 'เปลี่ยนสีหน่อย'],
    ["won't turn on", 'it wont turn on'],
  ])('"%s" is said in "%s"', (words, text) => {
    expect(isSaid(words, text)).toBe(true);
  });

  it.each([
    ['art', 'start again'],
    ['new', 'renewed'],
    ['颜色', '改一下容量'],
    ['', 'anything'],
    ['  ', 'anything'],
  ])('control: "%s" is not said in "%s"', (words, text) => {
    expect(isSaid(words, text)).toBe(false);
  });

  it('tells scripts with spaces from those without', () => {
    for (const text of ['手机', 'iPhone 手机', 'スマホ', 'มือถือ']) expect(isUnspaced(text)).toBe(true);
    for (const text of ['phone', 'телефон', '휴대폰 주세요', 'هاتف', '15'])
      expect(isUnspaced(text)).toBe(false);
  });
});

it('of mixed writing the spaced words stay, whole and apart', () => {
  expect(spacedPart('我要iPhone 15手机和Pixel').trim().split(/\s+/)).toEqual(['iPhone', '15', 'Pixel']);
  expect(spacedPart('a blue phone')).toBe('a blue phone');
});
