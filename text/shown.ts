/** Values as they are written on a screen: money, dates, times, phone numbers. The voice's twin is spoken.ts. */
import { type CountryCode, getCountryCallingCode, parsePhoneNumberFromString } from 'libphonenumber-js/core';
import type { Locale } from '../protocol/index.js';
import { dateFormat, listFormat, numberFormat } from './formats.js';
import { phoneMetadata } from './phone-metadata.js';

/** £699, £8.50: minor units only where there are some. */
export function showMoney(amount: number, currency: string, locale: Locale): string {
  const digits = Number.isInteger(amount) ? 0 : 2;
  return numberFormat(locale, {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(amount);
}

const LONG_DAY = { timeZone: 'UTC', weekday: 'long', day: 'numeric', month: 'long' } as const;

/** Saturday 10 January; 1月10日星期六. */
export function showDate(date: string, locale: Locale): string {
  return dateFormat(locale, LONG_DAY).format(Date.parse(`${date}T00:00:00Z`));
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
  return listFormat(locale, { type }).format(items);
}
