/** The accent roles of a customer's brand colour, checked for contrast, for light and dark. Called by theme-sheet.ts; pure. */
import { contrast, mix, moveUntilReadable, parseHex, type Rgb, toHex } from './contrast.js';

const TEXT_RATIO = 4.5;
const WHITE: Rgb = { red: 255, green: 255, blue: 255 };
const INK: Rgb = { red: 6, green: 20, blue: 16 };
const GROUND = { light: WHITE, dark: { red: 25, green: 28, blue: 27 } } as const;

export type Scheme = keyof typeof GROUND;

export interface AccentRoles {
  /** Fill of buttons and of the visitor's bubbles. */
  readonly accent: string;
  readonly onAccent: string;
  /** Accent-coloured words on the surface and on `soft`. */
  readonly accentText: string;
  readonly soft: string;
}

/** Roles of the built-in green, measured in the design guide. */
export const DEFAULT_ACCENT: Readonly<Record<Scheme, AccentRoles>> = {
  light: { accent: '#0b6b57', onAccent: '#ffffff', accentText: '#0a5f4d', soft: '#e3f3ee' },
  dark: { accent: '#35b897', onAccent: '#06231b', accentText: '#5fd3b5', soft: '#15302a' },
};

/** Roles for `brand`, or the built-in ones when it is not a hex colour. Every text pair reaches 4.5, a fill 3 on its surface. */
export function accentRoles(brand: string | undefined, scheme: Scheme): AccentRoles {
  const colour = brand === undefined ? undefined : parseHex(brand);
  if (colour === undefined || toHex(colour) === DEFAULT_ACCENT.light.accent) return DEFAULT_ACCENT[scheme];
  const ground = GROUND[scheme];
  const away = scheme === 'light' ? INK : WHITE;
  const fill = moveUntilReadable(colour, away, [ground], 3);
  const on = [WHITE, INK].find((text) => contrast(text, fill) >= TEXT_RATIO);
  const accent = on === undefined ? moveUntilReadable(fill, INK, [WHITE], TEXT_RATIO) : fill;
  const soft = parseHex(toHex(mix(ground, accent, scheme === 'light' ? 0.11 : 0.16)))!;
  const accentText = moveUntilReadable(accent, away, [ground, soft], TEXT_RATIO);
  return {
    accent: toHex(accent),
    onAccent: toHex(on ?? WHITE),
    accentText: toHex(accentText),
    soft: toHex(soft),
  };
}
