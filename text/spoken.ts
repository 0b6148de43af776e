/** Values and text as a voice should say them: prices in words, phone numbers digit by digit, no markdown. Called before speech synthesis. */
import type { Locale } from '../protocol/index.js';
import { dateFormat } from './formats.js';

interface CurrencyWords {
  readonly en: readonly [one: string, many: string, minor: string];
  readonly zh: string;
}

const CURRENCIES: Readonly<Record<string, CurrencyWords>> = {
  GBP: { en: ['pound', 'pounds', 'pence'], zh: '英镑' },
  EUR: { en: ['euro', 'euros', 'cents'], zh: '欧元' },
  USD: { en: ['dollar', 'dollars', 'cents'], zh: '美元' },
  CNY: { en: ['yuan', 'yuan', 'fen'], zh: '元' },
};
const SYMBOLS: Readonly<Record<string, string>> = { '£': 'GBP', '€': 'EUR', $: 'USD', '¥': 'CNY' };
const isChinese = (locale: Locale) => locale.startsWith('zh');

/** 699 -> "699 pounds", 8.5 -> "8 pounds 50"; 699 -> 699英镑. */
export function sayMoney(amount: number, currency: string, locale: Locale): string {
  const words = CURRENCIES[currency];
  if (words === undefined) return `${amount} ${currency}`;
  if (isChinese(locale)) return `${amount}${words.zh}`;
  const major = Math.floor(amount);
  const minor = Math.round((amount - major) * 100);
  const [one, many, small] = words.en;
  if (major === 0 && minor > 0) return `${minor} ${small}`;
  return `${major} ${major === 1 ? one : many}${minor > 0 ? ` ${minor}` : ''}`;
}

const EN_DIGITS = ['oh', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
const ZH_DIGITS = ['零', '幺', '二', '三', '四', '五', '六', '七', '八', '九'];

/** Digit by digit, a short pause (comma) between the groups they are written in. */
export function sayDigits(written: string, locale: Locale): string {
  const table = isChinese(locale) ? ZH_DIGITS : EN_DIGITS;
  const groups = written.split(/[^\d]+/).filter((group) => group !== '');
  const said = groups.map((group) =>
    [...group].map((digit) => table[Number(digit)]!).join(isChinese(locale) ? '' : ' '),
  );
  return said.join(isChinese(locale) ? '，' : ', ');
}

/** Letters and digits one by one: "AM 4 8 2" -> "A M four eight two". */
export function sayCode(code: string, locale: Locale): string {
  const table = isChinese(locale) ? ZH_DIGITS : EN_DIGITS;
  const said = [...code].flatMap((char) => {
    if (/\d/.test(char)) return [table[Number(char)]!.replace('oh', 'zero')];
    return /\p{L}/u.test(char) ? [char.toUpperCase()] : [];
  });
  return said.join(' ');
}

/** "Saturday the 10th of January"; 1月10日星期六. */
export function sayDate(date: string, locale: Locale): string {
  const at = Date.parse(`${date}T00:00:00Z`);
  const name = (options: Intl.DateTimeFormatOptions) =>
    dateFormat(locale, { timeZone: 'UTC', ...options }).format(at);
  if (!locale.startsWith('en')) return name({ weekday: 'long', day: 'numeric', month: 'long' });
  const day = Number(date.slice(8));
  const suffix =
    day % 10 === 1 && day !== 11
      ? 'st'
      : day % 10 === 2 && day !== 12
        ? 'nd'
        : day % 10 === 3 && day !== 13
          ? 'rd'
          : 'th';
  return `${name({ weekday: 'long' })} the ${day}${suffix} of ${name({ month: 'long' })}`;
}

/** 15:30 -> "half past three in the afternoon"; 下午3点半. */
export function sayTime(time: string, locale: Locale): string {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  const shown = hour % 12 === 0 ? 12 : hour % 12;
  if (isChinese(locale)) {
    const part = hour < 6 ? '凌晨' : hour < 12 ? '上午' : hour < 13 ? '中午' : hour < 18 ? '下午' : '晚上';
    return `${part}${shown}点${minute === 0 ? '' : minute === 30 ? '半' : `${minute}分`}`;
  }
  if (!locale.startsWith('en')) return time;
  const half = hour < 12 ? 'a.m.' : 'p.m.';
  return minute === 0 ? `${shown} ${half}` : `${shown} ${minute} ${half}`;
}

/** Plain words for the voice: markdown, links, citation marks and emoji out; prices, units and phone numbers in words. */
export function forVoice(text: string, locale: Locale): string {
  return text
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\[\d+\]/g, '')
    .replace(/^\s*(?:#{1,6}|[-*•]|\d+\.)\s+/gmu, '')
    .replace(/(\*\*|__|`|~~|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w))/g, '')
    .replace(/([£€$¥])(\d[\d,]*(?:\.\d+)?)/g, (_, symbol: string, amount: string) =>
      sayMoney(Number(amount.replaceAll(',', '')), SYMBOLS[symbol]!, locale),
    )
    .replace(/(?<![\p{L}\d])(\+?\d[\d ]{8,15}\d)(?![\p{L}\d])/gu, (number: string) =>
      sayDigits(number, locale),
    )
    .replace(/\b(\d+)\s?GB\b/g, isChinese(locale) ? '$1G' : '$1 gigabytes')
    .replace(/\b(\d+)\s?TB\b/g, isChinese(locale) ? '$1T' : '$1 terabyte')
    .replace(/\bMbps\b/g, isChinese(locale) ? '兆' : 'megabits per second')
    .replace(/\p{Extended_Pictographic}|\u{FE0F}/gu, '')
    .replace(/\s*\n+\s*/g, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
}
