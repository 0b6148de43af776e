/** The attributes of `<leadline-widget>` as one typed value, wrong ones replaced by their default. Called by the element. */
import { parseHex } from '../theme/contrast.js';

export const OBSERVED_ATTRIBUTES = [
  'accent',
  'brand',
  'campaign',
  'locale',
  'position',
  'privacy-url',
  'radius',
  'theme',
] as const;

export interface WidgetSettings {
  /** `#rrggbb`; the server's brand colour when absent. */
  readonly accent: string | undefined;
  /** Name in the header; the server's when absent. */
  readonly brand: string | undefined;
  readonly campaign: string | undefined;
  readonly locale: string | undefined;
  readonly position: 'start' | 'end';
  readonly privacyUrl: string | undefined;
  /** Corner radius of the panel, px, 0..28. */
  readonly radius: number;
  readonly theme: 'auto' | 'light' | 'dark';
}

export const DEFAULT_RADIUS = 18;

export function readSettings(attribute: (name: string) => string | null): WidgetSettings {
  const text = (name: string) => attribute(name)?.trim() || undefined;
  const accent = text('accent');
  const radius = Number(text('radius') ?? DEFAULT_RADIUS);
  const theme = text('theme');
  const privacyUrl = text('privacy-url');
  return {
    accent: accent !== undefined && parseHex(accent) !== undefined ? accent : undefined,
    brand: text('brand'),
    campaign: text('campaign')?.slice(0, 200),
    locale: text('locale'),
    position: text('position') === 'start' ? 'start' : 'end',
    privacyUrl:
      privacyUrl !== undefined && /^(https?:\/\/|\/(?!\/))/.test(privacyUrl) ? privacyUrl : undefined,
    radius: Number.isFinite(radius) ? Math.min(28, Math.max(0, radius)) : DEFAULT_RADIUS,
    theme: theme === 'light' || theme === 'dark' ? theme : 'auto',
  };
}
