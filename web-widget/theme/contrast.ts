/** Colour arithmetic of WCAG 2.2: parsing, contrast and moving a colour until it reads. Called by theme.ts; pure. */

export interface Rgb {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
}

/** `#rgb` or `#rrggbb`; undefined for anything else. */
export function parseHex(raw: string): Rgb | undefined {
  const match = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(raw.trim());
  if (match === null) return undefined;
  const digits = match[1]!;
  const full = digits.length === 3 ? [...digits].map((digit) => digit + digit).join('') : digits;
  const channel = (start: number) => Number.parseInt(full.slice(start, start + 2), 16);
  return { red: channel(0), green: channel(2), blue: channel(4) };
}

export function toHex({ red, green, blue }: Rgb): string {
  return `#${[red, green, blue].map((value) => Math.round(value).toString(16).padStart(2, '0')).join('')}`;
}

/** WCAG contrast ratio, 1..21. */
export function contrast(one: Rgb, other: Rgb): number {
  const [high, low] = [luminance(one), luminance(other)].sort((left, right) => right - left) as [
    number,
    number,
  ];
  return (high + 0.05) / (low + 0.05);
}

/** `share` of `other` mixed into `one`, share 0..1. */
export function mix(one: Rgb, other: Rgb, share: number): Rgb {
  const blend = (from: number, to: number) => from + (to - from) * share;
  return {
    red: blend(one.red, other.red),
    green: blend(one.green, other.green),
    blue: blend(one.blue, other.blue),
  };
}

/** `colour` moved towards `end` in steps of 2% until it reaches `ratio` on every ground; `end` when it never does. */
export function moveUntilReadable(colour: Rgb, end: Rgb, grounds: readonly Rgb[], ratio: number): Rgb {
  for (let share = 0; share <= 1; share += 0.02) {
    const moved = parseHex(toHex(mix(colour, end, share)))!;
    if (grounds.every((ground) => contrast(moved, ground) >= ratio)) return moved;
  }
  return end;
}

function luminance({ red, green, blue }: Rgb): number {
  const linear = (value: number) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}
