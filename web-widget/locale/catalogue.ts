/** Picks the words, the language tag and the direction for a locale, and formats times in it. Called by the view; holds no words itself. */
import { english, type Phrases } from './phrases-en.js';
import { chinese } from './phrases-zh.js';

const CATALOGUE: Readonly<Record<string, Phrases>> = { en: english, zh: chinese };
const RIGHT_TO_LEFT = new Set(['ar', 'fa', 'he', 'ur']);

export interface Wording {
  readonly phrases: Phrases;
  /** Language of the phrases: the locale's own, or English where it has none. */
  readonly lang: string;
}

export function languageOf(locale: string): string {
  return locale.toLowerCase().split(/[-_]/)[0] ?? locale;
}

export function wordingOf(locale: string): Wording {
  const language = languageOf(locale);
  const phrases = CATALOGUE[language];
  return phrases === undefined ? { phrases: english, lang: 'en' } : { phrases, lang: langTag(language) };
}

/** The tag for `lang` attributes: fonts and line breaking of Chinese hang on `zh-CN`. */
export function langTag(locale: string): string {
  return languageOf(locale) === 'zh' ? (/^zh[-_](tw|hk|mo|hant)/i.test(locale) ? 'zh-TW' : 'zh-CN') : locale;
}

export function directionOf(locale: string): 'ltr' | 'rtl' {
  return RIGHT_TO_LEFT.has(languageOf(locale)) ? 'rtl' : 'ltr';
}

/** A language in its own name: English, 中文. */
export function nativeName(locale: string): string {
  try {
    const name = new Intl.DisplayNames([locale], { type: 'language' }).of(locale) ?? locale;
    return name.charAt(0).toLocaleUpperCase(locale) + name.slice(1);
  } catch {
    return locale;
  }
}

/** Calendar day of a time where the visitor is; equal strings, same day. */
export function dayOf(atMs: number): string {
  return new Date(atMs).toDateString();
}

/** `Today 14:08`, `Yesterday 09:30`, `24 November 09:30`. */
export function separatorText(atMs: number, nowMs: number, locale: string): string {
  const { phrases, lang } = wordingOf(locale);
  const time = new Intl.DateTimeFormat(lang === 'en' ? 'en-GB' : lang, {
    hour: '2-digit',
    minute: '2-digit',
  });
  const clock = time.format(atMs);
  if (dayOf(atMs) === dayOf(nowMs)) return `${phrases.today} ${clock}`;
  if (dayOf(atMs) === dayOf(nowMs - 86_400_000)) return `${phrases.yesterday} ${clock}`;
  const date = new Intl.DateTimeFormat(lang === 'en' ? 'en-GB' : lang, { day: 'numeric', month: 'long' });
  return `${date.format(atMs)} ${clock}`;
}
