/** Promise: whatever brand colour a site sets, words on it and in it keep a contrast of 4.5, in light and dark. */
import { describe, expect, test } from '@jest/globals';
import { seededRandom } from '../../protocol/index.js';
import { readSettings } from '../../web-widget/element/settings.js';
import { accentRoles, DEFAULT_ACCENT, type Scheme } from '../../web-widget/theme/accent.js';
import { contrast, parseHex, toHex } from '../../web-widget/theme/contrast.js';
import { themeCss } from '../../web-widget/theme/theme-sheet.js';

const SURFACE = { light: '#ffffff', dark: '#191c1b' } as const;
const ratio = (one: string, other: string) => contrast(parseHex(one)!, parseHex(other)!);

function lowestContrast(brand: string, scheme: Scheme): number {
  const { accent, onAccent, accentText, soft } = accentRoles(brand, scheme);
  return Math.min(ratio(onAccent, accent), ratio(accentText, soft), ratio(accentText, SURFACE[scheme]));
}

describe('accents always read', () => {
  test('3,000 random brand colours', () => {
    const random = seededRandom(2026);
    for (let round = 0; round < 3000; round++) {
      const brand = toHex({
        red: random.integer(256),
        green: random.integer(256),
        blue: random.integer(256),
      });
      for (const scheme of ['light', 'dark'] as const) {
        const lowest = lowestContrast(brand, scheme);
        if (lowest < 4.5) throw new Error(`${brand} in ${scheme}: ${lowest.toFixed(2)}`);
        expect(ratio(accentRoles(brand, scheme).accent, SURFACE[scheme])).toBeGreaterThanOrEqual(2.99);
      }
    }
  });

  test('white words on any brand colour would not pass (negative control)', () => {
    expect(ratio('#ffffff', '#f2c14e')).toBeLessThan(4.5);
    expect(accentRoles('#f2c14e', 'light').onAccent).not.toBe('#ffffff');
  });

  test('a brand colour that reads already stays as it is', () => {
    expect(accentRoles('#1f5aa8', 'light').accent).toBe('#1f5aa8');
    expect(accentRoles('#0b6b57', 'dark')).toBe(DEFAULT_ACCENT.dark);
    expect(accentRoles('not a colour', 'light')).toBe(DEFAULT_ACCENT.light);
  });

  test('the measured roles of the built-in green hold', () => {
    expect(ratio('#ffffff', '#0b6b57')).toBeGreaterThan(6.4);
    expect(ratio('#06231b', '#35b897')).toBeGreaterThan(6.6);
    expect(ratio('#5f5d57', '#f1f1ee')).toBeGreaterThan(4.5);
    expect(ratio('#a3aba7', '#242827')).toBeGreaterThan(4.5);
    expect(ratio('#8a5200', '#fdf1dc')).toBeGreaterThan(4.5);
    expect(ratio('#2b0a08', '#ff8f86')).toBeGreaterThan(4.5);
  });

  test('attributes cannot smuggle CSS into the theme sheet', () => {
    const evil = '#fff}*{background:url(//evil)}';
    const settings = readSettings(
      (name) => ({ accent: evil, radius: '9px}*{', 'privacy-url': 'javascript:alert(1)' })[name] ?? null,
    );
    expect(settings).toMatchObject({ accent: undefined, radius: 18, privacyUrl: undefined });
    expect(themeCss(evil, settings.radius)).not.toContain('evil');
  });
});
