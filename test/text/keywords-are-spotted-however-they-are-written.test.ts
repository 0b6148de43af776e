import { describe, expect, it } from '@jest/globals';
import { createKeywordSpotter, KEYWORD_MATCHES, type KeywordMatch } from '../../text/index.js';

const spotter = (match: readonly KeywordMatch[] = KEYWORD_MATCHES, isWord?: (form: string) => boolean) =>
  createKeywordSpotter(
    [
      { keyword: 'legal', phrases: ['lawyer', 'legal action', '律师', '起诉'], match },
      { keyword: 'competitor', phrases: ['Vodafone', 'T-Mobile', '中国联通'], match },
      { keyword: 'cancel', phrases: ['cancel', '取消'], match },
    ],
    isWord,
  );

const found = (text: string, by = spotter()) =>
  by.spot(text).map(({ keyword, surface, match }) => `${keyword}:${surface}:${match}`);

describe('keywords are spotted', () => {
  it('word for word, whatever their case, marks and script', () => {
    expect(found('My LAWYER will take legal action')).toEqual([
      'legal:LAWYER:exact',
      'legal:legal action:exact',
    ]);
    expect(found('t mobile is cheaper')).toEqual(['competitor:t mobile:exact']);
    expect(found('我要找律师，還要取消')).toEqual(['legal:律师:exact', 'cancel:取消:exact']);
    expect(found('both lawyers said so')).toEqual(['legal:lawyers:exact']);
  });

  it('misspelt or parted, by length', () => {
    expect(found('vodafon is cheaper')).toEqual(['competitor:vodafon:fuzzy']);
    expect(found('voda fone is cheaper')).toEqual(['competitor:voda fone:fuzzy']);
    expect(found('plese cancle it')).toEqual(['cancel:cancle:fuzzy']);
  });

  it('by sound, with what speakers and typists confuse', () => {
    expect(found('fodaphone is cheaper')).toEqual(['competitor:fodaphone:sound']);
    expect(found('我要找绿诗')).toEqual(['legal:绿诗:sound']);
    expect(found('中国年通')).toEqual(['competitor:中国年通:sound']);
  });

  it('control: neighbours of a keyword are not the keyword', () => {
    expect(found('the council lowered the flower')).toEqual([]);
    expect(found('我学历史，去学校')).toEqual([]);
    expect(found('绿是一种颜色，骑苏')).toEqual([]);
    expect(
      found(
        'I have cancer',
        spotter(KEYWORD_MATCHES, (form) => form === 'cancer'),
      ),
    ).toEqual([]);
  });

  it('control: only in the ways the keyword allows', () => {
    expect(found('vodafon, 绿诗, fodaphone', spotter(['exact']))).toEqual([]);
    expect(found('cancle', spotter(['exact', 'sound']))).toEqual([]);
  });

  it('tells the place in the text', () => {
    const [hit] = spotter().spot('well, vodafone!');
    expect(hit).toMatchObject({ start: 6, end: 14, phrase: 'Vodafone' });
  });
});
