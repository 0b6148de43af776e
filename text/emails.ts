/** Finds e-mail addresses, written or spelled by a recogniser ("anna dot lee at example dot com"). */

export interface EmailSpan {
  readonly email: string;
  /** UTF-16 offsets, end exclusive. */
  readonly start: number;
  readonly end: number;
}

const WRITTEN = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}/gu;
const SPOKEN =
  /[a-z0-9]+(?:\s+(?:dot|underscore|dash|hyphen)\s+[a-z0-9]+)*\s+at\s+[a-z0-9-]+(?:\s+dot\s+[a-z]{2,})+/giu;

const spell = (spoken: string) =>
  spoken
    .toLowerCase()
    .replace(/\s+dot\s+/g, '.')
    .replace(/\s+underscore\s+/g, '_')
    .replace(/\s+(?:dash|hyphen)\s+/g, '-')
    .replace(/\s+at\s+/g, '@')
    .replace(/\s+/g, '');

/** E-mail addresses with their places, lower case. */
export function findEmails(text: string): EmailSpan[] {
  const spans: EmailSpan[] = [];
  for (const match of text.matchAll(WRITTEN)) {
    spans.push({ email: match[0].toLowerCase(), start: match.index, end: match.index + match[0].length });
  }
  for (const match of text.matchAll(SPOKEN)) {
    spans.push({ email: spell(match[0]), start: match.index, end: match.index + match[0].length });
  }
  return spans;
}
