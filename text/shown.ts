/** Values as they are written on a screen: money, dates, times, phone numbers. The voice's twin is spoken.ts. */
import { type CountryCode, getCountryCallingCode, parsePhoneNumberFromString } from 'libphonenumber-js/core';
import type { Locale } from '../protocol/index.js';
import { phoneMetadata } from './phone-metadata.js';

const formats = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>();

function cached<F extends Intl.NumberFormat | Intl.DateTimeFormat>(key: string, make: () => F): F {
  const found = formats.get(key);
  if (found !== undefined) return found as F;
  const made = make();
  formats.set(key, made);
  return made;
}

/** The regional form used for dates and money: English is British, Chinese is that of the mainland. */
export const regional = (locale: Locale) => (locale === 'en' ? 'en-GB' : locale === 'zh' ? 'zh-CN' : locale);

/** £699, £8.50: minor units only where there are some. */
export function showMoney(amount: number, currency: string, locale: Locale): string {
  const digits = Number.isInteger(amount) ? 0 : 2;
  return cached(
    `money ${currency} ${locale} ${digits}`,
    () =>
      new Intl.NumberFormat(regional(locale), {
        style: 'currency',
        currency,
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
      }),
  ).format(amount);
}

/** Saturday 10 January; 1月10日星期六. */
export function showDate(date: string, locale: Locale): string {
  return cached(
    `date ${locale}`,
    () =>
      new Intl.DateTimeFormat(regional(locale), {
        timeZone: 'UTC',
        weekday: 'long',
        day: 'numeric',
        month: 'long',
      }),
  ).format(Date.parse(`${date}T00:00:00Z`));
}

/** 15:30, as written everywhere. */
export const showTime = (time: string) => time;

/** The national form of an E.164 number of `country`, the international form of a foreign one. */
export function showPhone(e164: string, country: string): string {
  const number = parsePhoneNumberFromString(e164, phoneMetadata);
  if (number === undefined) return e164;
  const isHome = number.countryCallingCode === getCountryCallingCode(country as CountryCode, phoneMetadata);
  return isHome ? number.formatNational() : number.formatInternational();
}

/** "black, blue or pink"; 黑色、蓝色或粉色. */
export function showList(
  items: readonly string[],
  locale: Locale,
  type: 'conjunction' | 'disjunction' = 'disjunction',
): string {
  if (locale.startsWith('zh')) {
    const last = items.at(-1) ?? '';
    return items.length < 2
      ? last
      : `${items.slice(0, -1).join('、')}${type === 'disjunction' ? '或' : '和'}${last}`;
  }
  return new Intl.ListFormat(regional(locale), { type }).format(items);
}
