/** The regional form used for dates and money: English is British, Chinese is that of the mainland. */
import type { Locale } from '../protocol/index.js';

export const regional = (locale: Locale) => (locale === 'en' ? 'en-GB' : locale === 'zh' ? 'zh-CN' : locale);
