/** Locales and text that exists in several of them. */

/** A BCP 47 tag as a pack declares it: `en`, `zh`, `es`. */
export type Locale = string;

/** One wording per locale; `pickText` falls back to the first wording there is. */
export type LocalizedText = Readonly<Record<Locale, string>>;

/** Wording for `locale`, else for its language, else for `fallback`, else the first; empty when there is none. */
export function pickText(text: LocalizedText, locale: Locale, fallback: Locale = 'en'): string {
  const language = locale.split('-')[0] ?? locale;
  return text[locale] ?? text[language] ?? text[fallback] ?? Object.values(text)[0] ?? '';
}
