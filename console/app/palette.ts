/** The colour roles of the console in light and dark; the theme turns them into CSS variables, a test recomputes contrasts. */

export const COLOUR_ROLES = [
  'bg',
  'surface',
  'sunken',
  'border',
  'control',
  'text',
  'muted',
  'accent',
  'accent-hover',
  'on-accent',
  'accent-text',
  'accent-soft',
  'good',
  'good-soft',
  'warn',
  'warn-soft',
  'bad',
  'bad-soft',
  'info',
  'info-soft',
  'slot',
  'wave-caller',
  'wave-rest',
] as const;

export type ColourRole = (typeof COLOUR_ROLES)[number];
export type Palette = Readonly<Record<ColourRole, string>>;

export const LIGHT: Palette = {
  bg: '#fbfbfa',
  surface: '#ffffff',
  sunken: '#f4f4f2',
  border: '#e6e5e1',
  control: '#8a8983',
  text: '#1c1b19',
  muted: '#5f5d57',
  accent: '#0b6b57',
  'accent-hover': '#085645',
  'on-accent': '#ffffff',
  'accent-text': '#0a5f4d',
  'accent-soft': '#e3f3ee',
  good: '#1a6b3c',
  'good-soft': '#e4f4e9',
  warn: '#8a5200',
  'warn-soft': '#fdf1dc',
  bad: '#b3261e',
  'bad-soft': '#fdeceb',
  info: '#1f5aa8',
  'info-soft': '#e7f0fb',
  slot: '#fbe6c3',
  'wave-caller': '#5f5d57',
  'wave-rest': '#c9c8c3',
};

export const DARK: Palette = {
  bg: '#121413',
  surface: '#191c1b',
  sunken: '#0e100f',
  border: '#2b302e',
  control: '#75807b',
  text: '#edefed',
  muted: '#a3aba7',
  accent: '#35b897',
  'accent-hover': '#4cc9a9',
  'on-accent': '#06231b',
  'accent-text': '#5fd3b5',
  'accent-soft': '#15302a',
  good: '#62cf8b',
  'good-soft': '#14301f',
  warn: '#e9b15a',
  'warn-soft': '#36270f',
  bad: '#ff8f86',
  'bad-soft': '#3b1a18',
  info: '#85b8ff',
  'info-soft': '#15283f',
  slot: '#4a3512',
  'wave-caller': '#a3aba7',
  'wave-rest': '#4a514e',
};

/** Pairs that must reach the contrast of text (4.5) or of a visible edge (3). */
export const CONTRAST_PAIRS: readonly {
  readonly fore: ColourRole;
  readonly back: ColourRole;
  readonly least: number;
}[] = [
  { fore: 'text', back: 'surface', least: 4.5 },
  { fore: 'text', back: 'sunken', least: 4.5 },
  { fore: 'text', back: 'accent-soft', least: 4.5 },
  { fore: 'text', back: 'slot', least: 4.5 },
  { fore: 'muted', back: 'surface', least: 4.5 },
  { fore: 'muted', back: 'sunken', least: 4.5 },
  { fore: 'muted', back: 'bg', least: 4.5 },
  { fore: 'muted', back: 'accent-soft', least: 4.5 },
  { fore: 'on-accent', back: 'accent', least: 4.5 },
  { fore: 'on-accent', back: 'accent-hover', least: 4.5 },
  { fore: 'accent-text', back: 'accent-soft', least: 4.5 },
  { fore: 'accent-text', back: 'surface', least: 4.5 },
  { fore: 'accent-text', back: 'bg', least: 4.5 },
  { fore: 'good', back: 'good-soft', least: 4.5 },
  { fore: 'good', back: 'bg', least: 4.5 },
  { fore: 'warn', back: 'warn-soft', least: 4.5 },
  { fore: 'bad', back: 'bad-soft', least: 4.5 },
  { fore: 'bad', back: 'bg', least: 4.5 },
  { fore: 'info', back: 'info-soft', least: 4.5 },
  { fore: 'control', back: 'surface', least: 3 },
  { fore: 'accent', back: 'bg', least: 3 },
];

/** WCAG 2.2 contrast ratio of two `#rrggbb` colours, 1..21. */
export function contrastOf(fore: string, back: string): number {
  const [high, low] = [luminanceOf(fore), luminanceOf(back)].sort((a, b) => b - a) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

function luminanceOf(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const level = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return level <= 0.03928 ? level / 12.92 : ((level + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
