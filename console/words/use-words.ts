/** Gives a component the wording and time context of the chosen language. Never formats by itself. */
import { useMemo } from 'react';
import type { TimeContext } from '../model/clock-text.js';
import { useSettings } from '../settings/settings-store.js';
import { useTimeZone } from '../wire/queries.js';
import { en, type Words } from './en.js';
import { zh } from './zh.js';

const LANGUAGES: Readonly<Record<string, Words>> = { en, zh };

export function useWords(): Words {
  const { language } = useSettings();
  return LANGUAGES[language] ?? en;
}

export function useTimeContext(): TimeContext {
  const { language } = useSettings();
  const timeZone = useTimeZone();
  return useMemo(() => ({ language, timeZone }), [language, timeZone]);
}
