/** Mantine's theme in Leadline's colours, type and shape; the only place that names Mantine's CSS variables. */
import {
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from '@mantine/core';
import { COLOUR_ROLES, DARK, LIGHT, type Palette } from './palette.js';

const FONT =
  '"Inter Variable", system-ui, "PingFang SC", "HarmonyOS Sans SC", "Microsoft YaHei", "Noto Sans SC", sans-serif';
const MONO = 'ui-monospace, "SF Mono", "Cascadia Mono", "DejaVu Sans Mono", Menlo, Consolas, monospace';

const LEAF: MantineColorsTuple = [
  '#e3f3ee',
  '#c8e6dc',
  '#a3d5c6',
  '#5fd3b5',
  '#35b897',
  '#1f9a7c',
  '#12806a',
  '#0b6b57',
  '#0a5f4d',
  '#073f34',
];

/** Mantine's neutrals of dark mode, from text to deepest ground. */
const NIGHT: MantineColorsTuple = [
  '#edefed',
  '#c9cfcc',
  '#a3aba7',
  '#75807b',
  '#4a514e',
  '#2b302e',
  '#191c1b',
  '#191c1b',
  '#121413',
  '#0e100f',
];

/** Filled controls take the accent with a partner that reaches 4.5 in both schemes. */
const variantColorResolver: VariantColorsResolver = (input) => {
  const colors = defaultVariantColorsResolver(input);
  if (input.variant !== 'filled') return colors;
  return {
    ...colors,
    background: 'var(--ll-accent)',
    hover: 'var(--ll-accent-hover)',
    color: 'var(--ll-on-accent)',
    border: '1px solid transparent',
  };
};

export const theme = createTheme({
  fontFamily: FONT,
  fontFamilyMonospace: MONO,
  headings: { fontFamily: FONT, fontWeight: '600' },
  colors: { leaf: LEAF, dark: NIGHT },
  primaryColor: 'leaf',
  primaryShade: { light: 7, dark: 4 },
  defaultRadius: 8,
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
  variantColorResolver,
});

function rolesOf(palette: Palette): Record<string, string> {
  const roles = Object.fromEntries(COLOUR_ROLES.map((role) => [`--ll-${role}`, palette[role]]));
  return {
    ...roles,
    '--mantine-color-body': palette.surface,
    '--mantine-color-text': palette.text,
    '--mantine-color-bright': palette.text,
    '--mantine-color-dimmed': palette.muted,
    '--mantine-color-placeholder': palette.muted,
    '--mantine-color-default': palette.surface,
    '--mantine-color-default-hover': palette.sunken,
    '--mantine-color-default-color': palette.text,
    '--mantine-color-default-border': palette.control,
    '--mantine-color-anchor': palette['accent-text'],
    '--mantine-primary-color-filled': palette.accent,
    '--mantine-primary-color-filled-hover': palette['accent-hover'],
    '--mantine-primary-color-contrast': palette['on-accent'],
  };
}

export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {},
  light: rolesOf(LIGHT),
  dark: rolesOf(DARK),
});
