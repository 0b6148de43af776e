/**
 * Reads a phone number, written or spoken, into E.164 with text/phones. Called for contact fields; flags what cannot be one.
 */
import { findPhones, readPhone } from '../../text/index.js';

export type PhoneField =
  | { readonly kind: 'number'; readonly e164: string }
  | { readonly kind: 'doubtful'; readonly why: string };

const WHY = {
  'too-short': 'too few digits for a phone number',
  'too-long': 'too many digits for a phone number',
  'unknown-range': 'no number of this kind is in use',
} as const;

/** @param country ISO 3166 alpha-2, for numbers written without a country code. */
export function cleanPhone(text: string, country: string): PhoneField {
  const found = findPhones(text, country)[0];
  if (found) return { kind: 'number', e164: found.e164 };
  if (!/\d/u.test(text)) return { kind: 'doubtful', why: 'not a phone number' };
  const reading = readPhone(text, country);
  return reading.kind === 'phone'
    ? { kind: 'number', e164: reading.e164 }
    : { kind: 'doubtful', why: WHY[reading.reason] };
}
