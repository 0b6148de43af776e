import { describe, expect, it } from '@jest/globals';
import {
  editDistance,
  fold,
  forVoice,
  sayCode,
  sayDate,
  sayDigits,
  sayMoney,
  sayTime,
  showDate,
  showList,
  showMoney,
  showPhone,
  splitSentences,
  squash,
  tokenize,
} from '../../text/index.js';

describe('text is cut and said properly', () => {
  it('cuts sentences in both languages and keeps their marks', () => {
    expect(splitSentences('It costs £3.50. Dr. Lee agrees! Right?')).toEqual([
      'It costs £3.50.',
      'Dr. Lee agrees!',
      'Right?',
    ]);
    expect(splitSentences('您好！有货。明天送到')).toEqual(['您好！', '有货。', '明天送到']);
    expect(splitSentences('')).toEqual([]);
  });

  it('cuts tokens without losing a visible character', () => {
    const text = 'I want 2 iPhone15 256GB，我要买手机! a.lee@example.com 😀';
    const tokens = tokenize(text);
    expect(tokens.map((token) => token.text).join('')).toBe(text.replaceAll(' ', ''));
    for (const token of tokens) expect(text.slice(token.start, token.end)).toBe(token.text);
    expect(tokens.map((token) => token.text)).toEqual(
      expect.arrayContaining(['256', 'GB', '手', '机', 'a.lee@example.com']),
    );
  });

  it('folds what is compared', () => {
    expect(fold('ＩＰｈｏｎｅ　15！')).toBe('iphone 15');
    expect(squash('i-Phone 15 Pro')).toBe('iphone15pro');
  });

  it('measures how alike two strings are', () => {
    expect(editDistance('pixle', 'pixel')).toBe(1);
    expect(editDistance('kitten', 'sitting')).toBe(3);
    expect(editDistance('abcdef', 'uvwxyz', 2)).toBe(3);
  });

  it('says and shows money, dates, times, numbers and codes', () => {
    expect([sayMoney(699, 'GBP', 'en'), sayMoney(8.5, 'GBP', 'en'), sayMoney(699, 'GBP', 'zh')]).toEqual([
      '699 pounds',
      '8 pounds 50',
      '699英镑',
    ]);
    expect([showMoney(699, 'GBP', 'en'), showMoney(8.5, 'GBP', 'en')]).toEqual(['£699', '£8.50']);
    expect(sayDigits('020 7946 0958', 'en')).toBe('oh two oh, seven nine four six, oh nine five eight');
    expect(sayDigits('020 7946', 'zh')).toBe('零二零，七九四六');
    expect(sayCode('AM-4082', 'en')).toBe('A M four zero eight two');
    expect([sayDate('2026-01-10', 'en'), showDate('2026-01-10', 'en')]).toEqual([
      'Saturday the 10th of January',
      'Saturday 10 January',
    ]);
    expect(showDate('2026-01-10', 'zh')).toBe('1月10日星期六');
    expect([sayTime('15:30', 'en'), sayTime('15:30', 'zh')]).toEqual(['3 30 p.m.', '下午3点半']);
    expect([showPhone('+442079460958', 'GB'), showPhone('+8613812345678', 'GB')]).toEqual([
      '020 7946 0958',
      '+86 138 1234 5678',
    ]);
    expect([showList(['a', 'b', 'c'], 'en'), showList(['甲', '乙', '丙'], 'zh')]).toEqual([
      'a, b or c',
      '甲、乙或丙',
    ]);
  });

  it('leaves no markdown, symbol or digit block for the voice', () => {
    const said = forVoice(
      '**iPhone 15** costs £699 [1].\n- 128GB\n- call [us](tel:1) on 020 7946 0958 😀',
      'en',
    );
    expect(said).toBe(
      'iPhone 15 costs 699 pounds . 128 gigabytes call us on oh two oh, seven nine four six, oh nine five eight',
    );
    expect(said).not.toMatch(/[*£[\]😀]/u);
  });
});
