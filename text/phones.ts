/**
 * Finds phone numbers, written or spoken, and gives them in E.164. The rules of each country are libphonenumber's.
 * Chinese mobile numbers are recognised whatever the pack's country.
 */
import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/core';
import { findSpokenDigits } from './digits.js';
import { phoneMetadata } from './phone-metadata.js';

export interface PhoneSpan {
  readonly e164: string;
  /** As people of its country write it. */
  readonly national: string;
  /** UTF-16 offsets, end exclusive. */
  readonly start: number;
  readonly end: number;
}

export type PhoneReading =
  | { readonly kind: 'phone'; readonly e164: string; readonly national: string }
  /** Digits that cannot be a number of the country: too few, too many, or an unknown range. */
  | { readonly kind: 'invalid'; readonly reason: 'too-short' | 'too-long' | 'unknown-range' };

const WRITTEN = /(?<![\p{L}\d])\+?\(?\d[\d\s().–-]{5,20}\d(?![\p{Script=Latin}\d])/gu;

/** Digits (with an optional +) as a phone number of `country`, or of China when they are a Chinese mobile number. */
export function readPhone(digits: string, country: string): PhoneReading {
  const chinese = /^(?:\+?86)?1[3-9]\d{9}$/.test(digits.replace(/[^\d+]/g, ''));
  const home = chinese ? 'CN' : (country as CountryCode);
  const number = parsePhoneNumberFromString(digits, home, phoneMetadata);
  const length = digits.replace(/\D/g, '').length;
  if (number === undefined) return { kind: 'invalid', reason: length < 8 ? 'too-short' : 'too-long' };
  // Reserved ranges (numbers kept for fiction) are possible though not in service.
  if (number.isValid() || (number.isPossible() && /^(?:\+|0)/.test(digits) && length >= 9)) {
    return { kind: 'phone', e164: number.number, national: number.formatNational() };
  }
  if (length < 9) return { kind: 'invalid', reason: 'too-short' };
  return { kind: 'invalid', reason: number.isPossible() ? 'unknown-range' : 'too-long' };
}

/** Phone numbers of a text with their places, in order. */
export function findPhones(text: string, country: string): PhoneSpan[] {
  const found: PhoneSpan[] = [];
  const add = (digits: string, start: number, end: number) => {
    if (found.some((span) => start < span.end && end > span.start)) return;
    const reading = readPhone(digits, country);
    if (reading.kind === 'phone') found.push({ e164: reading.e164, national: reading.national, start, end });
  };
  for (const match of text.matchAll(WRITTEN)) add(match[0], match.index, match.index + match[0].length);
  for (const run of findSpokenDigits(text, 8)) {
    const plus = /(?:\+|plus\s+)$/i.test(text.slice(0, run.start)) ? '+' : '';
    add(plus + run.digits, run.start, run.end);
  }
  return found.sort((a, b) => a.start - b.start);
}
