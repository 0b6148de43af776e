/** An utterance that only points at one of a list is read as pointing; one that says more is not. */
import { describe, expect, it } from '@jest/globals';
import { readListPointer } from '../../text/index.js';

const at = (index: number) => ({ kind: 'position', index });

describe('pointing at one of a list', () => {
  it.each([
    ['the first one', at(0)],
    ["I'll take the second one please", at(1)],
    ['ok the 3rd', at(2)],
    ['number two please', at(1)],
    ['option 4', at(3)],
    ['um the last one', at(-1)],
    ['第一个', at(0)],
    ['那就第二款吧', at(1)],
    ['我要第3个', at(2)],
    ['最后一个', at(-1)],
    ['the cheapest one please', { kind: 'cheapest' }],
    ['the cheaper one', { kind: 'cheapest' }],
    ['便宜的那个', { kind: 'cheapest' }],
    ['最便宜的吧', { kind: 'cheapest' }],
    ['the most expensive', { kind: 'dearest' }],
    ['要贵一点的', { kind: 'dearest' }],
  ])('"%s"', (text, pointer) => {
    expect(readListPointer(text)).toEqual(pointer);
  });

  it.each([
    'first I need a phone',
    'second class post',
    'one',
    'two please',
    '一个',
    '两个',
    '便宜点',
    '太贵了',
    'the first one broke after a week',
    'do you have anything cheaper',
    `${'ok '.repeat(40)}the first one`,
    '',
  ])('control: "%s" does not point', (text) => {
    expect(readListPointer(text)).toBeUndefined();
  });
});
