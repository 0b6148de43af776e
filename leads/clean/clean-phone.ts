/**
 * Reads a phone number into E.164 (ITU-T), with the pack's country for numbers without a country code. Called for contact fields.
 */
import parsePhoneNumber, { type CountryCode, isSupportedCountry } from 'libphonenumber-js';

export type PhoneReading =
  | { readonly kind: 'number'; readonly e164: string; readonly isValid: boolean }
  | { readonly kind: 'none' };

const SPOKEN_DIGITS: Readonly<Record<string, string>> = {
  zero: '0',
  oh: '0',
  o: '0',
  one: '1',
  two: '2',
  three: '3',
  four: '4',
  five: '5',
  six: '6',
  seven: '7',
  eight: '8',
  nine: '9',
  〇: '0',
  零: '0',
  一: '1',
  幺: '1',
  二: '2',
  三: '3',
  四: '4',
  五: '5',
  六: '6',
  七: '7',
  八: '8',
  九: '9',
};

/** @param country ISO 3166 alpha-2, for numbers written without a country code. */
export function cleanPhone(text: string, country: string): PhoneReading {
  const region: CountryCode | undefined = isSupportedCountry(country) ? country : undefined;
  const parsed = parsePhoneNumber(digitsOf(text), region);
  if (parsed?.isValid()) return { kind: 'number', e164: parsed.number, isValid: true };
  const mobile = chineseMobile(text);
  if (mobile !== undefined) return { kind: 'number', e164: mobile, isValid: true };
  return parsed ? { kind: 'number', e164: parsed.number, isValid: false } : { kind: 'none' };
}

/** Chinese mobile numbers are given without a country code abroad too, and cannot be mistaken: eleven digits from 13 to 19. */
function chineseMobile(text: string): string | undefined {
  const parsed = parsePhoneNumber(digitsOf(text), 'CN');
  return parsed?.isValid() && /^\+861[3-9]\d{9}$/u.test(parsed.number) ? parsed.number : undefined;
}

/** Spoken digits as figures: "oh two oh, double nine" and 零二零. */
function digitsOf(text: string): string {
  const words = text.toLowerCase().replace(/[〇零一幺二三四五六七八九]/gu, (digit) => ` ${digit} `);
  if (!/\p{L}/u.test(words)) return text;
  let repeat = 1;
  let out = '';
  for (const word of words.split(/[\s,.-]+/u)) {
    if (word === 'double' || word === 'triple') {
      repeat = word === 'double' ? 2 : 3;
      continue;
    }
    out += (SPOKEN_DIGITS[word] ?? word).repeat(repeat);
    repeat = 1;
  }
  return out;
}
