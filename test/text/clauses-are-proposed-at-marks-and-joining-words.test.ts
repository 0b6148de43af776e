import { describe, expect, it } from '@jest/globals';
import { findClauseBorders } from '../../text/index.js';

const sides = (text: string) =>
  findClauseBorders(text).map(({ end, start }) => [text.slice(0, end), text.slice(start)]);

describe('clauses are proposed at marks and joining words', () => {
  it('cuts at words that join, with or without marks, in both scripts', () => {
    expect(sides('cancel my order and call me back')).toEqual([['cancel my order', 'call me back']]);
    expect(sides('cancel it, and then call me')).toEqual([['cancel it', 'call me']]);
    expect(sides('我要取消订单，然后给我回电话')).toEqual([['我要取消订单', '给我回电话']]);
    expect(sides('取消订单再给我打电话')).toEqual([['取消订单', '给我打电话']]);
    expect(sides('Where is it? Cancel it.')).toEqual([['Where is it', 'Cancel it.']]);
  });

  it('cuts inside no number, address or word, and never leaves a side empty', () => {
    for (const text of ['I want 1,500', 'write to a.b@example.com', 'an android handset', '再见', 'hello!'])
      expect(sides(text)).toEqual([]);
  });
});
