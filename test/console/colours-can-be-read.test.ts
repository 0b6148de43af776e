/** Promise: text reaches a contrast of 4.5 and edges 3, in light and dark. */
import { expect, test } from '@jest/globals';
import { CONTRAST_PAIRS, contrastOf, DARK, LIGHT } from '../../console/index.js';

for (const [name, palette] of [
  ['light', LIGHT],
  ['dark', DARK],
] as const) {
  test.each(CONTRAST_PAIRS)(`${name}: $fore on $back reaches $least`, ({ fore, back, least }) => {
    expect(contrastOf(palette[fore], palette[back])).toBeGreaterThanOrEqual(least);
  });
}

test('negative control: white on the dark accent is found too pale, black on white is 21', () => {
  expect(contrastOf('#ffffff', DARK.accent)).toBeLessThan(4.5);
  expect(contrastOf('#000000', '#ffffff')).toBeCloseTo(21, 5);
});
