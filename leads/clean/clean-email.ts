/**
 * Reads an e-mail address as typed or spoken ("ana dot souza at example dot com"). Called for contact fields; sends nothing.
 */

const ADDRESS =
  /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}$/iu;

/** Domains that people mistype; a near miss is flagged with the likely one, never changed. */
const KNOWN_DOMAINS = [
  'gmail.com',
  'hotmail.com',
  'outlook.com',
  'yahoo.com',
  'icloud.com',
  'qq.com',
  '163.com',
];

export interface EmailReading {
  readonly email: string;
  readonly isValid: boolean;
  /** A well-known domain that differs by one slip. */
  readonly likelyDomain?: string;
}

export function cleanEmail(text: string): EmailReading {
  let email = text.replace(/^<|^mailto:|[>.,;:!?，。；！？]+$/giu, '').trim();
  if (!email.includes('@')) email = fromSpoken(email);
  email = email.replace(/\s*([@.])\s*/gu, '$1');
  // Chinese runs words and address together: 发到ana@example.com.
  email = email.replace(/^\p{Script=Han}+(?=[a-z0-9])/iu, '');
  const at = email.lastIndexOf('@');
  if (at > 0) email = email.slice(0, at) + email.slice(at).toLowerCase();
  return { email, isValid: ADDRESS.test(email) && email.length <= 254, likelyDomain: likelyDomain(email) };
}

function fromSpoken(text: string): string {
  return text
    .replace(/\s+(?:dot|point|点)\s+|点/giu, '.')
    .replace(/\s+(?:at|艾特)\s+|艾特/giu, '@')
    .replace(/\s+(?:underscore|下划线)\s+|下划线/giu, '_')
    .replace(/\s+(?:dash|hyphen|minus)\s+/giu, '-')
    .replace(/\s+/gu, '');
}

function likelyDomain(email: string): string | undefined {
  const domain = email.slice(email.lastIndexOf('@') + 1);
  if (domain === '' || KNOWN_DOMAINS.includes(domain)) return undefined;
  return KNOWN_DOMAINS.find((known) => isOneSlip(domain, known));
}

/** One letter changed, missing, extra, or two neighbours swapped. */
function isOneSlip(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < Math.min(a.length, b.length) && a[start] === b[start]) start++;
  const rests = [
    [a.slice(start + 1), b.slice(start + 1)],
    [a.slice(start), b.slice(start + 1)],
    [a.slice(start + 1), b.slice(start)],
  ];
  if (rests.some(([left, right]) => left === right)) return true;
  const isSwapped = a[start] === b[start + 1] && a[start + 1] === b[start];
  return isSwapped && a.slice(start + 2) === b.slice(start + 2);
}
