/** Intl formatters made once per locale and options: making one costs about fifty times what using it does. */
import type { Locale } from '../protocol/index.js';
import { regional } from './regional.js';

/** Packs have few locales and few formats; a cache that outgrows this is started anew. */
const MOST_FORMATS = 500;

function remembered<Format, Options extends object>(make: (locale: Locale, options: Options) => Format) {
  const made = new Map<string, Format>();
  return (locale: Locale, options: Options): Format => {
    const key = `${locale} ${JSON.stringify(options)}`;
    const known = made.get(key);
    if (known !== undefined) return known;
    const format = make(regional(locale), options);
    if (made.size >= MOST_FORMATS) made.clear();
    made.set(key, format);
    return format;
  };
}

export const dateFormat = remembered(
  (locale, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options),
);
export const numberFormat = remembered(
  (locale, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options),
);
export const listFormat = remembered(
  (locale, options: Intl.ListFormatOptions) => new Intl.ListFormat(locale, options),
);
export const displayNames = remembered(
  (locale, options: Intl.DisplayNamesOptions) => new Intl.DisplayNames(locale, options),
);
