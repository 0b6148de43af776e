/** Values for ICU messages in two mediums: as they are shown and as they are said. */
import type { Locale } from '../../protocol/index.js';
import {
  sayCode,
  sayDate,
  sayDigits,
  sayMoney,
  sayTime,
  showDate,
  showMoney,
  showPhone,
  showTime,
} from '../../text/index.js';

export interface MessageValue {
  readonly text: string;
  readonly speech: string;
}

export type MessageValues = Readonly<Record<string, MessageValue>>;

/** The same words on screen and in the voice. */
export const plain = (text: string): MessageValue => ({ text, speech: text });

export const money = (amount: number, currency: string, locale: Locale): MessageValue => ({
  text: showMoney(amount, currency, locale),
  speech: sayMoney(amount, currency, locale),
});

export const day = (date: string, locale: Locale): MessageValue => ({
  text: showDate(date, locale),
  speech: sayDate(date, locale),
});

export const timeOfDay = (time: string, locale: Locale): MessageValue => ({
  text: showTime(time),
  speech: sayTime(time, locale),
});

export function phone(e164: string, country: string, locale: Locale): MessageValue {
  const text = showPhone(e164, country);
  return { text, speech: sayDigits(text, locale) };
}

export const code = (text: string, locale: Locale): MessageValue => ({ text, speech: sayCode(text, locale) });
