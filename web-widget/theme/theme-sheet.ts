/** The part of the style sheet that depends on a site's settings: accent roles and radius, as CSS text. Called by the element. */
import { type AccentRoles, accentRoles } from './accent.js';

/** @param brand `#rrggbb` or undefined for the built-in green; only checked colours and numbers reach the text. */
export function themeCss(brand: string | undefined, radius: number): string {
  const light = declarations(accentRoles(brand, 'light'));
  const dark = declarations(accentRoles(brand, 'dark'));
  return [
    `:host{${light}--ll-radius:${radius}px}`,
    `@media (prefers-color-scheme:dark){:host(:not([theme=light])){${dark}}}`,
    `:host([theme=dark]){${dark}}`,
  ].join('\n');
}

function declarations(roles: AccentRoles): string {
  return (
    `--ll-accent:${roles.accent};--ll-on-accent:${roles.onAccent};` +
    `--ll-accent-text:${roles.accentText};--ll-soft:${roles.soft};`
  );
}
