import { describe, expect, it } from '@jest/globals';
import { withoutRetracted } from '../../text/index.js';

/** The words that stand of those given, at their first place in the text. */
function standing(text: string, ...said: readonly string[]): readonly string[] {
  const places = said.map((word) => ({ start: text.indexOf(word), end: text.indexOf(word) + word.length }));
  return withoutRetracted(places, text).map(({ start, end }) => text.slice(start, end));
}

describe('what is taken back does not stand', () => {
  it.each([
    ['the black one, no, blue', ['black', 'blue'], ['blue']],
    ['black no wait blue', ['black', 'blue'], ['blue']],
    ['two, sorry, I mean three', ['two', 'three'], ['three']],
    ['black, no, blue, actually green', ['black', 'blue', 'green'], ['green']],
    ['not blue, green', ['blue', 'green'], ['green']],
    ['green, not blue', ['green', 'blue'], ['green']],
    ['两个，不对，三个', ['两', '三'], ['三']],
    ['黑色不对蓝色', ['黑色', '蓝色'], ['蓝色']],
    ['不要黑色，要白色', ['黑色', '白色'], ['白色']],
    ['zwei, nein, drei', ['zwei', 'drei'], ['drei']],
  ])('"%s"', (text, said, meant) => {
    expect(standing(text, ...said)).toEqual(meant);
  });

  it.each([
    ['black or blue', ['black', 'blue']],
    ['black and no case in blue', ['black', 'blue']],
    ['the black one and the blue one', ['black', 'blue']],
    ['黑色和蓝色', ['黑色', '蓝色']],
    ['one in black, one in blue', ['black', 'blue']],
  ])('control: "%s" takes nothing back', (text, said) => {
    expect(standing(text, ...said)).toEqual(said);
  });
});
